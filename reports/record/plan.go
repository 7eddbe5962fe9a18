package record

import (
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Plan is which licenses to turn on, swap, assign, renew or buy, so that everybody in scope is licensed.
type Plan struct {
	SchemaVersion int           `json:"schemaVersion"`
	Version       string        `json:"version"`
	Tenant        Tenant        `json:"tenant"`
	Scope         Scope         `json:"scope"`
	On            string        `json:"on"`      // the day it was made
	By            string        `json:"by"`      // what ends before this day is not counted on
	Text          string        `json:"summary"` // the whole in two sentences
	People        int           `json:"people"`  // who need a change
	Unsolved      int           `json:"unsolved"`
	Waiting       int           `json:"waiting"`  // people to whom a group is still assigning a license
	Cheapest      bool          `json:"cheapest"` // it is proven that no plan is better
	Cost          *PlanCost     `json:"cost,omitzero"`
	Steps         []PlanStep    `json:"steps"`
	Products      []PlanProduct `json:"products"`
	Missing       []rules.Gap   `json:"missing"` // what was not read, so that the plan may be wrong
	Users         []PlanUser    `json:"users"`
}

// PlanCost is what the seats of the products of a plan cost in a year, in one currency.
type PlanCost struct {
	Currency string   `json:"currency"`
	Before   Money    `json:"before"`
	After    Money    `json:"after"`
	Unpriced []string `json:"unpriced"` // part numbers of products to buy or renew that have no price
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
	Owned      int         `json:"owned"` // seats that are paid for and last
	Used       int         `json:"used"`
	Needed     int         `json:"needed"` // seats that the plan gives to people
	Freed      int         `json:"freed"`
	Left       int         `json:"left"` // seats that nobody has afterwards
	Buy        int         `json:"buy"`
	Renew      int         `json:"renew"`
	Renewable  int         `json:"renewable"`     // seats that are suspended or in their grace period
	Ends       string      `json:"ends,omitzero"` // why its seats are not counted on
	Before     *Money      `json:"costBefore,omitzero"`
	After      *Money      `json:"costAfter,omitzero"`
}

// PlanUser is what a plan changes for one person.
type PlanUser struct {
	ID          tenant.GUID   `json:"id"`
	UPN         string        `json:"userPrincipalName"`
	DisplayName string        `json:"displayName"`
	Department  string        `json:"department,omitzero"`
	CostCenter  string        `json:"costCenter,omitzero"`
	Has         string        `json:"has"`
	Proposed    string        `json:"proposed"` // "" where nothing is found
	Frees       string        `json:"frees,omitzero"`
	Assignment  string        `json:"assignment,omitzero"` // direct, or the group that assigns it
	Why         string        `json:"why"`
	Add         []tenant.GUID `json:"addSkuIds,omitempty"`
	Remove      []tenant.GUID `json:"removeSkuIds,omitempty"`
}
