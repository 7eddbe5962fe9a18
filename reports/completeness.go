package reports

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// Lists is the dataset that a format lists and nothing else, as of csv:devices; "" for one that shows what the rules
// have read.
func Lists(format string) tenant.Dataset {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == format })
	if i < 0 || len(Formats[i].tables) != 1 {
		return ""
	}
	return Formats[i].tables[0](&record.Run{}).titled().lists
}

// MarksBeside reports whether a format has no place for what is missing, so that a file next to it says it.
func MarksBeside(format string) bool {
	family, _, _ := strings.Cut(format, ":")
	return family == "csv"
}

// Incomplete says in plain text what is missing of a run; nil where the run is complete.
func Incomplete(s *record.Summary) []byte {
	if s.Complete {
		return nil
	}
	var b strings.Builder
	b.WriteString("The table next to this file is of a run that isn't complete. Not read, or not to its end:\n")
	for _, g := range s.Missing {
		part := "not read"
		if g.Partial {
			part = "read in part"
		}
		fmt.Fprintf(&b, "%s: %s: %s\n", g.Dataset, part, plain.Shown(g.Why))
		if g.Permission != "" {
			fmt.Fprintf(&b, "  permission: %s\n", plain.Shown(g.Permission))
		}
		if g.Hint != "" {
			fmt.Fprintf(&b, "  hint: %s\n", plain.Shown(g.Hint))
		}
	}
	return []byte(b.String())
}
