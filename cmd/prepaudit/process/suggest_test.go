package process

import "testing"

func TestNear(t *testing.T) {
	words := []string{"LIC-01", "LIC-02", "xlsx", "json", "CA-01"}
	for typed, want := range map[string]string{
		"LIC-2": "LIC-02", "lic-02": "LIC-02", "LIC02": "LIC-02", "xslx": "xlsx", "jsno": "json", "JSON": "json",
		"": "", "pdf": "", "x": "", "excel": "", "LICENSES": "", "łłł": "",
	} {
		if got := Near(typed, words); got != want {
			t.Errorf("Near(%q) is %q, want %q", typed, got, want)
		}
	}
}
