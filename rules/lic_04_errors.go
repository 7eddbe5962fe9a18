package rules

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var assignmentErrors = &Rule{
	ID:     "LIC-04",
	Title:  "No license assignment has an error",
	Level:  Required,
	Effect: Effect{Enroll, Stops, Information},
	Citation: Citation{"Resolve group license assignment problems", "Find license assignment errors",
		"https://learn.microsoft.com/entra/identity/users/licensing-groups-resolve-problems"},
	Rationale: "A license assignment with an error doesn't work, and nobody gets a message: Graph records it in the " +
		"background. It is required if the product would give the user a part that they lack, and advisory if they " +
		"have both anyway.",
	Remediation: "CountViolation: free or buy seats. ProhibitedInUsageLocationViolation: set a usage location. " +
		"MutuallyExclusiveViolation: remove the conflicting product. DependencyViolation: add the plan that it " +
		"depends on. UniquenessViolation: change the address that two users have. For others: Microsoft Entra " +
		"admin center > Entra ID > Monitoring & health > Audit logs, activity \"Change user license\". Then " +
		licensesPath + " > the product > Groups > the group > Actions needed > the users > Reprocess. In PowerShell: " +
		"`Invoke-MgLicenseUser -UserId \"UPN\" -WhatIf`",
	Needs:    []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:     []tenant.Dataset{tenant.LicenseGroups},
	changeOf: anyLicenseChange,
	EachUser: judgeAssignments,
	Shown: []Shown{
		{Pass, "active"},
		{Fail, "no seat left, and nothing else includes Intune"},
		{Warn, "no state of a license"},
		{NotEvaluated, "Graph didn't send the states"},
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
			strange = fmt.Sprintf("unrecognized state %q of an assignment of %s", s.State,
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
		return facts.disagreement(u)
	case strange != "" && level != Required: // what is not known may be the graver
		return Unknown("%s", strange)
	}
	return Verdict{Outcome: Fail, Level: level, Detail: strings.Join(said, "; ")}
}

// disagreement says which products are in one of assignedLicenses and licenseAssignmentStates and not in the other, as
// Graph has been seen to answer (microsoft-graph-docs, issue 9636).
func (f *Facts) disagreement(u *tenant.User) Verdict {
	var said []string
	for i := range u.States {
		if s := &u.States[i]; s.Active() && !u.Holds(s.SKU) {
			said = append(said, f.product(s.SKU)+" is active in licenseAssignmentStates and absent from "+
				"assignedLicenses")
		}
	}
	for _, l := range u.Licenses {
		if !slices.ContainsFunc(u.States, func(s tenant.LicenseState) bool { return s.SKU == l.SKU }) {
			said = append(said, f.product(l.SKU)+" is in assignedLicenses and absent from licenseAssignmentStates")
		}
	}
	if said == nil {
		return OK
	}
	return Verdict{Outcome: Warn, Level: Advisory, Detail: strings.Join(slices.Compact(said), "; ") + ": the two " +
		"disagree"}
}
