package record

import (
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Run is what is known before the first user. Text from the tenant is untrusted.
type Run struct {
	SchemaVersion int                   `json:"schemaVersion"`
	Version       string                `json:"version"`
	Tenant        Tenant                `json:"tenant"`
	Cloud         string                `json:"cloud,omitzero"`
	CatalogDate   string                `json:"catalogDate"`
	WindowsDate   string                `json:"windowsDate"`
	Permissions   []string              `json:"permissions"`
	Scope         Scope                 `json:"scope"`
	OtherMDM      bool                  `json:"otherMdm"`
	Rules         []Rule                `json:"rules"`
	Skipped       []Rule                `json:"skippedRules"`
	AsOf          string                `json:"asOf,omitzero"`
	ExpiryDays    int                   `json:"expiryDays"`
	Columns       []string              `json:"columns"`
	Prices        Prices                `json:"prices"`
	Groups        []Group               `json:"groups"`
	Products      []Product             `json:"products,omitzero"`
	Redacted      bool                  `json:"redacted,omitzero"`
	Dropped       []string              `json:"droppedColumns,omitzero"`
	RedactionKey  string                `json:"redactionKey,omitzero"`
	Excusing      bool                  `json:"excusing,omitzero"`
	NetworkOnly   bool                  `json:"networkOnly,omitzero"`
	Network       *tenant.NetworkReport `json:"network,omitzero"`
	With          []With                `json:"with,omitzero"`
	Reading       RunReading            `json:"reading"`

	// Excerpt is what of the run a workbook shows that is one of several; nil for all of it.
	Excerpt *Excerpt `json:"-"`

	byID map[string]*Rule
}

// Tenant is whose run it is.
type Tenant struct {
	ID            string `json:"id"`
	Name          string `json:"name"`
	DefaultDomain string `json:"defaultDomain"`
}

// With is what the run did not read, but somebody before it.
type With struct {
	Datasets []tenant.Dataset `json:"datasets"`
	Taken    time.Time        `json:"taken"`
	AgeDays  int              `json:"ageDays"` // before the run
}

// Scope is whom the run is about, in words.
type Scope struct {
	Description string `json:"description"`
	Why         string `json:"why"`
}

// Rule is one requirement, as the version that audited worded it.
type Rule struct {
	ID          string           `json:"id"`
	Title       string           `json:"title"`
	Level       rules.Level      `json:"level"`
	Citation    rules.Citation   `json:"citation"`
	Rationale   string           `json:"rationale"`
	Remediation string           `json:"remediation"`
	Needs       []tenant.Dataset `json:"needs"`
	Uses        []tenant.Dataset `json:"uses"`
	Flag        string           `json:"option,omitzero"`
}

// Group is a group that assigns licenses to its direct members.
type Group struct {
	ID        tenant.GUID      `json:"id"`
	Name      string           `json:"displayName"`
	State     string           `json:"licenseProcessingState,omitzero"`
	HasErrors tenant.Tri       `json:"hasMembersWithLicenseErrors,omitzero"`
	MembersBy tenant.MembersBy `json:"membersBy,omitzero"`
	Licenses  []tenant.License `json:"assignedLicenses"`
}

// RunReading is what of a run differs between two readings of the same tenant. Goldens and promises of equal bytes
// leave it out, and Reading.
type RunReading struct {
	Source  string    `json:"source"`
	Started time.Time `json:"started"`
	Taken   time.Time `json:"taken,omitzero"` // of a snapshot; zero where the tenant itself was read
}

// Rule finds a rule by its id. One that the run does not list has nothing but that.
func (r *Run) Rule(id string) *Rule {
	if r.byID == nil {
		r.byID = map[string]*Rule{}
		for _, list := range [][]Rule{r.Rules, r.Skipped} {
			for i := range list {
				r.byID[list[i].ID] = &list[i]
			}
		}
	}
	if known := r.byID[id]; known != nil {
		return known
	}
	return &Rule{ID: id}
}
