// Package reports turns a run's events into files and tables, one format a file.
// It knows rules and their findings; it knows neither Graph nor the command line.
package reports

import (
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Writer receives the events of one run in this order: Begin, then each user in scope with that
// user's findings, then each Windows device likewise, then the other findings, then End. A Writer that returned an error
// gets no more events. A Writer that keeps temporary files is an io.Closer too; whoever ends a run
// before End closes it.
type Writer interface {
	Begin(Run) error
	User(*rules.UserRow) error     // valid during the call only
	Device(*rules.DeviceRow) error // likewise
	Finding(rules.Finding) error
	End(rules.Summary, Reading) error
}

// Run is what is known before the first user is read.
type Run struct {
	Version     string // of prepaudit
	TenantID    string
	TenantName  string // untrusted
	Domain      string // default domain; untrusted
	Cloud       string // global, usgov, usgov-dod, china; "" for saved responses
	CatalogDate string // of the embedded SKU catalogue, 2026-08-20
	WindowsDate string // of the newest row of the table of Windows releases
	ScopeText   string
	ScopeWhy    string
	Rules       []*rules.Rule // selected
	Skipped     []*rules.Rule
	OtherMDM    bool
	AsOf        time.Time // the day that dates were held against; zero for the day of the run
	// Groups are the licensing groups, so that a report can name them.
	Groups []tenant.LicenseGroup
	// Permissions are those that open what the selected rules read, for the kind of sign-in.
	Permissions []string
	Columns     []string // --columns, the names of tenant.User.Extra
	Prices      Prices   // --prices
	// Network is what a machine saw of its network; nil where none was probed.
	Network     *tenant.NetworkReport
	Redacted    bool   // names of persons and devices are pseudonyms
	NetworkOnly bool   // a run of `prepaudit network`: there is no tenant
	Source      string // where it was read: a Graph host, a folder, or the name of a demonstration
	Started     time.Time
}

// Reading is everything that differs between two readings of the same tenant. Goldens and promises
// of equal bytes leave it out, and in Run Source and Started with it.
type Reading struct {
	Finished  time.Time
	Requests  int
	Pages     int
	Retries   int
	Throttled time.Duration
	Bytes     int64
	// ExitStatus is what the process will end with.
	ExitStatus int
}
