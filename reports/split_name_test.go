package reports

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"prepaudit/reports/record"
)

// Values of hostile or careless directories become names that Windows, macOS and Excel take, no two of them one file.
func TestPartNames(t *testing.T) {
	long := strings.Repeat("ö", 200)
	values := []string{"Sales", "SALES", "sales", "R&D", "a/b", `a\b`, "CON", "nul.txt", "com1", "LPT9 . x", "COM0", "Console", "...",
		"trailing. ", "<>:\"/\\|?*[]", "line\nbreak", "\u202egnp.exe", long, long + "x", "Ma\u0308rz", "M\u00e4rz",
		"Stra\u00dfe", "STRASSE", "(no department)", "  ", "..", "../../etc/passwd", "\xff"}
	var parts []*record.Excerpt
	for _, v := range values {
		parts = append(parts, &record.Excerpt{Property: "department", Value: v})
	}
	parts = append(parts, &record.Excerpt{Property: "department", Rest: true})
	names := partNames(parts)
	taken := map[string]string{}
	for i, name := range names {
		value := append(slices.Clone(values), "the rest")[i]
		if other, again := taken[foldCase(name)]; again {
			t.Errorf("%q and %q are both %q", value, other, name)
		}
		taken[foldCase(name)] = value
		if name == "" || len(name) > mostOfName+5 || strings.ContainsAny(name, "<>:\"/\\|?*[]\n\u202e") || !utf8.ValidString(name) ||
			strings.Trim(name, " ") != name || strings.HasSuffix(name, ".") || reserved.MatchString(name) {
			t.Errorf("%q is called %q", value, name)
		}
	}
	for value, want := range map[string]string{"Sales": "Sales", "R&D": "R&D", "a/b": "a-b", `a\b`: "a-b (2)", "CON": "_CON",
		"nul.txt": "_nul.txt", "LPT9 . x": "_LPT9 . x", "Console": "Console", "sales": "sales (3)", "line\nbreak": "line-break",
		"..": "- (3)", "(no department)": "(no department)", "STRASSE": "STRASSE (2)"} {
		if got := names[slices.Index(values, value)]; got != want {
			t.Errorf("%q is called %q, want %q", value, got, want)
		}
	}
	if got := names[len(names)-1]; got != "(no department) (2)" {
		t.Errorf("the rest is called %q", got)
	}
}
