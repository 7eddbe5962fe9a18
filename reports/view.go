package reports

import (
	"io"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// format is what writes one format. It is a Writer that takes users in plain words: what the engine says of them
// (view) and what a report said of them before (replay) come in alike, so that both give the same bytes. A format
// with temporary files is an io.Closer.
type format interface {
	begin(Run) error
	user(*view) error // valid during the call only
	device(*rules.DeviceRow) error
	finding(rules.Finding) error
	end(rules.Summary, Reading) error
}

// view is one user in scope, in words.
type view struct {
	User        *tenant.User
	Standing    rules.Standing
	Unlicensed  bool
	Entitlement entitlement
	MDM         rules.MDMState
	Policy      string
	InError     string // assignments in error that would give what the user lacks
	Findings    []rules.Finding
}

// entitlement is what the user's licences come to.
type entitlement struct {
	Known, Qualified bool
	Row              int    // the lowest that is met; 0 for none
	Match            string // how the row is met
	SKU              string // the part number that qualifies alone
	Rows             []int
	Entra, Intune    half
	Why, Product     string
	Cure             string // what would give the halves that lack; "" for nothing
	json             string // all of it as JSON, where it was kept; it takes longer than the rest of a user
}

// half is one half of it.
type half struct {
	State          string
	Usable         bool
	Plan, SKU, Why string
}

// front turns a Writer's events into those of a format.
type front struct {
	format
	words map[license.Entitlement]entitlement
	v     view
}

// mostKept is how many entitlements a report keeps the words of. Many users have the same, and its words take longer
// than the rest of a user; the bound is for tenants where groups make each a little different.
const mostKept = 4096

func (f *front) Begin(r Run) error { return f.begin(r) }

func (f *front) User(row *rules.UserRow) error {
	f.v = view{
		User: row.User, Standing: row.Standing(), Unlicensed: row.Unlicensed || row.Room, Entitlement: f.entitlement(&row.Entitlement),
		MDM: row.MDM, Policy: row.Policy, InError: row.InError, Findings: row.Findings,
	}
	return f.user(&f.v)
}

func (f *front) Device(row *rules.DeviceRow) error { return f.device(row) }

func (f *front) Finding(x rules.Finding) error { return f.finding(x) }

func (f *front) End(s rules.Summary, r Reading) error { return f.end(s, r) }

// Close lets go of temporary files.
func (f *front) Close() error {
	if c, ok := f.format.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

func (f *front) entitlement(e *license.Entitlement) entitlement {
	words, ok := f.words[*e]
	if ok {
		return words
	}
	if len(f.words) == mostKept {
		clear(f.words)
	}
	words = entitlement{Why: e.Why()}
	if e.Known {
		words = entitlement{
			Known: true, Qualified: e.Qualified, Row: e.Row, Match: string(e.Match), SKU: e.SKU,
			Entra: inWordsOf(e.Entra), Intune: inWordsOf(e.Intune), Why: e.Why(), Product: product(e), Cure: cure(e),
		}
		for row := 1; row <= 7; row++ {
			if e.Rows.Has(row) {
				words.Rows = append(words.Rows, row)
			}
		}
	}
	words.json = string(appendEntitlement(nil, &words))
	f.words[*e] = words
	return words
}

func inWordsOf(h license.Half) half {
	return half{State: h.State.String(), Usable: h.Usable(), Plan: h.Plan(), SKU: h.SKU(), Why: h.Why()}
}

// product names what qualifies the user, or else what holds a half.
func product(e *license.Entitlement) string {
	if e.SKU != "" {
		return e.Product()
	}
	entra, intune := e.Entra.Product(), e.Intune.Product()
	switch {
	case entra == intune, intune == "":
		return entra
	case entra == "":
		return intune
	}
	return entra + ", " + intune
}

// cure says what would give the halves that an entitlement lacks.
func cure(e *license.Entitlement) string {
	entra, intune := !e.Entra.Usable(), !e.Intune.Usable()
	entraThere, intuneThere := curable(e.Entra), curable(e.Intune)
	switch {
	case entra && intune && !entraThere && !intuneThere:
		return "assign a qualifying product"
	case entra && intune && entraThere && intuneThere && e.Entra.SKU() == e.Intune.SKU():
		return "make " + e.Entra.SKU() + " usable (see Why)"
	}
	words := ""
	if entra {
		words = cureHalf(e.Entra, entraThere, "Entra ID P1 or P2")
	}
	if intune {
		if words != "" {
			words += "; "
		}
		words += cureHalf(e.Intune, intuneThere, "an Intune plan")
	}
	return words
}

func cureHalf(h license.Half, there bool, what string) string {
	if there {
		return "make " + h.Plan() + " of " + h.SKU() + " usable (see Why)"
	}
	return "assign " + what
}

// curable reports whether a plan is there that could be made usable. No cure makes a device or
// room licence license a person.
func curable(h license.Half) bool {
	return h.State == license.Inactive && h.Class() == license.Person
}
