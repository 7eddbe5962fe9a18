package rules

import (
	"fmt"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// inError names the assignments in error that would give what a user lacks, whether LIC-04 is asked or not; "" for
// none.
func (f *Facts) inError(u *tenant.User, has license.Entitlement) string {
	if !has.Known || has.Qualified {
		return ""
	}
	var said []string
	for _, s := range u.States {
		if (s.State == "Error" || s.State == "ActiveWithError" || s.State == "Disabled" && s.Error != "") &&
			f.wouldGive(s, has) {
			said = append(said, f.assignmentError(s))
		}
	}
	return strings.Join(said, "; ")
}

// wouldGive reports whether an assignment would give a part that the user lacks.
func (f *Facts) wouldGive(s tenant.LicenseState, has license.Entitlement) bool {
	gives := func(of license.Service) bool {
		return f.Licenses.IfActive(tenant.License{SKU: s.SKU, Disabled: s.Disabled}, of).Usable()
	}
	return !has.Entra.Usable() && gives(license.EntraID) || !f.OtherMDM && !has.Intune.Usable() && gives(license.Intune)
}

func (f *Facts) assignmentError(s tenant.LicenseState) string {
	path := "directly"
	if !s.Group.IsZero() {
		path = "by " + f.groupName(s.Group)
	}
	return fmt.Sprintf("%s assigned %s: %s", f.product(s.SKU), path, explain(s))
}

// explain puts Graph's word for an assignment error beside its meaning.
func explain(s tenant.LicenseState) string {
	meaning := map[string]string{
		"CountViolation":                     "no seat left",
		"MutuallyExclusiveViolation":         "a plan conflicts with one of another product",
		"DependencyViolation":                "another plan needs one that would go away",
		"ProhibitedInUsageLocationViolation": "not offered in the user's usage location",
		"UniquenessViolation":                "an address of the user is not unique",
	}[s.Error]
	switch {
	case s.Error == "":
		return "state " + s.State
	case meaning == "":
		return s.Error
	}
	return s.Error + ", " + meaning
}
