package reports

import (
	"strconv"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// jsonSummary is the value of summary: everything that was counted.
type jsonSummary struct {
	Verdict       rules.Outcome      `json:"verdict"`    // pass, fail, not evaluated: of the required rules together
	Complete      bool               `json:"complete"`   // every dataset that a selected rule needs was read whole
	ExitStatus    int                `json:"exitStatus"` // of the process
	Rules         []jsonTally        `json:"rules"`      // every rule there is
	Missing       []jsonGap          `json:"missing"`    // datasets that could not be read, or not to their end
	Scope         jsonScopeCount     `json:"scope"`
	Users         map[string]int     `json:"users"` // in scope, by class
	ByRow         map[string]int     `json:"byRow"` // qualified users by the lowest row that they meet, rows "1" to "7"
	Subscriptions []jsonSubscription `json:"subscriptions"`
	MDMPolicies   []jsonMDM          `json:"mdmPolicies"`
	Devices       jsonDevices        `json:"devices"`
	Shortfall     jsonShortfall      `json:"shortfall"` // what users lack who do not qualify
	Matrix        []jsonSentence     `json:"matrix"`    // every sentence of the requirement document
	Reading       jsonReading        `json:"reading"`   // differs between two readings of the same tenant
}

// jsonTally holds no outcome and no counts where skipped is true.
type jsonTally struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Level    rules.Level    `json:"level"`
	Citation rules.Citation `json:"citation"`
	Skipped  bool           `json:"skipped,omitempty"`
	Outcome  *rules.Outcome `json:"outcome,omitempty"`
	Counts   *jsonCounts    `json:"counts,omitempty"`
	Missing  []jsonGap      `json:"missing"`
}

type jsonCounts struct {
	Pass          int `json:"pass"`
	Fail          int `json:"fail"`
	Lesser        int `json:"failAdvisory"` // beside fail: those that weigh less than the rule
	Warning       int `json:"warning"`
	NotApplicable int `json:"notApplicable"`
	NotEvaluated  int `json:"notEvaluated"`
	ByHand        int `json:"byHand"`
	Unclassified  int `json:"unclassified"` // of notEvaluated: no licence or a room's, person or not is unknown
}

type jsonGap struct {
	Dataset    tenant.Dataset `json:"dataset"`
	Partial    bool           `json:"partial"` // some of it was read
	Why        text           `json:"why"`
	Permission string         `json:"permission,omitempty"` // would open it
	Hint       text           `json:"hint,omitempty"`
}

type jsonScopeCount struct {
	Description     text `json:"description"`
	Why             text `json:"why"`
	Asked           bool `json:"asked"`                   // false: no selected rule is about users, so none were read
	Expected        *int `json:"expected,omitempty"`      // users of the tenant ($count); absent when it did not say
	After           *int `json:"expectedAfter,omitempty"` // asked again when all were read
	Read            int  `json:"read"`
	InScope         int  `json:"inScope"`
	Unclassified    int  `json:"unclassified"` // of inScope: classes unclassified and roomAccount
	Disabled        int  `json:"disabled"`     // from here on: left out, each user under one reason
	Guests          int  `json:"guests"`
	ExternalMembers int  `json:"externalMembers"`
	NotInGroup      int  `json:"notInGroup"`
	ExcludedByGroup int  `json:"excludedByGroup"`
	ExcludedByName  int  `json:"excludedByName"`
}

// jsonSubscription has Graph's names where the value is Graph's; seats are prepaidUnits.
type jsonSubscription struct {
	SKUID            tenant.GUID   `json:"skuId"`
	PartNumber       text          `json:"skuPartNumber"`
	Name             string        `json:"name,omitempty"` // of the catalogue; absent when unknown there
	AppliesTo        text          `json:"appliesTo,omitempty"`
	CapabilityStatus text          `json:"capabilityStatus"`
	Class            license.Class `json:"class,omitempty"` // user, device, room or shared device
	Row              int           `json:"row,omitempty"`   // of the requirement document
	Match            license.Match `json:"match,omitempty"`
	Entra            bool          `json:"entra"` // gives the half to a person
	Intune           bool          `json:"intune"`
	Enabled          int           `json:"enabled"`
	Warning          int           `json:"warning"`
	Suspended        int           `json:"suspended"`
	LockedOut        int           `json:"lockedOut"`
	Consumed         int           `json:"consumed"`
	Free             int           `json:"free"`
	Offer            rules.Offer   `json:"offer"`       // paid, trial, free; per device, not assigned to users
	InScope          int           `json:"inScope"`     // users in scope who hold it
	OutOfScope       int           `json:"outOfScope"`  // holders left out by group or name
	Guests           int           `json:"guests"`      // holders who are guests or external members
	Disabled         int           `json:"disabled"`    // holders whose account is disabled
	Redundant        int           `json:"redundant"`   // of inScope: another product gives them as much
	Unexplained      int           `json:"unexplained"` // consumed less all holders
	SubscriptionIDs  []string      `json:"subscriptionIds"`
	Plans            []jsonPlan    `json:"servicePlans"`
	Lots             []jsonLot     `json:"lots"`               // companySubscriptions
	Unlisted         bool          `json:"unlisted,omitempty"` // it has lots, and is not among subscribedSkus: nothing is known of its seats
}

// jsonLot is one companySubscription: seats that were bought together.
type jsonLot struct {
	ID            text       `json:"id"`
	CommerceID    text       `json:"commerceSubscriptionId,omitempty"`
	Status        text       `json:"status"`
	IsTrial       bool       `json:"isTrial"`
	TotalLicenses int        `json:"totalLicenses"`
	Created       *time.Time `json:"createdDateTime,omitempty"`
	NextLifecycle *time.Time `json:"nextLifecycleDateTime,omitempty"` // when it ends or renews
	OwnerTenant   text       `json:"ownerTenantId,omitempty"`
	OwnerType     text       `json:"ownerType,omitempty"`
}

type jsonPlan struct {
	ID                 tenant.GUID `json:"servicePlanId"`
	Name               text        `json:"servicePlanName"`
	AppliesTo          text        `json:"appliesTo,omitempty"`
	ProvisioningStatus text        `json:"provisioningStatus"`
}

type jsonMDM struct {
	ID        text   `json:"id"`
	Name      text   `json:"name,omitempty"`
	AppliesTo text   `json:"appliesTo"` // none, all, selected
	Groups    []text `json:"groups"`
	Reaches   *int   `json:"reaches,omitempty"` // users in scope who are inside; absent when not all members could be read
}

type jsonReading struct {
	Finished         time.Time `json:"finished"`
	Requests         int       `json:"requests"`
	Pages            int       `json:"pages"`
	Retries          int       `json:"retries"`
	ThrottledSeconds float64   `json:"throttledSeconds"`
	Bytes            int64     `json:"bytes"`
}

func newJSONSummary(s rules.Summary, r Reading) jsonSummary {
	sum := jsonSummary{
		Verdict: s.Verdict, Complete: s.Complete, ExitStatus: r.ExitStatus,
		Rules:         make([]jsonTally, 0, len(s.Tallies)),
		Missing:       newJSONGaps(s.Missing),
		Scope:         newJSONScopeCount(s.Scope),
		Subscriptions: make([]jsonSubscription, 0, len(s.SKUs)),
		MDMPolicies:   make([]jsonMDM, 0, len(s.MDM)),
		Devices:       newJSONDevices(s.Devices), Shortfall: newJSONShortfall(s.Shortfall), Matrix: newJSONMatrix(s.Matrix),
		Reading: jsonReading{r.Finished.UTC(), r.Requests, r.Pages, r.Retries, r.Throttled.Seconds(), r.Bytes},
	}
	sum.Users, sum.ByRow = newJSONClasses(s.Standings)
	for _, t := range s.Tallies {
		sum.Rules = append(sum.Rules, newJSONTally(t))
	}
	for _, k := range s.SKUs {
		sum.Subscriptions = append(sum.Subscriptions, newJSONSubscription(k))
	}
	for _, m := range s.MDM {
		j := jsonMDM{text(m.ID), text(m.Name), text(m.AppliesTo), texts(m.Groups), nil}
		if s.Scope.Asked && reachKnown(m, s.Missing) {
			j.Reaches = &m.Reaches
		}
		sum.MDMPolicies = append(sum.MDMPolicies, j)
	}
	return sum
}

func newJSONTally(t rules.Tally) jsonTally {
	j := jsonTally{
		ID: t.Rule.ID, Title: t.Rule.Title, Level: t.Rule.Level, Citation: t.Rule.Citation,
		Skipped: t.Skipped, Missing: newJSONGaps(t.Gaps),
	}
	if !t.Skipped {
		j.Outcome = &t.Outcome
		j.Counts = &jsonCounts{t.Pass, t.Fail - t.Lesser, t.Lesser, t.Warn, t.NotApplicable, t.NotEvaluated, t.ByHand, t.Unclassified}
	}
	return j
}

func newJSONGaps(gaps []rules.Gap) []jsonGap {
	list := make([]jsonGap, 0, len(gaps))
	for _, g := range gaps {
		list = append(list, jsonGap{g.Dataset, g.Partial, text(g.Why), g.Permission, text(g.Hint)})
	}
	return list
}

func newJSONScopeCount(c rules.ScopeCount) jsonScopeCount {
	j := jsonScopeCount{
		text(c.Description), text(c.Why), c.Asked, nil, nil, c.Read, c.InScope, c.Unlicensed,
		c.Disabled, c.Guests, c.External, c.NotInGroup, c.ExcludedGroup, c.ExcludedName,
	}
	if c.Expected >= 0 {
		j.Expected = &c.Expected
	}
	if c.After >= 0 {
		j.After = &c.After
	}
	return j
}

func newJSONClasses(c rules.StandingCount) (classes, rows map[string]int) {
	classes, rows = map[string]int{}, map[string]int{}
	for _, s := range rules.Standings() {
		classes[s.Name()] = c.By[s]
	}
	for row := 1; row < len(c.ByRow); row++ {
		rows[strconv.Itoa(row)] = c.ByRow[row]
	}
	return classes, rows
}

func newJSONSubscription(k rules.SKURow) jsonSubscription {
	j := jsonSubscription{
		SKUID: k.ID, PartNumber: text(k.PartNumber), Name: k.Name, AppliesTo: text(k.AppliesTo),
		CapabilityStatus: text(k.CapabilityStatus), Class: k.Class, Row: k.Row, Match: k.Match,
		Entra: k.Entra, Intune: k.Intune,
		Enabled: k.Enabled, Warning: k.Warning, Suspended: k.Suspended, LockedOut: k.LockedOut,
		Consumed: k.Consumed, Free: k.Free(), Offer: k.Offer(), InScope: k.InScope, OutOfScope: k.OutOfScope, Guests: k.Guests, Disabled: k.Disabled,
		Redundant: k.Redundant, Unexplained: k.Unexplained(),
		SubscriptionIDs: append([]string{}, k.SubscriptionIDs...),
		Plans:           make([]jsonPlan, 0, len(k.Plans)),
		Unlisted:        k.Unlisted,
	}
	for _, p := range k.Plans {
		j.Plans = append(j.Plans, jsonPlan{p.ID, text(p.Name), text(p.AppliesTo), text(p.ProvisioningStatus)})
	}
	j.Lots = make([]jsonLot, 0, len(k.Lots))
	for _, l := range k.Lots {
		j.Lots = append(j.Lots, jsonLot{text(l.ID), text(l.CommerceID), text(l.Status), l.IsTrial, l.TotalLicenses, dated(l.Created), dated(l.NextLifecycle), text(l.OwnerTenant), text(l.OwnerType)})
	}
	return j
}

// dated is nil for a date that Graph did not send.
func dated(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func texts(s []string) []text {
	list := make([]text, 0, len(s))
	for _, v := range s {
		list = append(list, text(v))
	}
	return list
}
