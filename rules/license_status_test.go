package rules

import "testing"

// Every status is listed once, in its order, and has a name of its own.
func TestLicenseStatuses(t *testing.T) {
	seen := map[string]bool{}
	for i, s := range LicenseStatuses() {
		if int(s) != i || s.Name() == "" || s.String() == "" || seen[s.Name()] {
			t.Errorf("%d: %d, %s, %s", i, s, s.Name(), s)
		}
		seen[s.Name()] = true
	}
	if len(seen) != int(licenseStatuses) {
		t.Errorf("%d statuses", len(seen))
	}
}
