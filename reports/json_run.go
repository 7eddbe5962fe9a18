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
	Scope         jsonScope      `json:"scope"`
	OtherMDM      bool           `json:"otherMdm"` // another MDM service is stated to be in use
	Rules         []jsonRule     `json:"rules"`    // selected
	Skipped       []jsonRule     `json:"skippedRules"`
	Network       *jsonNetwork   `json:"network,omitempty"` // what was probed; absent where nothing was
	Reading       jsonRunReading `json:"reading"`           // differs between two readings of the same tenant
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
}

type jsonRunReading struct {
	Source  text      `json:"source"` // a Graph host, a folder, or the name of a demonstration
	Started time.Time `json:"started"`
}

func newJSONRun(r Run) jsonRun {
	return jsonRun{
		SchemaVersion: schemaVersion,
		Version:       r.Version,
		Tenant:        jsonTenant{text(r.TenantID), text(r.TenantName), text(r.Domain)},
		Cloud:         r.Cloud,
		CatalogDate:   r.CatalogDate,
		Scope:         jsonScope{text(r.ScopeText), text(r.ScopeWhy)},
		OtherMDM:      r.OtherMDM,
		Rules:         newJSONRules(r.Rules),
		Skipped:       newJSONRules(r.Skipped),
		Network:       (*jsonNetwork)(r.Network),
		Reading:       jsonRunReading{text(r.Source), r.Started.UTC()},
	}
}

func newJSONRules(rs []*rules.Rule) []jsonRule {
	list := make([]jsonRule, 0, len(rs))
	for _, r := range rs {
		list = append(list, jsonRule{r.ID, r.Title, r.Level, r.Citation, r.Rationale, r.Remediation, append([]tenant.Dataset{}, r.Needs...)})
	}
	return list
}
