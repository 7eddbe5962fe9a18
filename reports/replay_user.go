package reports

import (
	"fmt"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// jsonUser is what appendUser writes.
type jsonUser struct {
	ID                tenant.GUID      `json:"id"`
	DisplayName       string           `json:"displayName"`
	UPN               string           `json:"userPrincipalName"`
	Enabled           *bool            `json:"accountEnabled"`
	UserType          string           `json:"userType"`
	ExternalUserState string           `json:"externalUserState"`
	CreationType      string           `json:"creationType"`
	UsageLocation     string           `json:"usageLocation"`
	EmployeeID        string           `json:"employeeId"`
	Company           string           `json:"companyName"`
	Department        string           `json:"department"`
	Country           string           `json:"country"`
	CostCentre        string           `json:"costCenter"`
	OnPremisesUPN     string           `json:"onPremisesUserPrincipalName"`
	LastSignIn        string           `json:"lastSignIn"`
	Extra             []string         `json:"extra"`
	Policy            string           `json:"policy"`
	Class             string           `json:"class"`
	Unclassified      bool             `json:"unclassified"`
	Entitlement       *jsonEntitlement `json:"entitlement"`
	InError           string           `json:"failedAssignment"`
	MDM               string           `json:"mdmScope"`
	Licenses          []jsonLicense    `json:"assignedLicenses"`
	States            []jsonState      `json:"licenseAssignmentStates"`
	Findings          []jsonFinding    `json:"findings"`
}

type jsonEntitlement struct {
	Known     bool     `json:"known"`
	Qualified bool     `json:"qualified"`
	Row       int      `json:"row"`
	Match     string   `json:"match"`
	SKU       string   `json:"sku"`
	Rows      []int    `json:"rows"`
	Entra     jsonHalf `json:"entra"`
	Intune    jsonHalf `json:"intune"`
	Why       string   `json:"why"`
	Product   string   `json:"product"`
	Cure      string   `json:"cure"`
}

type jsonHalf struct {
	State  string `json:"state"`
	Usable bool   `json:"usable"`
	Plan   string `json:"plan"`
	SKU    string `json:"sku"`
	Why    string `json:"why"`
}

type jsonState struct {
	SKU      tenant.GUID   `json:"skuId"`
	Group    tenant.GUID   `json:"assignedByGroup"`
	State    string        `json:"state"`
	Error    string        `json:"error"`
	Updated  int64         `json:"lastUpdated"`
	Disabled []tenant.GUID `json:"disabledPlans"`
}

type jsonFinding struct {
	Rule    string       `json:"rule"`
	Outcome string       `json:"outcome"`
	Level   string       `json:"level"`
	Subject *jsonSubject `json:"subject"`
	Detail  string       `json:"detail"`
}

type jsonSubject struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (p *replay) user(j *jsonUser) error {
	if j.ID.IsZero() || j.Entitlement == nil || j.Findings == nil {
		return &ReportError{fmt.Sprintf("user %s has no id, entitlement or findings", english.Number(p.users)), reportHint}
	}
	u := &tenant.User{
		ID: j.ID, DisplayName: j.DisplayName, UPN: j.UPN, Enabled: tri(j.Enabled), UserType: j.UserType, ExternalUserState: j.ExternalUserState,
		CreationType: j.CreationType, UsageLocation: j.UsageLocation, EmployeeID: j.EmployeeID, Company: j.Company,
		Department: j.Department, Country: j.Country, CostCentre: j.CostCentre, OnPremisesUPN: j.OnPremisesUPN, Extra: j.Extra,
		LicensesKnown: j.Licenses != nil, SignInKnown: j.LastSignIn != "",
	}
	if j.LastSignIn != "" && j.LastSignIn != "never" {
		var err error
		if u.LastSignIn, err = time.Parse(time.RFC3339, j.LastSignIn); err != nil {
			return err
		}
	}
	for _, l := range j.Licenses {
		u.Licenses = append(u.Licenses, tenant.License(l))
	}
	for _, s := range j.States {
		u.States = append(u.States, tenant.LicenseState{SKU: s.SKU, Group: s.Group, State: s.State, Error: s.Error, Updated: s.Updated, Disabled: s.Disabled})
	}
	e := j.Entitlement
	v := view{
		User: u, Unlicensed: j.Unclassified, Policy: j.Policy, InError: j.InError,
		Entitlement: entitlement{
			Known: e.Known, Qualified: e.Qualified, Row: e.Row, Match: e.Match, SKU: e.SKU, Rows: e.Rows,
			Entra: half(e.Entra), Intune: half(e.Intune), Why: e.Why, Product: e.Product, Cure: e.Cure,
		},
	}
	var err error
	if v.Standing, err = oneOf(j.Class, rules.Standings(), rules.Standing.Name); err != nil {
		return err
	}
	if v.MDM, err = oneOf(j.MDM, []rules.MDMState{rules.MDMUnknown, rules.MDMOutside, rules.MDMNested, rules.MDMInside}, rules.MDMState.String); err != nil {
		return err
	}
	if v.Findings, err = p.findings(j.Findings, rules.Subject{Kind: "user", ID: j.ID.String(), Name: j.UPN}); err != nil {
		return err
	}
	return p.write(p.f.user(&v))
}

func (p *replay) findings(list []jsonFinding, of rules.Subject) (all []rules.Finding, err error) {
	for i := range list {
		f, err := p.finding(&list[i], of)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

func (p *replay) finding(j *jsonFinding, of rules.Subject) (f rules.Finding, err error) {
	f = rules.Finding{Subject: of, Detail: j.Detail}
	if j.Subject != nil {
		f.Subject = rules.Subject(*j.Subject)
	}
	if f.Rule, err = p.rule(j.Rule); err != nil {
		return f, err
	}
	if f.Outcome, err = oneOf(j.Outcome, outcomes, rules.Outcome.String); err != nil {
		return f, err
	}
	f.Level, err = oneOf(j.Level, levels, rules.Level.String)
	return f, err
}

var (
	outcomes = []rules.Outcome{rules.NotEvaluated, rules.Pass, rules.Fail, rules.Warn, rules.NotApplicable, rules.ByHand}
	levels   = []rules.Level{rules.Required, rules.Recommended, rules.Advisory}
)

// oneOf finds the value that a word stands for.
func oneOf[T any](word string, all []T, name func(T) string) (T, error) {
	for _, v := range all {
		if name(v) == word {
			return v, nil
		}
	}
	var none T
	return none, &ReportError{fmt.Sprintf("%.60q is no word of this version", word), reportHint}
}

func tri(b *bool) tenant.Tri {
	switch {
	case b == nil:
		return tenant.Unknown
	case *b:
		return tenant.Yes
	}
	return tenant.No
}

// dayOf is the zero time for "" and for what is no day.
func dayOf(s string) time.Time {
	t, _ := time.Parse(time.DateOnly, s)
	return t
}
