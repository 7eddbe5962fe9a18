package reports

import (
	"slices"
	"strings"
	"testing"
)

// Files have names that Windows takes, and each another.
func TestFileName(t *testing.T) {
	var names []string
	for _, row := range []struct{ of, want string }{
		{`Add to Licenses`, "Add to Licenses.csv"},
		{`Add to LICENSES`, "Add to LICENSES (2).csv"},
		{`Add to a<b>c:d"e/f\g|h?i*`, "Add to a_b_c_d_e_f_g_h_i_.csv"},
		{"Add to ..\\..\x00\n\u202e", "Add to .._..___.csv"},
		{"Add to end. . ", "Add to end.csv"},
		{"Add to 静\xff", "Add to 静_.csv"},
		{"Add to " + strings.Repeat("ä", 300), "Add to " + strings.Repeat("ä", 93) + ".csv"},
	} {
		got := fileName(row.of, names)
		names = append(names, got)
		if got != row.want {
			t.Errorf("%q: %q, want %q", row.of, got, row.want)
		}
	}
	if slices.ContainsFunc(names, func(n string) bool { return len(n) > 255 }) {
		t.Errorf("too long: %q", names)
	}
}

// Only what nothing takes for a formula, a header or another column is imported by name.
func TestImportable(t *testing.T) {
	for upn, want := range map[string]bool{
		"adele.vance@contoso.com": true, "o'brien_x@sub.contoso.com": true, "a#EXT#@contoso.onmicrosoft.com": true,
		"=1+1@contoso.com": false, "-a@contoso.com": false, "a,b@contoso.com": false, `a"b@contoso.com`: false,
		"a b@c.d": false,
		"":        false, "静@contoso.com": false, "a@contoso.com\r\n": false,
	} {
		if importable.MatchString(upn) != want {
			t.Errorf("%q is imported by name: %v", upn, !want)
		}
	}
}
