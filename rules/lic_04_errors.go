package rules

import (
	"fmt"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var assignmentErrors = &Rule{
	ID:       "LIC-04",
	Title:    "No licence assignment is in error",
	Level:    Required,
	Citation: Citation{"Resolve group license assignment problems", "Find license assignment errors", "https://learn.microsoft.com/entra/identity/users/licensing-groups-resolve-problems"},
	Rationale: "An assignment in error gives nothing, and nothing tells the person: Graph records it on the user, in the background. " +
		"It is required where the product would give a half that the user lacks, and advisory where the user has both anyway.",
	Remediation: "Free or buy seats for CountViolation, set a usage location for ProhibitedInUsageLocationViolation, remove the conflicting product for MutuallyExclusiveViolation, " +
		"add the plan it depends on for DependencyViolation, change the address that two have for UniquenessViolation; of others Microsoft Entra admin center > Audit logs, activity 'Change user license', says more. " +
		"Then Microsoft 365 admin center > Billing > Licenses > the product > Groups > the group > the users > Reprocess. " +
		"`az rest --method POST --url https://graph.microsoft.com/v1.0/users/UPN/reprocessLicenseAssignment`",
	Needs:    []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:     []tenant.Dataset{tenant.LicenseGroups},
	EachUser: judgeAssignments,
	Examples: []Example{
		{Name: "no state at all", Holds: "SPE_E3", Want: Pass},
		{Name: "active", Holds: "SPE_E3", Change: state("SPE_E3", "Active", ""), Want: Pass},
		{Name: "no seat left, and nothing else gives Intune", Holds: "SPE_E3", Change: state("SPE_E3", "Error", "CountViolation"), Want: Fail, Detail: "no seat left"},
		{Name: "no seat left for Intune alone", Holds: "AAD_PREMIUM", Change: failed("INTUNE_A", "CountViolation"), Want: Fail},
		{Name: "no seat left for Entra ID P1 alone", Holds: "INTUNE_A", Change: failed("AAD_PREMIUM", "CountViolation"), Want: Fail},
		{Name: "an error without a word", Change: failed("SPE_E3", ""), Want: Fail, Detail: "state Error"},
		{Name: "no seat left for Intune, another MDM stated", Holds: "AAD_PREMIUM", Change: failed("INTUNE_A", "CountViolation"), OtherMDM: true, Want: Fail, Level: Advisory},
		{Name: "no seat left for a product without either half", Holds: "SPE_E3, FLOW_FREE", Change: state("FLOW_FREE", "Error", "CountViolation"), Want: Fail, Level: Advisory},
		{Name: "no seat left, but another product gives both halves", Holds: "SPE_E3, SPE_E5", Change: state("SPE_E3", "Error", "CountViolation"), Want: Fail, Level: Advisory},
		{Name: "by a group whose name is known", Holds: "SPE_E3", Change: func(x *Case) {
			assigned("Staff")(x)
			state("SPE_E3", "Error", "CountViolation")(x)
			x.User.States[0].Group = exampleGroup
		}, Want: Fail, Detail: "assigned by group Staff:"},
		{Name: "by a group that was not read", Holds: "SPE_E3", Change: func(x *Case) {
			state("SPE_E3", "Error", "CountViolation")(x)
			x.User.States[0].Group = exampleGroup
		}, Want: Fail, Detail: "assigned by group bb000000"},
		{Name: "active with an error", Holds: "SPE_E3", Change: state("SPE_E3", "ActiveWithError", "DependencyViolation"), Want: Fail, Level: Advisory, Detail: "SPE_E3 (Microsoft 365 E3) assigned directly: DependencyViolation"},
		{Name: "two in error", Holds: "SPE_E3", Change: changes(state("SPE_E3", "Error", "Other"), state("SPE_E3", "Error", "CountViolation")), Want: Fail, Detail: "directly: Other; SPE_E3 (Microsoft 365 E3) assigned directly: CountViolation"},
		{Name: "no seat left for an assignment with both halves switched off", Holds: "FLOW_FREE", Change: func(x *Case) {
			failed("EMS", "CountViolation")(x)
			for _, p := range x.SKUs[1].Plans {
				x.User.States[0].Disabled = append(x.User.States[0].Disabled, p.ID)
			}
		}, Want: Fail, Level: Advisory},
		{Name: "licences not sent by Graph, an error among the states", Holds: "SPE_E3", Change: func(x *Case) { state("SPE_E3", "Error", "CountViolation")(x); unsent(x) }, Want: NotEvaluated},
		{Name: "a strange state before an error that matters", Change: func(x *Case) {
			failed("SPE_E3", "CountViolation")(x)
			x.User.States = append([]tenant.LicenseState{{SKU: x.SKUs[0].ID, State: "Paused"}}, x.User.States...)
		}, Want: Fail},
		{Name: "a strange state behind an error that does not", Holds: "SPE_E3, FLOW_FREE", Change: func(x *Case) {
			state("FLOW_FREE", "Error", "CountViolation")(x)
			state("SPE_E3", "Paused", "")(x)
		}, Want: NotEvaluated, Detail: `the state "Paused" of an assignment of SPE_E3 (Microsoft 365 E3) is a word`},
		{Name: "states not sent by Graph", Holds: "SPE_E3", Change: func(x *Case) { x.User.StatesKnown = false }, Want: NotEvaluated},
		{Name: "a state that this program does not know", Holds: "SPE_E3", Change: state("SPE_E3", "error", ""), Want: NotEvaluated},
		{Name: "a state that was not sent", Holds: "SPE_E3", Change: state("SPE_E3", "", ""), Want: NotEvaluated},
		{Name: "an error that this program does not know", Holds: "SPE_E3", Change: state("SPE_E3", "Error", "NewViolation"), Want: Fail, Detail: "directly: NewViolation\n"},
		{Name: "disabled without an error", Holds: "SPE_E3, SPE_E5", Change: state("SPE_E3", "Disabled", ""), Want: Pass},
		{Name: "disabled with an error", Holds: "SPE_E3, SPE_E5", Change: state("SPE_E3", "Disabled", "CountViolation"), Want: Fail, Level: Advisory},
		{Name: "by the second of two groups", Holds: "SPE_E3", Change: func(x *Case) {
			assigned("Sales")(x)
			x.LicenseGroups[0].ID = tenant.GUID{0: 0xcc}
			assigned("Staff")(x)
			state("SPE_E3", "Error", "CountViolation")(x)
			x.User.States[0].Group = exampleGroup
		}, Want: Fail, Detail: "by group Staff:"},
		{Name: "a product that the tenant does not hold", Holds: "SPE_E3", Change: func(x *Case) { state("SPE_E3", "Error", "Other")(x); x.SKUs = nil }, Want: Fail, Level: Advisory},
	},
}

func judgeAssignments(env *Env, u *tenant.User, e license.Entitlement) Verdict {
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
			strange = fmt.Sprintf("the state %q of an assignment of %s is a word that prepaudit does not know", s.State, env.product(s.SKU))
			continue
		case s.Error == "":
			continue
		}
		if env.wouldGive(s, e) {
			level = Required
		}
		said = append(said, env.assignmentError(s))
	}
	switch {
	case said == nil && strange == "":
		return OK
	case strange != "" && level != Required: // what is not known may be the graver
		return Unknown("%s", strange)
	}
	return Verdict{Outcome: Fail, Level: level, Detail: strings.Join(said, "; ")}
}

// wouldGive reports whether an assignment would give a half that the user lacks.
func (e *Env) wouldGive(s tenant.LicenseState, has license.Entitlement) bool {
	entra, intune := e.Licenses.IfActive(tenant.License{SKU: s.SKU, Disabled: s.Disabled})
	return entra.Usable() && !has.Entra.Usable() || intune.Usable() && !has.Intune.Usable() && !e.OtherMDM
}

func (e *Env) assignmentError(s tenant.LicenseState) string {
	path := "directly"
	if !s.Group.IsZero() {
		path = "by " + e.groupName(s.Group)
	}
	return fmt.Sprintf("%s assigned %s: %s", e.product(s.SKU), path, explain(s))
}

// inError names the assignments in error that would give what a user lacks, whether LIC-04 is asked or not; "" for none.
func (e *Env) inError(u *tenant.User, has license.Entitlement) string {
	if e.Licenses == nil || !has.Known || has.Qualified {
		return ""
	}
	var said []string
	for _, s := range u.States {
		if (s.State == "Error" || s.State == "ActiveWithError" || s.State == "Disabled" && s.Error != "") && e.wouldGive(s, has) {
			said = append(said, e.assignmentError(s))
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
