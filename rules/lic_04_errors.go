package rules

import (
	"fmt"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var assignmentErrors = &Rule{
	ID:    "LIC-04",
	Title: "No licence assignment is in error",
	Level: Required,
	Citation: Citation{"Resolve group license assignment problems", "Find license assignment errors",
		"https://learn.microsoft.com/entra/identity/users/licensing-groups-resolve-problems"},
	Rationale: "An assignment in error gives nothing, and nothing tells the person: Graph records it on the user, in " +
		"the background. It is required where the product would give a half that the user lacks, and advisory where " +
		"the user has both anyway.",
	Remediation: "Free or buy seats for CountViolation, set a usage location for ProhibitedInUsageLocationViolation, " +
		"remove the conflicting product for MutuallyExclusiveViolation, add the plan it depends on for " +
		"DependencyViolation, change the address that two have for UniquenessViolation; of others Microsoft Entra " +
		"admin center > Audit logs, activity 'Change user license', says more. Then Microsoft 365 admin center > " +
		"Billing > Licenses > the product > Groups > the group > the users > Reprocess. `az rest --method POST --url " +
		"https://graph.microsoft.com/v1.0/users/UPN/reprocessLicenseAssignment`",
	Needs:    []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:     []tenant.Dataset{tenant.LicenseGroups},
	EachUser: judgeAssignments,
	Shown: []Shown{
		{Pass, "no state at all"},
		{Fail, "no seat left, and nothing else gives Intune"},
		{Fail, "no seat left, but another product gives both halves"},
		{NotEvaluated, "states not sent by Graph"},
	},
}

func judgeAssignments(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
	switch {
	case !e.Known:
		return Unknown("Graph did not send assignedLicenses for this user")
	case !u.StatesKnown:
		return Unknown("Graph did not send licenseAssignmentStates for this user")
	}
	var said []string
	strange := ""
	level := Advisory
	for _, s := range u.States {
		switch {
		case s.State == "Error", s.State == "ActiveWithError":
		case s.State != "Active" && s.State != "Disabled":
			strange = fmt.Sprintf("the state %q of an assignment of %s is a word that prepaudit does not know", s.State,
				facts.product(s.SKU))
			continue
		case s.Error == "":
			continue
		}
		if facts.wouldGive(s, e) {
			level = Required
		}
		said = append(said, facts.assignmentError(s))
	}
	switch {
	case said == nil && strange == "":
		return OK
	case strange != "" && level != Required: // what is not known may be the graver
		return Unknown("%s", strange)
	}
	return Verdict{Outcome: Fail, Level: level, Detail: strings.Join(said, "; ")}
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
