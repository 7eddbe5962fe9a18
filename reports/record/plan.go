package record

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Plan is a license plan by itself.
type Plan struct {
	SchemaVersion int    `json:"schemaVersion"`
	Version       string `json:"version"`
	Tenant        Tenant `json:"tenant"`
	Cloud         string `json:"cloud,omitzero"`
	Redacted      bool   `json:"redacted,omitzero"`
	Scope         Scope  `json:"scope"`
	LicensePlan
	Users []PlanUser `json:"users"`
}

// LicensePlan is which licenses to turn on, swap, assign, renew or buy, so that everybody in scope is licensed.
type LicensePlan struct {
	On       string        `json:"on"`       // the day it was made
	By       string        `json:"by"`       // what ends before this day is not counted on
	Text     string        `json:"summary"`  // the whole in two sentences
	People   int           `json:"people"`   // who need a change
	Lapsing  int           `json:"lapsing"`  // of them: licensed today, until something ends
	Unsolved int           `json:"unsolved"` // of them: nothing is found that licenses them
	Waiting  int           `json:"waiting"`  // people to whom a group is still assigning a license
	Unknown  int           `json:"unknown"`  // people whose licenses aren't known
	Accounts int           `json:"accounts"` // without a license, that may not be people
	Cheapest bool          `json:"cheapest"` // it is proven that no plan is better
	Cost     *PlanCost     `json:"cost,omitzero"`
	Assumed  *PlanAssumed  `json:"assumed,omitzero"`
	Steps    []PlanStep    `json:"steps"`
	Products []PlanProduct `json:"products"`
	Renewals []PlanRenewal `json:"renewals"` // by date
	Missing  []rules.Gap   `json:"missing"`  // what was not read, so that the plan may be wrong
}

// PlanCost is what the seats of the products of a plan cost in a year, in one currency.
type PlanCost struct {
	Currency string   `json:"currency"`
	Before   Money    `json:"before"`
	After    Money    `json:"after"`
	Unpriced []string `json:"unpriced"` // part numbers of products to buy or renew that have no price
}

// PlanAssumed is what a plan takes as done, and what would come of one that doesn't.
type PlanAssumed struct {
	Changes  []string `json:"changes"`
	Buys     int      `json:"buys"`     // seats that the changes buy themselves
	Cost     Money    `json:"cost"`     // of them, a year, in the currency of the plan
	Unpriced []string `json:"unpriced"` // part numbers of those that have no price
	Frees    int      `json:"frees"`    // seats that people have today, and then no longer
	Saves    Money    `json:"saves"`    // what these cost a year
	People   int      `json:"peopleWithout"`
	Unsolved int      `json:"unsolvedWithout"`
	Seats    int      `json:"seatsWithout"`              // to buy or renew
	After    *Money   `json:"costAfterWithout,omitzero"` // a year, once that plan is carried out
}

// PlanStep is one change, and how many people it is for.
type PlanStep struct {
	People int    `json:"people"` // 0 for seats that are used already
	Title  string `json:"title"`
}

// PlanProduct is what becomes of the seats of one product.
type PlanProduct struct {
	SKU        tenant.GUID `json:"skuId"`
	PartNumber string      `json:"skuPartNumber"`
	Name       string      `json:"name"`
	Owned      int         `json:"owned"`            // seats that are paid for and last
	Assumed    int         `json:"assumed,omitzero"` // seats that are taken as bought beyond these
	Used       int         `json:"used"`
	Needed     int         `json:"needed"` // seats that the plan gives to people
	Freed      int         `json:"freed"`
	Left       int         `json:"left"` // seats that nobody has afterwards; below zero where too few are owned
	Buy        int         `json:"buy"`
	Renew      int         `json:"renew"`
	Others     int         `json:"others"`        // of them: for people who use it and are not in scope, or not in need
	Renewable  int         `json:"renewable"`     // seats that are suspended or in their grace period
	Ends       string      `json:"ends,omitzero"` // why its seats are not counted on
	// Undated says that the plan gives free seats of it to people, and that nobody read whether they are of a trial.
	Undated bool   `json:"undated,omitzero"`
	Before  *Money `json:"costBefore,omitzero"`
	After   *Money `json:"costAfter,omitzero"`
}

// PlanRenewal is a subscription that ends, renews or goes on to its next state on a day.
type PlanRenewal struct {
	SKU          tenant.GUID `json:"skuId"`
	PartNumber   string      `json:"skuPartNumber"`
	Name         string      `json:"name"`
	Subscription string      `json:"subscriptionId"`
	On           string      `json:"on"` // the day
	Status       string      `json:"status"`
	Trial        bool        `json:"trial"`
	Seats        int         `json:"seats"`
	Used         int         `json:"used"`    // seats of the product that people have, in scope or not
	InScope      int         `json:"inScope"` // people in scope who have it
	Lacking      int         `json:"lacking"` // seats for those who have it, once these are gone
	Depend       int         `json:"depend"`  // people in scope whom nothing else licenses
	Then         string      `json:"then"`    // what happens to them
}

// PlanUser is what a plan changes for one person.
type PlanUser struct {
	ID          tenant.GUID   `json:"id"`
	UPN         string        `json:"userPrincipalName"`
	DisplayName string        `json:"displayName"`
	Department  string        `json:"department,omitzero"`
	CostCenter  string        `json:"costCenter,omitzero"`
	Has         string        `json:"has"`
	Proposed    string        `json:"proposed"` // and what is left to resolve manually; "" where nothing is found
	Frees       string        `json:"frees,omitzero"`
	Assignment  string        `json:"assignment,omitzero"` // direct, or the group that assigns it
	Why         string        `json:"why"`
	Add         []tenant.GUID `json:"addSkuIds,omitempty"`
	Remove      []tenant.GUID `json:"removeSkuIds,omitempty"`
}

// Unplanned says why there can be no plan; "" where there can.
func (s *Summary) Unplanned() string {
	skipped := slices.IndexFunc(s.Tallies, func(t Tally) bool {
		return t.Skipped && t.Level == rules.Required && strings.HasPrefix(t.ID, "LIC-")
	})
	unread := func(ds tenant.Dataset) bool {
		return slices.ContainsFunc(s.Missing, func(g rules.Gap) bool { return g.Dataset == ds && !g.Partial })
	}
	switch {
	case !s.Scope.Asked:
		return "no selected rule is about users"
	case skipped >= 0:
		return fmt.Sprintf("rule %s was skipped (%s)", s.Tallies[skipped].ID, s.Tallies[skipped].Title)
	case len(s.WhatIf) > 0:
		return "the report takes changes as made, and who would have which seat then isn't known; prepaudit plan " +
			"--what-if plans for other products"
	case unread(tenant.SKUs):
		return "products couldn't be read"
	case unread(tenant.Users):
		return "users couldn't be read"
	}
	return ""
}

// Shortfall is the plan's seats by product, under the name that readers of reports know them by.
type Shortfall struct {
	Close []Closing `json:"close"` // empty where there is no plan, or nobody needs a seat
}

// Closing is seats of one product that the plan gives to people.
type Closing struct {
	SKU        tenant.GUID `json:"skuId"`
	PartNumber string      `json:"skuPartNumber"`
	Name       string      `json:"name,omitzero"`
	Free       int         `json:"free"` // that are free, or that others free
	Buy        int         `json:"buy"`  // that are bought or renewed
}

// Shortfall is what the plan gives.
func (p *LicensePlan) Shortfall() Shortfall {
	s := Shortfall{Close: []Closing{}}
	for i := range p.Products {
		if o := &p.Products[i]; o.Needed+o.Buy+o.Renew > 0 {
			s.Close = append(s.Close, Closing{SKU: o.SKU, PartNumber: o.PartNumber, Name: o.Name,
				Free: max(0, o.Needed-o.Buy-o.Renew), Buy: o.Buy + o.Renew})
		}
	}
	return s
}
