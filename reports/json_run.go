package reports

import (
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// jsonRun is the value of run: what was known before the first user.
type jsonRun struct {
	SchemaVersion int            `json:"schemaVersion"`
	Version       string         `json:"version"` // of prepaudit
	Tenant        jsonTenant     `json:"tenant"`
	Cloud         string         `json:"cloud,omitempty"` // absent for saved responses
	CatalogDate   string         `json:"catalogDate"`     // of the embedded SKU catalogue
	WindowsDate   string         `json:"windowsDate"`     // of the newest row of the table of Windows releases
	Permissions   []string       `json:"permissions"`     // that open what the selected rules read
	Scope         jsonScope      `json:"scope"`
	OtherMDM      bool           `json:"otherMdm"` // another MDM service is stated to be in use
	Rules         []jsonRule     `json:"rules"`    // selected
	Skipped       []jsonRule     `json:"skippedRules"`
	AsOf          string         `json:"asOf,omitempty"`        // dates were held against this day; absent for the day of the run
	Columns       []string       `json:"columns"`               // further properties of users, in the order of their columns
	Prices        []jsonPrice    `json:"prices"`                // as the operator stated them
	Groups        []jsonGroup    `json:"groups"`                // that assign licences
	Redacted      bool           `json:"redacted,omitempty"`    // names of persons and devices are pseudonyms
	NetworkOnly   bool           `json:"networkOnly,omitempty"` // of prepaudit network: there is no tenant
	Network       *jsonNetwork   `json:"network,omitempty"`     // what was probed; absent where nothing was
	Reading       jsonRunReading `json:"reading"`               // differs between two readings of the same tenant
}

type jsonTenant struct {
	ID            text `json:"id"`
	Name          text `json:"name"`
	DefaultDomain text `json:"defaultDomain"`
}

type jsonScope struct {
	Description text `json:"description"`
	Why         text `json:"why"`
}

type jsonRule struct {
	ID          string           `json:"id"`
	Title       string           `json:"title"`
	Level       rules.Level      `json:"level"`
	Citation    rules.Citation   `json:"citation"`
	Rationale   string           `json:"rationale"`
	Remediation string           `json:"remediation"`
	Needs       []tenant.Dataset `json:"needs"`
	Uses        []tenant.Dataset `json:"uses"`             // read too, but judged without
	Flag        string           `json:"option,omitempty"` // that turns the rule on
}

// jsonPrice is what one seat costs for a year.
type jsonPrice struct {
	SKU      tenant.GUID `json:"skuId"`
	Currency string      `json:"currency"`
	Year     Money       `json:"year"` // in ten-thousandths
}

// jsonGroup is a group that assigns licences to its direct members.
type jsonGroup struct {
	ID        tenant.GUID   `json:"id"`
	Name      text          `json:"displayName"`
	State     text          `json:"licenseProcessingState,omitempty"`
	HasErrors *bool         `json:"hasMembersWithLicenseErrors,omitempty"` // absent when not known
	Licenses  []jsonLicense `json:"assignedLicenses"`
}

type jsonLicense struct {
	SKU      tenant.GUID   `json:"skuId"`
	Disabled []tenant.GUID `json:"disabledPlans,omitempty"`
}

type jsonRunReading struct {
	Source  text      `json:"source"` // a Graph host, a folder, or the name of a demonstration
	Started time.Time `json:"started"`
}

func newJSONRun(r Run) jsonRun {
	run := jsonRun{
		SchemaVersion: schemaVersion,
		Version:       r.Version,
		Tenant:        jsonTenant{text(r.TenantID), text(r.TenantName), text(r.Domain)},
		Cloud:         r.Cloud,
		CatalogDate:   r.CatalogDate,
		WindowsDate:   r.WindowsDate,
		Permissions:   append([]string{}, r.Permissions...),
		Scope:         jsonScope{text(r.ScopeText), text(r.ScopeWhy)},
		OtherMDM:      r.OtherMDM,
		Rules:         newJSONRules(r.Rules),
		Skipped:       newJSONRules(r.Skipped),
		AsOf:          day(r.AsOf),
		Columns:       append([]string{}, r.Columns...),
		Prices:        make([]jsonPrice, 0, len(r.Prices.list)),
		Groups:        make([]jsonGroup, 0, len(r.Groups)),
		Redacted:      r.Redacted,
		NetworkOnly:   r.NetworkOnly,
		Network:       (*jsonNetwork)(r.Network),
		Reading:       jsonRunReading{text(r.Source), r.Started.UTC()},
	}
	for _, p := range r.Prices.list {
		run.Prices = append(run.Prices, jsonPrice(p))
	}
	for _, g := range r.Groups {
		j := jsonGroup{ID: g.ID, Name: text(g.DisplayName), State: text(g.State), HasErrors: truth(g.HasErrors), Licenses: []jsonLicense{}}
		for _, l := range g.Licenses {
			j.Licenses = append(j.Licenses, jsonLicense(l))
		}
		run.Groups = append(run.Groups, j)
	}
	return run
}

// day is a date without a time; "" for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// truth is nil where it is not known.
func truth(t tenant.Tri) *bool {
	if t == tenant.Unknown {
		return nil
	}
	yes := t == tenant.Yes
	return &yes
}

func newJSONRules(rs []*rules.Rule) []jsonRule {
	list := make([]jsonRule, 0, len(rs))
	for _, r := range rs {
		list = append(list, jsonRule{r.ID, r.Title, r.Level, r.Citation, r.Rationale, r.Remediation, append([]tenant.Dataset{}, r.Needs...), append([]tenant.Dataset{}, r.Uses...), r.Flag})
	}
	return list
}
