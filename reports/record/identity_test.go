package record

import (
	"testing"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// A finding stays the same finding when what it says, what it speaks of is called, or what was read of the tenant
// changes; it is another one of another rule or subject.
func TestIdentity(t *testing.T) {
	user := User{ID: tenant.GUID{15: 1}, UPN: "ada@contoso.com"}
	renamed := user
	renamed.UPN = "ada.l@contoso.com"
	same := [][2]Identity{
		{(&Finding{Rule: "LIC-02", Outcome: rules.Fail}).Identity(user.Subject()),
			(&Finding{Rule: "LIC-02", Outcome: rules.Warn, Detail: "x"}).Identity(renamed.Subject())},
		{(&Finding{Rule: "CA-01", Subject: rules.Subject{Kind: "policy", ID: "p", Name: "a"}}).Identity(rules.Subject{}),
			(&Finding{Rule: "CA-01", Subject: rules.Subject{Kind: "policy", ID: "p", Name: "b"}}).Identity(rules.Subject{})},
		{(&Finding{Rule: "DIR-01", Subject: rules.Subject{Kind: "tenant", ID: "t", Name: "Contoso"}}).Identity(rules.Subject{}),
			(&Finding{Rule: "DIR-01"}).Identity(rules.Subject{})}, // organization was not read
	}
	for _, pair := range same {
		if pair[0] != pair[1] {
			t.Errorf("%+v and %+v are one finding", pair[0], pair[1])
		}
	}
	all := map[Identity]bool{}
	device := Device{ID: user.ID}
	for _, id := range []Identity{
		(&Finding{Rule: "LIC-02"}).Identity(user.Subject()),
		(&Finding{Rule: "LIC-03"}).Identity(user.Subject()),
		(&Finding{Rule: "LIC-02"}).Identity(device.Subject()),
		(&Finding{Rule: "LIC-02", Subject: rules.Subject{Kind: "policy", Name: "a"}}).Identity(rules.Subject{}),
		(&Finding{Rule: "LIC-02", Subject: rules.Subject{Kind: "policy", Name: "b"}}).Identity(rules.Subject{}),
		(&Finding{Rule: "LIC-02", Subject: rules.Subject{Kind: "policy", ID: "b"}}).Identity(user.Subject()),
	} {
		all[id] = true
	}
	if len(all) != 5 { // the policy without an id is known by its name
		t.Errorf("%d identities: %v", len(all), all)
	}
}
