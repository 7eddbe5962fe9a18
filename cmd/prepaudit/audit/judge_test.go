package audit

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// The endpoints of another cloud say nothing of this one.
func TestCheckNetwork(t *testing.T) {
	for _, c := range []struct {
		network, cloud string
		want           string
	}{
		{"global", "global", ""},
		{"usgov", "usgov", ""},
		{"usgov", "usgov-dod", ""},
		{"china", "", ""},
		{"", "china", ""},
		{"china", "global", "probed for the cloud china, and the tenant is in global"},
		{"global", "usgov-dod", "probed for the cloud global, and the tenant is in usgov-dod"},
	} {
		err := checkNetwork(&tenant.NetworkReport{Cloud: c.network}, c.cloud)
		if (err != nil) != (c.want != "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: %v, want %q", c.network, c.cloud, err, c.want)
		}
	}
	if err := checkNetwork(nil, "global"); err != nil {
		t.Error(err)
	}
}
