package rules

import (
	"testing"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// A row says what the devices that were read tell of an association, and is told apart from none.
func TestAssociationRows(t *testing.T) {
	enrolled, boxed := tenant.GUID{1}, tenant.GUID{2}
	settings := tenant.Settings{
		Preparation: []tenant.PreparationPolicy{{ID: examplePolicy.String(), Name: "Tills"}},
		Associations: []tenant.Association{
			{ID: "a", State: "associated", Device: enrolled, Policy: examplePolicy},
			{ID: "b", State: "preassociated", Device: boxed, Policy: tenant.GUID{9}}, {ID: "c", State: "preassociated"},
		},
	}
	rows := func(s tenant.Settings, selected ...*Rule) []AssociationRow {
		ev := NewEvaluator(&Facts{Settings: s, Windows: windows.Default(), Now: exampleNow}, &Scope{}, selected)
		ev.Device(&tenant.Device{ID: enrolled, Name: "PC-1", System: "Windows", Version: "10.0.26200.9278"})
		ev.Device(&tenant.Device{ID: tenant.GUID{3}, Name: "PC-3", System: "Windows"})
		_, sum := ev.Finish()
		return sum.Associations
	}
	got := rows(settings, associatedBuild, targetExists)
	if len(got) != 3 || got[0].PolicyName != "Tills" || got[0].DeviceName != "PC-1" || got[0].Release != "25H2" ||
		got[0].OSVersion != "10.0.26200.9278" {
		t.Fatalf("%+v", got)
	}
	for _, r := range got[1:] {
		if r.PolicyName+r.DeviceName+r.OSVersion+r.Release != "" {
			t.Errorf("%+v", r)
		}
	}
	if got := rows(settings, mayJoin); got != nil {
		t.Errorf("nobody asked, and there are %+v", got)
	}
	settings.Associations = nil
	if got := rows(settings, associatedBuild); got != nil {
		t.Errorf("Graph has no list, and there are %+v", got)
	}
	settings.Associations = []tenant.Association{}
	if got := rows(settings, associatedBuild); got == nil || len(got) != 0 {
		t.Errorf("none is associated: %#v", got)
	}
}
