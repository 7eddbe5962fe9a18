package reports

import (
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

func userTable(run *record.Run) tabular {
	type row = *record.User
	steps := &personSteps{said: map[string]*saidOfPerson{}}
	return &table[row]{
		title: title{
			name: "users", lists: tenant.Users, sheet: "Users", about: "every user in scope",
			in: ofTenant, none: noneOfUsers("no user was checked"),
		},
		user: itself[row], end: steps.end,
		columns: withMore(run, []column[row]{
			{"id", "", "object id in Microsoft Entra ID", 0, text, userID},
			{"", "Name", "of Microsoft Entra ID", 28, text | onPage, displayName},
			{"userPrincipalName", "User principal name", "the name that the user signs in with", 38, text | onPage,
				func(u row) any { return u.UPN }},
			{"", "Ready", "whether the person can prepare a PC today: " +
				choice(rules.Readinesses(), readyWords), 12, text | onPage,
				func(u row) any { return toned{readyGround(u.Ready), readyWords(u.Ready)} }},
			{"", "License",
				"qualified, or what is missing; green only where the person is ready too", 20, prose | onPage,
				func(u row) any { return toned{licenseGround(u), u.Status.String()} }},
			{"", "Blocked by", "the causes that block the person, with their numbers on sheet Causes: to see everybody " +
				"with one of them, " +
				"filter this column by its number in brackets", 60, prose, steps.blockedBy},
			{"", "To do", "what to do for this person, in order; what blocks others too " +
				"is for " +
				"administrators to fix", 60, prose, steps.todo},
			{"displayName", "", "of Microsoft Entra ID", 0, text, displayName},
			{"employeeId", "Employee id", "of Microsoft Entra ID", 13, text, func(u row) any { return u.EmployeeID }},
			{"companyName", "Company", "of Microsoft Entra ID", 18, text, func(u row) any { return u.Company }},
			{"department", "Department", "of Microsoft Entra ID", 22, text | onPage,
				func(u row) any { return u.Department }},
			{"country", "Country", "of Microsoft Entra ID", 16, text, func(u row) any { return u.Country }},
			{"costCenter", "Cost center", "of employeeOrgData", 13, text, func(u row) any { return u.CostCenter }},
			{"usageLocation", "", "country code of two letters, without which no license can be assigned directly", 0, text,
				func(u row) any { return u.UsageLocation }},
			{"accountEnabled", "", "empty where Graph did not say", 0, truth,
				func(u row) any { return truthOrNil(u.Enabled) }},
			{"userType", "", "Member or Guest", 0, text, func(u row) any { return u.UserType }},
			{"class", "", choice(rules.LicenseStatuses(), rules.LicenseStatus.Name), 0, text,
				func(u row) any { return u.Status.Name() }},
			{"row", "License option", "which of the seven subscriptions of Microsoft's requirements page " +
				"the licenses include, the lowest number; " +
				"empty for none", 14,
				numeral, func(u row) any { return orNone(u.Entitlement.Row) }},
			{"match", "", "how the product matches the option: literal, equivalent, successor, developer, unattended; empty for " +
				"option 7 and none", 0, text, func(u row) any { return string(u.Entitlement.Match) }},
			{"", "Match", matchAbout, 16, text, func(u row) any { return matchWords(u.Entitlement.Match) }},
			{"product", "Product", "that qualifies, or that includes a part", 34, text,
				func(u row) any { return u.Entitlement.Product }},
			{"entra", "Entra ID P1 or P2", "the Entra ID P1 part of the licenses: active, active with warning, " +
				"not known, inactive, " +
				"missing; not evaluated where the licenses are not known", 19, text,
				func(u row) any { return state(u.Entitlement, u.Entitlement.Entra) }},
			{"intune", "Intune", "the Intune part, with the same values", 19, text,
				func(u row) any { return state(u.Entitlement, u.Entitlement.Intune) }},
			{"", "How assigned", "direct, group or both: the licenses that include the parts", 14, text,
				func(u row) any { direct, groups := assignedBy(run, u); return record.Path(direct, groups) }},
			{"", "Group", "that assigns them, the first of them", 30, text,
				func(u row) any { _, groups := assignedBy(run, u); return firstGroup(run, groups) }},
			{"mdmScope", "MDM scope", "of automatic enrollment: inside; inside, not directly; outside; not evaluated",
				19, text, func(u row) any { return u.MDM.String() }},
			{"policy", "Policy", "the device preparation policy that the user's device would get", 30, text | onPage,
				func(u row) any { return u.Policy }},
			{"", "Windows devices", aboutDevices, 11, amount, windowsDevices},
			{"lastSignIn", "", "RFC 3339 in UTC; never; empty where it was not asked for", 0, text,
				func(u row) any { return u.LastSignIn }},
			{"findings", "", "number of findings about the user", 0, amount,
				func(u row) any { return len(u.Findings) }},
			{"why", "About the license", "what the licenses include, and what is missing", 60, prose,
				func(u row) any { return u.Entitlement.Why }},
			{"whatToDo", "", "how to fix what is missing; empty for nothing", 0, text,
				func(u row) any { return wording.ToDo(u) }},
			{"", "Object id", "in Microsoft Entra ID", 38, text, userID},
			{"ready", "", "whether the person can prepare a PC today: " +
				choice(rules.Readinesses(), rules.Readiness.String), 0, text,
				func(u row) any { return u.Ready.String() }},
			{"blockedBy", "", "the ids of the causes that block the person", 0, text,
				func(u row) any { return strings.Join(u.BlockedBy, " ") }},
			{"causes", "", "the ids of all causes that affect the person: those of blockedBy, and those that don't block", 0,
				text, func(u row) any { return strings.Join(u.Causes, " ") }},
			{"windowsDevices", "", aboutDevices, 0, amount, windowsDevices},
		}),
	}
}

// withMore adds the columns of --columns: to CSV and Parquet those that are not there by themselves.
func withMore(run *record.Run, columns []column[*record.User]) []column[*record.User] {
	type row = *record.User
	for i, name := range run.Columns {
		more := column[row]{name, name, "asked for with --columns", 24, text, func(u row) any {
			if i < len(u.Extra) {
				return u.Extra[i]
			}
			return ""
		}}
		if slices.ContainsFunc(columns, func(c column[row]) bool { return c.name == name }) {
			more.name = ""
		}
		// "state" is part of an address; Excel repairs a table with two columns of one name.
		if slices.ContainsFunc(columns, func(c column[row]) bool { return strings.EqualFold(c.heading, name) }) {
			more.heading += " (property)"
		}
		columns = append(columns, more)
	}
	return columns
}

const aboutDevices = "that Intune manages with the person as their primary user; empty where not all devices were read"

func windowsDevices(v *record.User) any {
	if v.Devices == nil {
		return nil
	}
	return *v.Devices
}

func userID(v *record.User) any { return v.ID.String() }

func displayName(v *record.User) any { return v.DisplayName }

// state is that of a part.
func state(e *record.Entitlement, h record.Part) string {
	if !e.Known {
		return "not evaluated"
	}
	return h.State
}

// orNone leaves a cell empty rather than say that a license option is 0.
func orNone(row int) any {
	if row == 0 {
		return nil
	}
	return row
}

// truthOrNil is nil where it is not.
func truthOrNil(t tenant.Tri) any {
	if t == tenant.Unknown {
		return nil
	}
	return t == tenant.Yes
}

// choice lists the words that a column can hold.
func choice[T any](all []T, name func(T) string) string {
	var words []string
	for _, v := range all {
		words = append(words, name(v))
	}
	return strings.Join(words, ", ")
}

// assignedBy says by which paths the user has the licenses that include the parts.
func assignedBy(run *record.Run, v *record.User) (direct bool, groups []tenant.GUID) {
	for _, s := range v.States {
		part, _ := run.Product(s.SKU)
		if part == "" || part != v.Entitlement.Entra.SKU && part != v.Entitlement.Intune.SKU {
			continue
		}
		if s.Group.IsZero() {
			direct = true
		} else if !slices.Contains(groups, s.Group) {
			groups = append(groups, s.Group)
		}
	}
	return direct, groups
}

// firstGroup names the first group, and says how many others there are.
func firstGroup(run *record.Run, groups []tenant.GUID) string {
	switch len(groups) {
	case 0:
		return ""
	case 1:
		return run.GroupNames(groups)
	}
	return run.GroupNames(groups[:1]) + " and " + english.Number(len(groups)-1) + " more"
}
