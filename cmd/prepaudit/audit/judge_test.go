package audit

import (
	"strings"
	"testing"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Whoever names groups has decided whom the audit is about: what would decide it otherwise isn't read for it.
func TestAsked(t *testing.T) {
	selected, err := rules.Select([]string{"LIC-02"}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	decides := []tenant.Dataset{tenant.Preparation, tenant.PreparationWho, tenant.MDMPolicies, tenant.MDMMembers}
	for _, c := range []struct {
		groups []string
		want   bool
	}{{nil, true}, {[]string{"Sales"}, false}} {
		asked := (&Run{Rules: selected, Groups: c.groups}).asked()
		for _, ds := range decides {
			if asked[ds] != c.want {
				t.Errorf("with --group %q %s is asked for: %v", c.groups, ds, asked[ds])
			}
		}
		if !asked[tenant.Users] {
			t.Errorf("with --group %q no users are asked for", c.groups)
		}
	}
}

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
