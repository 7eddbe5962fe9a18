package rules

import (
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Products that were not read judge nobody, whatever was made of them.
func TestForget(t *testing.T) {
	facts := &Facts{Licenses: license.NewTable(nil, license.Options{})}
	if facts.Forget(tenant.Users); facts.Has(tenant.Users) || !facts.Has(tenant.SKUs) || facts.Licenses == nil {
		t.Errorf("users were forgotten, and the facts say %+v", facts)
	}
	if facts.Forget(tenant.SKUs); facts.Has(tenant.SKUs) || facts.Licenses != nil {
		t.Errorf("products were forgotten, and the facts say %+v", facts)
	}
}

// Of a group that could not be read nobody knows who is in it, in whatever order groups come.
func TestMDMState(t *testing.T) {
	read, unread := tenant.Group{Members: tenant.Members{{1}: tenant.Direct, {2}: tenant.Nested}}, tenant.Group{}
	for _, groups := range [][]tenant.Group{{read, unread}, {unread, read}} {
		p := tenant.MDMPolicy{AppliesTo: "selected", Groups: groups}
		for user, want := range map[tenant.GUID]MDMState{{1}: MDMInside, {2}: MDMNested, {3}: MDMUnknown} {
			if got := mdmState(p, user); got != want {
				t.Errorf("user %v: %v, want %v", user, got, want)
			}
		}
	}
	if got := mdmState(tenant.MDMPolicy{AppliesTo: "selected", Groups: []tenant.Group{read}}, tenant.GUID{3}); got != MDMOutside {
		t.Errorf("a stranger is %v", got)
	}
}
