package output

import (
	"fmt"
	"path/filepath"
	"strings"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules/english"
)

// tell says on standard error which files were written, by the paths that were given, and which folders were made for
// them.
func (o *Output) tell() {
	var files, parts []string
	for _, t := range o.targets {
		if !t.published {
			continue
		}
		if len(t.made) > 0 {
			o.sys.Tell("Created folder " + process.Printable(filepath.Dir(t.path)))
		}
		name := process.Printable(t.path)
		if t.part != nil {
			parts = append(parts, fmt.Sprintf("  %s (%s, %s)", name, english.Count(t.part.People, "person"),
				english.Size(t.size)))
			continue
		}
		files = append(files, fmt.Sprintf("%s (%s)", name, english.Size(t.size)))
	}
	if len(files) > 0 {
		o.sys.Tell("Wrote " + strings.Join(files, ", "))
	}
	if len(parts) > 0 {
		o.sys.Tell(fmt.Sprintf("Wrote %s by %s:\n%s", english.Count(len(parts), "workbook"),
			process.Printable(o.options.SplitBy), strings.Join(parts, "\n")))
	}
}
