package audit

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/graph"
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
		{"china", "global", "it was tested for the cloud china, and the tenant is in global"},
		{"global", "usgov-dod", "it was tested for the cloud global, and the tenant is in usgov-dod"},
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

// Graph lists a dataset by what was read before it: a rule that needs the one needs the other, or it would take what
// was never asked for as empty.
func TestNeedsWhatComesBefore(t *testing.T) {
	before := map[tenant.Dataset]tenant.Dataset{}
	for _, d := range graph.Datasets() {
		if len(d.After) > 0 && d.After[0] != tenant.Organization { // of that nothing but its id is needed
			before[d.Name] = d.After[0]
		}
	}
	for _, r := range rules.Catalog() {
		for _, ds := range slices.Concat(r.Needs, r.Uses) {
			if first := before[ds]; first != "" && !slices.Contains(r.Needs, first) && !slices.Contains(r.Uses, first) {
				t.Errorf("%s looks at %s and not at %s", r.ID, ds, first)
			}
		}
	}
}
