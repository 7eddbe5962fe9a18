package audit

import (
	"slices"
	"testing"

	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Who is in a group that an exception names takes the permission that the groups of the scope take.
func TestPermissionsOfExceptions(t *testing.T) {
	selected, err := rules.Select([]string{"LIC-01"}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	needed := graph.PermissionFor(tenant.ScopeGroups).Delegated
	r := &Run{Rules: selected, Facts: &rules.Facts{}, Base: "members"}
	if slices.Contains(r.Permissions(), needed) {
		t.Errorf("%s without a group", needed)
	}
	r.Excepted = []tenant.GUID{{1}}
	if !slices.Contains(r.Permissions(), needed) {
		t.Errorf("no %s in %q", needed, r.Permissions())
	}
}
