package rules

import (
	"fmt"
	"slices"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Rule is one requirement: its text, its source, its fix and its code. The examples that it is tried with stand in the
// test beside its file.
type Rule struct {
	ID        string // "LIC-02"
	Title     string // the requirement, as a sentence without a period
	Level     Level
	Effect    Effect // what it does to a person that the rule fails or warns
	Citation  Citation
	Rationale string // why it matters: what happens to the person who unboxes the device
	// Remediation is the fix: the portal path, and the command where there is one.
	Remediation string
	// Needs drives what is fetched and which permission is asked for; a rule one of whose
	// needs is missing is not evaluated.
	Needs []tenant.Dataset
	// Uses is read too, but a rule is judged without it where it is missing; that is a gap where it leaves something
	// open.
	Uses []tenant.Dataset
	// Flag is the option that turns the rule on, without dashes; "" for a rule that is always on. What such a
	// rule reads is dear. Naming the rule with --only turns it on too.
	Flag     string
	Rooms    bool   // of EachUser: it judges the accounts of rooms and shared devices too
	Accounts bool   // of EachUser: it judges accounts that may be no person's too, whose failure is a warning
	Unlisted bool   // of EachSKU: it judges products too of which there are subscriptions alone, and no seats are known
	Counted  string // of Once: what its verdicts are of, "policies"; "" for the tenant alone
	OneUser  bool   // of Once: its answer decides of every user, so that it is asked of one alone too
	// Probed is of a rule that what `prepaudit network` found decides: where nobody probed, it says so, and the verdict
	// on the tenant does without it.
	Probed bool

	// What is changed to fix it, where that is more than the rule's own: several rules may be fixed by one change.
	// Do says the same in the imperative, as the title of a cause, with %s for the policy that is to be changed; "" for
	// the rule's own title.
	Do       string
	DoAlone  string // of EachUser: what Do comes to for one person; "" as above
	Where    string // where Do is clicked, in one line where that can be; "" for Remediation
	Repeats  bool   // other rules fail for the same, so that its failures are no causes of their own
	change   changeKind
	changeOf func(*Facts, *UserRow) (first, then change) // of EachUser
	done     func(f *Facts, policy string)               // makes the facts those of a tenant where it is fixed

	// Exactly one of these is set.
	EachUser   func(*Facts, *tenant.User, license.Entitlement) Verdict
	EachDevice func(*Facts, *DeviceRow) Verdict // of an Ordinary device; the others are counted, not judged
	// EachSKU and Once run when all users and devices were judged: what was counted is whole.
	EachSKU func(*Env, *tenant.SKU) Verdict
	Once    func(*Env) []Verdict

	// Shown is what `rules show` tells of the examples: at most four, and one of each way in which the rule judges.
	Shown []Shown
}

// MayStop reports whether the rule with the id may stop people; one that isn't in the catalog may.
func MayStop(id string) bool {
	i := slices.IndexFunc(Catalog(), func(r *Rule) bool { return r.ID == id })
	return i < 0 || Catalog()[i].Effect.Fails == Stops || Catalog()[i].Effect.Warns == Stops
}

// Unit is what the counts of the rule are of.
func (r *Rule) Unit() string {
	switch {
	case r.EachUser != nil:
		return "users"
	case r.EachDevice != nil:
		return "devices"
	case r.EachSKU != nil:
		return "products"
	case r.Counted != "":
		return r.Counted
	}
	return "the tenant"
}

// Shown is one example of a rule, and what the rule says of it.
type Shown struct {
	Outcome Outcome
	Name    string
}

// Citation says where a requirement stands.
type Citation struct {
	Document string `json:"document"`
	Section  string `json:"section"`
	URL      string `json:"url"`
}

func (c Citation) String() string { return c.Document + ", " + c.Section }

// Level says how much a rule weighs.
type Level int

// Only a Required rule is told apart by the exit status where it is not met, see Demands.Judge.
const (
	Required Level = iota + 1
	Recommended
	Advisory
)

func (l Level) String() string {
	switch l {
	case Required:
		return "required"
	case Recommended:
		return "recommended"
	case Advisory:
		return "advisory"
	}
	return fmt.Sprintf("Level(%d)", int(l))
}

// MarshalText writes the level's word.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// Outcome is what a rule says of one subject.
type Outcome int

// The zero Outcome is NotEvaluated: not knowing is not passing.
const (
	NotEvaluated Outcome = iota
	Pass
	Fail
	Warn
	NotApplicable
	Manual // nothing that can be read answers it; Detail says how a person does
)

func (o Outcome) String() string {
	return [...]string{"not evaluated", "pass", "fail", "warning", "not applicable", "check manually"}[o]
}

// MarshalText writes the outcome's words.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// Verdict is what a rule returns for one subject.
type Verdict struct {
	Outcome Outcome
	Detail  string  // lower case, no period, with the number; may be "" for a pass
	Level   Level   // overrides the rule's level for this subject when not zero
	Subject Subject // set by Once rules that speak of something else than the tenant
	Older   bool    // it is about what Microsoft's page of 2024 alone demands
	// Does overrides what a failure or warning of the rule does; 0 leaves that to the rule.
	Does Consequence
	// Concerns is of Once and EachSKU: how many people, devices or products it is about; 0 for what it speaks of alone.
	Concerns int
}

// OK is the pass that needs no words.
var OK = Verdict{Outcome: Pass}

// Passf is a pass that says what it saw.
func Passf(format string, a ...any) Verdict {
	return Verdict{Outcome: Pass, Detail: fmt.Sprintf(format, a...)}
}

// Failf is a requirement not met.
func Failf(format string, a ...any) Verdict {
	return Verdict{Outcome: Fail, Detail: fmt.Sprintf(format, a...)}
}

// Warnf is a requirement met, or perhaps met, in a way that wants a look.
func Warnf(format string, a ...any) Verdict {
	return Verdict{Outcome: Warn, Detail: fmt.Sprintf(format, a...)}
}

// at is the verdict at another level than the rule's.
func (v Verdict) at(level Level) Verdict {
	v.Level = level
	return v
}

// doing is the verdict with another consequence than the rule's.
func (v Verdict) doing(c Consequence) Verdict {
	v.Does = c
	return v
}

// NA is a requirement that does not apply to the subject.
func NA(detail string) Verdict { return Verdict{Outcome: NotApplicable, Detail: detail} }

// Manualf is a requirement that somebody has to look at, and how.
func Manualf(format string, a ...any) Verdict {
	return Verdict{Outcome: Manual, Detail: fmt.Sprintf(format, a...)}
}

// Unknown is a requirement that cannot be judged, and why.
func Unknown(format string, a ...any) Verdict { return Verdict{Detail: fmt.Sprintf(format, a...)} }

// unrecognized is the verdict where a value of Graph's decides and is none that this program knows.
func unrecognized(what, value string) Verdict {
	return Unknown("%s %.60q, an unrecognized value", what, value)
}

// overTenant judges the tenant as a whole: one verdict.
func overTenant(judge func(*Env) Verdict) func(*Env) []Verdict {
	return func(env *Env) []Verdict { return []Verdict{judge(env)} }
}

// Subject is what a finding speaks of.
type Subject struct {
	Kind string `json:"kind"` // one of SubjectKinds
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"` // untrusted: it comes from the directory
}

// SubjectKinds lists what findings speak of.
func SubjectKinds() []string {
	return []string{"tenant", "user", "device", "sku", "group", "policy", "mdmPolicy", "app", "script", "endpoint",
		"network"}
}

// Finding is a verdict with its rule and subject.
type Finding struct {
	Rule    *Rule
	Subject Subject
	Outcome Outcome
	Level   Level
	Detail  string

	does     Consequence // that the verdict gave, where it overrides the rule's
	concerns int         // likewise
}
