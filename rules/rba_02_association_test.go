package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

var oneWaits = associating("preassociated")

func TestRBA02(t *testing.T) {
	try(t, associationRole, examples{
		{Name: "a role with members has " +
			"all", Change: changes(oneWaits, role(tenant.Yes, associationActions...)), Want: Pass,
			Detail: "Preparation"},
		{Name: "a role that has all has no members", Change: changes(oneWaits, role(tenant.No, associationActions...)),
			Want: Manual, Detail: "no members"},
		{Name: "a role with members lacks one", Change: changes(oneWaits, role(tenant.Yes, associationActions[:3]...)),
			Want: Manual, Detail: "lacks Microsoft.Intune_DeviceConfigurations_Assign"},
		{Name: "the role of RBA-01 lacks three", Change: changes(oneWaits, role(tenant.Yes, preparationActions...)),
			Want: Manual, Detail: deleteAssociated},
		{Name: "Graph has another name for a permission",
			Change: changes(oneWaits, relabeled, role(tenant.Yes, append([]string{"Microsoft.Intune_New_Read"},
				associationActions[1:]...)...)), Want: Pass},
		{Name: "the role has the old name of that permission",
			Change: changes(oneWaits, relabeled, role(tenant.Yes, associationActions...)), Want: Manual,
			Detail: "Microsoft.Intune_New_Read"},
		{Name: "no role", Change: oneWaits, Want: Manual, Detail: "no role"},
		{Name: "no device", Change: changes(associating(), role(tenant.Yes, preparationActions...)),
			Want: NotApplicable},
		{Name: "Graph has no list of devices", Change: role(tenant.Yes, associationActions...), Want: Pass},
		{Name: "associated devices could not be read, and a role lacks one",
			Change: changes(associating(), missing(tenant.Associations), role(tenant.Yes, associationActions[:3]...)),
			Want:   Manual},
	})
}

// relabeled is a change: Graph has another name for the permission to read devices of enrollment programs.
func relabeled(c *Case) {
	c.Operations = []tenant.Operation{
		{ID: "Microsoft.Intune_Other_Read", Resource: "Other programs", Action: "Read device"},
		{ID: "Microsoft.Intune_New_Read", Resource: programs, Action: "Read device"},
	}
}
