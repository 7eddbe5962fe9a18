package output

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"prepaudit/cmd/prepaudit/process"
)

// Into puts the files of -o into a folder, by their names alone; without any, the page, the workbook and the JSON
// report. A path that isn't below from, where
// the values are from, is no name.
func Into(folder string, targets []string, from string) ([]string, error) {
	if len(targets) == 0 {
		targets = []string{"report.html", "report.xlsx", "report.json"}
	}
	var all []string
	for _, value := range targets {
		format, path, ok := strings.Cut(ByEnding(value), "=")
		if !ok || path == "" || path == "-" {
			return nil, process.WithHint(process.Usagef("-o %q isn't a file, and each tenant has its own", value),
				"for example -o html=report.html, or -o report.xlsx")
		}
		below, err := filepath.Rel(from, path)
		if filepath.IsAbs(path) && (from == "" || err != nil || !filepath.IsLocal(below)) {
			return nil, process.WithHint(process.Usagef("-o %q is an absolute path, and each tenant has its own folder", value),
				"name the file alone, for example -o "+format+"="+filepath.Base(path))
		}
		all = append(all, format+"="+filepath.Join(folder, filepath.Base(path)))
	}
	return all, nil
}

// Has reports whether a file of a format is among the values of -o; without any there are those of Into.
func Has(targets []string, format string) bool {
	if len(targets) == 0 {
		return format != "table"
	}
	return slices.ContainsFunc(targets, func(value string) bool {
		name, _, _ := strings.Cut(ByEnding(value), "=")
		return cmp.Or(name, value) == format
	})
}
