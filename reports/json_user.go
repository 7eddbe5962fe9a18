package reports

import (
	"strconv"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// appendUser appends one element of users, by hand because there can be a million:
//
//	id, displayName, userPrincipalName, accountEnabled, userType, externalUserState, creationType,
//	usageLocation            as Graph has them; empty and unknown ones are absent
//	class                    qualified, lacksIntune, lacksEntra, lacksBoth, noLicence,
//	                         unclassified (no licence: person or not is unknown), noSignIn, roomAccount
//	                         (licences for a room or a shared device only), unknown
//	unclassified             true: no licence or a room's, and whether this is a person is unknown
//	entitlement              see appendEntitlement
//	employeeId, companyName, department, country, costCenter, onPremisesUserPrincipalName
//	lastSignIn               of all kinds of sign-in; absent where it was not asked for, "never" where there is none
//	extra                    the properties of run.columns, as text, in their order
//	policy                   the device preparation policy that the user's device would get
//	failedAssignment         the assignments in error that would give what the user lacks; absent for none
//	mdmScope                 inside, inside through a nested group, outside, not evaluated
//	assignedLicenses         [{skuId, disabledPlans}]; absent when Graph did not send it
//	licenseAssignmentStates  [{skuId, assignedByGroup, state, error, lastUpdated (seconds since 1970), disabledPlans}]
//	findings                 [{rule, outcome, level, detail}] about this user, never a pass
func appendUser(b []byte, row *view) []byte {
	u := row.User
	b = append(b, `{"id":`...)
	b = appendGUID(b, u.ID)
	b = append(b, `,"displayName":`...)
	b = appendText(b, u.DisplayName)
	b = append(b, `,"userPrincipalName":`...)
	b = appendText(b, u.UPN)
	switch u.Enabled {
	case tenant.Yes:
		b = append(b, `,"accountEnabled":true`...)
	case tenant.No:
		b = append(b, `,"accountEnabled":false`...)
	}
	b = appendKey(b, `,"userType":`, u.UserType)
	b = appendKey(b, `,"externalUserState":`, u.ExternalUserState)
	b = appendKey(b, `,"creationType":`, u.CreationType)
	b = appendKey(b, `,"usageLocation":`, u.UsageLocation)
	b = appendKey(b, `,"employeeId":`, u.EmployeeID)
	b = appendKey(b, `,"companyName":`, u.Company)
	b = appendKey(b, `,"department":`, u.Department)
	b = appendKey(b, `,"country":`, u.Country)
	b = appendKey(b, `,"costCenter":`, u.CostCentre)
	b = appendKey(b, `,"onPremisesUserPrincipalName":`, u.OnPremisesUPN)
	if u.SignInKnown {
		last := "never"
		if !u.LastSignIn.IsZero() {
			last = u.LastSignIn.UTC().Format(time.RFC3339)
		}
		b = appendKey(b, `,"lastSignIn":`, last)
	}
	if len(u.Extra) > 0 {
		b = append(b, `,"extra":[`...)
		for i, value := range u.Extra {
			b = appendText(appendComma(b, i), value)
		}
		b = append(b, ']')
	}
	b = appendKey(b, `,"policy":`, row.Policy)
	b = appendKey(b, `,"class":`, row.Standing.Name())
	if row.Unlicensed {
		b = append(b, `,"unclassified":true`...)
	}
	b = append(b, `,"entitlement":`...)
	b = appendEntitlement(b, &row.Entitlement)
	b = appendKey(b, `,"failedAssignment":`, row.InError)
	b = appendKey(b, `,"mdmScope":`, row.MDM.String())
	if u.LicensesKnown {
		b = append(b, `,"assignedLicenses":[`...)
		for i := range u.Licenses {
			b = appendLicence(appendComma(b, i), &u.Licenses[i])
		}
		b = append(b, ']')
	}
	if len(u.States) > 0 {
		b = append(b, `,"licenseAssignmentStates":[`...)
		for i := range u.States {
			b = appendState(appendComma(b, i), &u.States[i])
		}
		b = append(b, ']')
	}
	b = append(b, `,"findings":[`...)
	for i := range row.Findings {
		f := &row.Findings[i]
		b = appendFinding(appendComma(b, i), f, f.Subject.Kind != "user")
	}
	return append(b, "]}"...)
}

// appendEntitlement appends known, and where it is true: qualified, row (the lowest that is met),
// match, sku (the part number that qualifies alone), rows (all that are met), entra and intune
// (state, plan, sku, why) and why.
func appendEntitlement(b []byte, e *entitlement) []byte {
	if e.json != "" {
		return append(b, e.json...)
	}
	if !e.Known {
		return append(appendKey(append(b, `{"known":false`...), `,"why":`, e.Why), '}')
	}
	b = append(b, `{"known":true,"qualified":`...)
	b = strconv.AppendBool(b, e.Qualified)
	if e.Row != 0 {
		b = append(b, `,"row":`...)
		b = strconv.AppendInt(b, int64(e.Row), 10)
	}
	b = appendKey(b, `,"match":`, e.Match)
	b = appendKey(b, `,"sku":`, e.SKU)
	b = append(b, `,"rows":[`...)
	for i, row := range e.Rows {
		b = strconv.AppendInt(appendComma(b, i), int64(row), 10)
	}
	b = append(b, `],"entra":`...)
	b = appendHalf(b, &e.Entra)
	b = append(b, `,"intune":`...)
	b = appendHalf(b, &e.Intune)
	b = appendKey(b, `,"why":`, e.Why)
	b = appendKey(b, `,"product":`, e.Product)
	b = appendKey(b, `,"cure":`, e.Cure)
	return append(b, '}')
}

func appendHalf(b []byte, h *half) []byte {
	b = append(b, `{"state":`...)
	b = appendText(b, h.State)
	b = append(b, `,"usable":`...)
	b = strconv.AppendBool(b, h.Usable)
	b = appendKey(b, `,"plan":`, h.Plan)
	b = appendKey(b, `,"sku":`, h.SKU)
	b = appendKey(b, `,"why":`, h.Why)
	return append(b, '}')
}

func appendLicence(b []byte, l *tenant.License) []byte {
	b = append(b, `{"skuId":`...)
	b = appendGUID(b, l.SKU)
	return append(appendPlans(b, l.Disabled), '}')
}

func appendState(b []byte, s *tenant.LicenseState) []byte {
	b = append(b, `{"skuId":`...)
	b = appendGUID(b, s.SKU)
	if !s.Group.IsZero() {
		b = append(b, `,"assignedByGroup":`...)
		b = appendGUID(b, s.Group)
	}
	b = appendKey(b, `,"state":`, s.State)
	b = appendKey(b, `,"error":`, s.Error)
	if s.Updated != 0 {
		b = append(b, `,"lastUpdated":`...)
		b = strconv.AppendInt(b, s.Updated, 10)
	}
	return append(appendPlans(b, s.Disabled), '}')
}

func appendPlans(b []byte, plans []tenant.GUID) []byte {
	if len(plans) == 0 {
		return b
	}
	b = append(b, `,"disabledPlans":[`...)
	for i, p := range plans {
		b = appendGUID(appendComma(b, i), p)
	}
	return append(b, ']')
}

// appendFinding appends an element of findings. The findings of a user leave the subject out where
// it is the user.
func appendFinding(b []byte, f *rules.Finding, subject bool) []byte {
	b = append(b, `{"rule":`...)
	b = appendText(b, f.Rule.ID)
	b = appendKey(b, `,"outcome":`, f.Outcome.String())
	b = appendKey(b, `,"level":`, f.Level.String())
	if subject {
		b = append(b, `,"subject":{"kind":`...)
		b = appendText(b, f.Subject.Kind)
		b = appendKey(b, `,"id":`, f.Subject.ID)
		b = appendKey(b, `,"name":`, f.Subject.Name)
		b = append(b, '}')
	}
	b = appendKey(b, `,"detail":`, f.Detail)
	return append(b, '}')
}

// appendKey appends key, which comes with its comma, quotes and colon, and value, or nothing when
// value is empty.
func appendKey(b []byte, key, value string) []byte {
	if value == "" {
		return b
	}
	return appendText(append(b, key...), value)
}

func appendComma(b []byte, i int) []byte {
	if i > 0 {
		return append(b, ',')
	}
	return b
}

func appendGUID(b []byte, g tenant.GUID) []byte {
	b, _ = g.AppendText(append(b, '"')) // it never fails
	return append(b, '"')
}
