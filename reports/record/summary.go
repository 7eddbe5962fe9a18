package record

import (
	"slices"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Summary is everything that was counted.
type Summary struct {
	Verdict       rules.Outcome               `json:"verdict"`
	Complete      bool                        `json:"complete"`
	ExitStatus    int                         `json:"exitStatus"`
	Ready         rules.ReadyCount            `json:"ready"`
	Causes        []rules.Cause               `json:"causes"`
	Tallies       []Tally                     `json:"rules"`
	Missing       []rules.Gap                 `json:"missing"`
	Scope         ScopeCount                  `json:"scope"`
	Users         map[rules.LicenseStatus]int `json:"users"`
	ByRow         map[int]int                 `json:"byRow"`
	Subscriptions []Subscription              `json:"subscriptions"`
	MDMPolicies   []MDM                       `json:"mdmPolicies"`
	Devices       Devices                     `json:"devices"`
	Associations  []Association               `json:"associations,omitzero"` // nil where they are not known
	Shortfall     Shortfall                   `json:"shortfall"`
	Matrix        []rules.MatrixRow           `json:"matrix"`
	Unique        *int                        `json:"uniqueUsers,omitzero"` // nil where nothing is redacted
	Plan          *LicensePlan                `json:"plan,omitzero"`        // nil where there is none, see Unplanned
	WhatIf        []string                    `json:"whatIf,omitzero"`      // titles of causes taken as done
	Trend         []Past                      `json:"trend,omitzero"`       // of earlier runs; nil without a history
	Excused       *Excused                    `json:"excused,omitzero"`     // nil where nothing could be
	Reading       Reading                     `json:"reading"`

	// OnlyAllowed says that all that is missing may be, as Judge was told.
	OnlyAllowed bool `json:"-"`
	// Planned goes through the people of the plan; nil where there is none.
	Planned func(take func(*PlanUser) error) error `json:"-"`
	// PlanParts divides the plan; nil where there is none.
	PlanParts PlanParts `json:"-"`
}

// Missed reports whether a dataset was not read, or not whole.
func (s *Summary) Missed(ds tenant.Dataset) bool {
	return slices.ContainsFunc(s.Missing, func(g rules.Gap) bool { return g.Dataset == ds })
}

// Tally is what one rule said, counted.
type Tally struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Level    rules.Level    `json:"level"`
	Citation rules.Citation `json:"citation"`
	Skipped  bool           `json:"skipped,omitzero"`
	Result   *rules.Outcome `json:"outcome,omitzero"` // nil where it was skipped
	Counts   *Counts        `json:"counts,omitzero"`  // likewise
	Missing  []rules.Gap    `json:"missing"`
	Idle     string         `json:"nothingToCheck,omitzero"`

	Allowed bool `json:"-"` // what is missing may be, as Judge was told
}

// Counts are of verdicts.
type Counts struct {
	Pass          int `json:"pass"`
	Fail          int `json:"fail"`
	Lesser        int `json:"failAdvisory"`
	Warn          int `json:"warning"`
	NotApplicable int `json:"notApplicable"`
	NotEvaluated  int `json:"notEvaluated"`
	Manual        int `json:"checkManually"`
	Unclassified  int `json:"unclassified"`
}

// Outcome is of the rule as a whole; not evaluated where it was skipped.
func (t *Tally) Outcome() rules.Outcome {
	if t.Result == nil {
		return rules.NotEvaluated
	}
	return *t.Result
}

// Count is the counts, or zeros where the rule was skipped.
func (t *Tally) Count() Counts {
	if t.Counts == nil {
		return Counts{}
	}
	return *t.Counts
}

// Unprobed reports that the rule waits for what `prepaudit network` finds, and was given nothing.
func (t *Tally) Unprobed() bool {
	return slices.ContainsFunc(t.Missing, func(g rules.Gap) bool { return g.Dataset == tenant.Network && !g.Partial })
}

// ScopeCount says who was read, who was in scope, and what each exclusion removed.
type ScopeCount struct {
	Description   string `json:"description"`
	Why           string `json:"why"`
	Doubt         string `json:"doubt,omitzero"`
	Asked         bool   `json:"asked"`
	Expected      *int   `json:"expected,omitzero"`
	After         *int   `json:"expectedAfter,omitzero"`
	Read          int    `json:"read"`
	InScope       int    `json:"inScope"`
	Unclassified  int    `json:"unclassified"`
	Disabled      int    `json:"disabled"`
	Guests        int    `json:"guests"`
	External      int    `json:"externalMembers"`
	NotInGroup    int    `json:"notInGroup"`
	ExcludedGroup int    `json:"excludedByGroup"`
	ExcludedName  int    `json:"excludedByName"`
}

// Subscription is one subscribedSku, under Graph's names where the value is Graph's; seats are prepaidUnits.
type Subscription struct {
	ID               tenant.GUID           `json:"skuId"`
	PartNumber       string                `json:"skuPartNumber"`
	Name             string                `json:"name,omitzero"`
	AppliesTo        string                `json:"appliesTo,omitzero"`
	CapabilityStatus string                `json:"capabilityStatus"`
	Class            license.Class         `json:"class,omitzero"`
	Row              int                   `json:"row,omitzero"`
	Match            license.Match         `json:"match,omitzero"`
	Entra            bool                  `json:"entra"`
	Intune           bool                  `json:"intune"`
	Enabled          int                   `json:"enabled"`
	Warning          int                   `json:"warning"`
	Suspended        int                   `json:"suspended"`
	LockedOut        int                   `json:"lockedOut"`
	Consumed         int                   `json:"consumed"`
	Free             int                   `json:"free"`
	Offer            rules.Offer           `json:"offer"`
	InScope          int                   `json:"inScope"`
	OutOfScope       int                   `json:"outOfScope"`
	Guests           int                   `json:"guests"`
	Disabled         int                   `json:"disabled"`
	Redundant        int                   `json:"redundant"`
	Unexplained      int                   `json:"unaccountedFor"`
	SubscriptionIDs  []string              `json:"subscriptionIds"`
	Plans            []tenant.Plan         `json:"servicePlans"`
	Subscriptions    []tenant.Subscription `json:"subscriptions"`
	Unlisted         bool                  `json:"unlisted,omitzero"`
}

// Trial reports whether every subscription of it is a trial; without any that is not known, and false.
func (s *Subscription) Trial() bool {
	return len(s.Subscriptions) > 0 && !slices.ContainsFunc(s.Subscriptions, func(l tenant.Subscription) bool { return !l.IsTrial })
}

// MDM is one entry of the automatic enrollment settings.
type MDM struct {
	ID        string   `json:"id"`
	Name      string   `json:"name,omitzero"`
	AppliesTo string   `json:"appliesTo"`
	Groups    []string `json:"groups"`
	Reaches   *int     `json:"reaches,omitzero"`
}

// Known reports whether the members of its groups could all be read, so that it is known whom it reaches.
func (m *MDM) Known(gaps []rules.Gap) bool {
	unread := func(g rules.Gap) bool { return g.Dataset == tenant.MDMMembers }
	return m.AppliesTo != "selected" || !slices.ContainsFunc(gaps, unread)
}

// Devices counts the Windows devices of Intune.
type Devices struct {
	Asked     bool                     `json:"asked"`
	Read      int                      `json:"read"`
	ByKind    map[rules.DeviceKind]int `json:"byKind"`
	ByRelease map[string]int           `json:"byRelease"`
	Others    map[string]int           `json:"othersByRelease,omitempty"` // of kinds that are not judged
}

// Reading is what the whole differs by between two readings of the same tenant.
type Reading struct {
	Finished         time.Time `json:"finished"`
	Requests         int       `json:"requests"`
	Pages            int       `json:"pages"`
	Retries          int       `json:"retries"`
	ThrottledSeconds float64   `json:"throttledSeconds"`
	Bytes            int64     `json:"bytes"`
}

// Throttled is how long Graph held the run back.
func (r *Reading) Throttled() time.Duration {
	return time.Duration(r.ThrottledSeconds * float64(time.Second))
}
