package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// UserRow is one user in scope with all that was found. It is valid until the next user is judged.
type UserRow struct {
	User        *tenant.User
	Entitlement license.Entitlement
	Standing    Standing
	MDM         MDMState
	// Policy is the name of the device preparation policy that the user's device would get; "" for none, or not read.
	Policy string
	// InError names the assignments in error that would give what the user lacks; "" for none. It does not hang on
	// LIC-04.
	InError  string
	Findings []Finding // fail, warning and not evaluated; never pass
}

// MDMState says whether automatic enrolment reaches a user.
type MDMState uint8

// The zero MDMState is MDMUnknown.
const (
	MDMUnknown MDMState = iota
	MDMOutside
	MDMNested // inside a group, but not known to be a direct member: perhaps only through a nested one
	MDMInside
)

func (m MDMState) String() string {
	return [...]string{"not evaluated", "outside", "inside, not directly", "inside"}[m]
}

// MDMStates lists all of them.
func MDMStates() []MDMState { return []MDMState{MDMUnknown, MDMOutside, MDMNested, MDMInside} }

// Summary is everything that was counted.
type Summary struct {
	Verdict Outcome // Pass, Fail or NotEvaluated: of the selected required rules together
	// Complete says that every dataset a selected rule needs was read whole. A Fail hides what
	// is missing; Complete does not.
	Complete  bool
	Tallies   []Tally // every rule of the catalog, in its order
	Missing   []Gap
	Scope     ScopeCount
	Standings StandingCount
	SKUs      []SKURow
	MDM       []MDMRow
	Devices   DeviceCount
	Shortfall Shortfall
	Matrix    []MatrixRow // every sentence of the requirement document
}

// Tally is what one rule said, counted.
type Tally struct {
	Rule          *Rule
	Outcome       Outcome // of the rule as a whole
	Skipped       bool    // by --skip or --only, or its flag is off; then nothing else is set
	Pass          int
	Fail          int
	Lesser        int // of Fail: those that weigh less than the rule itself
	Warn          int
	NotApplicable int
	NotEvaluated  int
	ByHand        int
	Unclassified  int   // of NotEvaluated: members without licence, or with a room's, who may not be persons
	Gaps          []Gap // datasets it lacked, in whole or in part
	Unprobed      bool  // it waits for what `prepaudit network` finds, and was given nothing

	// Of Pass and Warn: what the edition of 2024 alone demands.
	olderPass, olderWarn int
	without              string // why a rule about the tenant does not apply
	unknown, how         string // why the first subject that was not evaluated was not, and how to check the first that is to be
}

// Gap is a dataset that could not be read, or not to its end.
type Gap struct {
	Dataset    tenant.Dataset `json:"dataset"`
	Partial    bool           `json:"partial"`             // some of it was read
	Why        string         `json:"why"`                 // one line, may hold names from the tenant
	Permission string         `json:"permission,omitzero"` // that would open it; "" where it is not a matter of permission
	Hint       string         `json:"hint,omitzero"`       // what to do; may be ""
}

// ScopeCount says who was read, who was in scope, and what each exclusion removed.
type ScopeCount struct {
	Description   string // "enabled members", "members of group Sales, 2 excluded by name"
	Why           string // what decided the scope
	Asked         bool   // users were asked for; false where no selected rule is about users
	Expected      int    // users the tenant says it has ($count); -1 when it did not say
	After         int    // the same, asked again when all were read
	Read          int
	InScope       int
	Unlicensed    int // of InScope: members without licence, or with a room's, who may not be persons
	Disabled      int // the rest of Read, each user counted once, under the first reason
	Guests        int
	External      int // external members
	NotInGroup    int
	ExcludedGroup int
	ExcludedName  int
}

// SKURow is a product of the tenant beside what it means here.
type SKURow struct {
	tenant.SKU
	Name          string // product name of the catalogue; "" when unknown
	Row           int    // 0 when no row names it
	Match         license.Match
	Class         license.Class
	Entra, Intune bool // it gives the half to a person whose assignment leaves the plans on
	InScope       int  // users in scope who hold it
	OutOfScope    int  // holders who are left out by group or name
	Guests        int  // holders who are guests or external members
	Disabled      int  // holders whose account is disabled
	Redundant     int  // of InScope: another product gives them everything that this one gives
	Lots          []tenant.Subscription
	Unlisted      bool // it has lots, and is not among subscribedSkus: nothing is known of its seats
}

// Unexplained is consumedUnits less everybody who was seen to hold it: groups' seats that are being assigned,
// users who came or went meanwhile, or users that could not be read.
func (s SKURow) Unexplained() int {
	if s.Unlisted {
		return 0
	}
	return s.Consumed - s.InScope - s.OutOfScope - s.Guests - s.Disabled
}

// Trial reports whether every lot of it is a trial; without lots that is not known, and false.
func (s SKURow) Trial() bool {
	for _, l := range s.Lots {
		if !l.IsTrial {
			return false
		}
	}
	return len(s.Lots) > 0
}

// Free is the number of seats that can still be assigned; below zero it is over-assigned.
func (s SKURow) Free() int { return s.Enabled + s.Warning - s.Consumed }

// MDMRow is one entry of the automatic enrolment settings.
type MDMRow struct {
	ID, Name, AppliesTo string
	Groups              []string
	Reaches             int // users in scope who are inside
}
