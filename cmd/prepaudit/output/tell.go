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
	var files []string
	for _, t := range o.targets {
		if !t.published {
			continue
		}
		if len(t.made) > 0 {
			fmt.Fprintf(o.sys.Stderr, "Created folder %s\n", process.Printable(filepath.Dir(t.path)))
		}
		files = append(files, fmt.Sprintf("%s (%s)", process.Printable(t.path), english.Size(t.size)))
	}
	if len(files) > 0 {
		fmt.Fprintf(o.sys.Stderr, "Wrote %s\n", strings.Join(files, ", "))
	}
}
