package rules

import "fmt"

// Consequence is what a failure or a warning does to the person who unboxes a device.
type Consequence int

// The gravest is the last.
const (
	Information Consequence = iota + 1 // nothing happens to that person
	Terms                              // the device is prepared, against the license terms
	Degrades                           // the device is prepared, and something is missing
	Stops                              // there is no prepared device
)

// Consequences lists all of them, the gravest first.
func Consequences() []Consequence { return []Consequence{Stops, Degrades, Terms, Information} }

func (c Consequence) String() string {
	switch c {
	case Information:
		return "information"
	case Terms:
		return "terms"
	case Degrades:
		return "degrades"
	case Stops:
		return "stops"
	}
	return fmt.Sprintf("Consequence(%d)", int(c))
}

// MarshalText writes the consequence's word.
func (c Consequence) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Step is a step on the way of one device, from the box to the desk.
type Step int

// In the order in which a person gets there.
const (
	SignIn   Step = iota + 1 // sign in, in the out-of-box experience
	Join                     // the device joins Microsoft Entra ID
	Enroll                   // it enrolls in Intune
	Target                   // a device preparation policy applies
	Prepare                  // apps, scripts and settings arrive
	Complete                 // what the person finds afterwards
	Comply                   // the license terms
)

// Steps lists all of them, in order.
func Steps() []Step { return []Step{SignIn, Join, Enroll, Target, Prepare, Complete, Comply} }

func (s Step) String() string {
	if s < SignIn || s > Comply {
		return fmt.Sprintf("Step(%d)", int(s))
	}
	return [...]string{SignIn: "sign in", Join: "join", Enroll: "enroll", Target: "be targeted", Prepare: "be prepared",
		Complete: "be complete", Comply: "comply"}[s]
}

// MarshalText writes the step's words.
func (s Step) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Effect is where a rule is felt on the way of a device, and what it does to its person that the rule fails or warns.
type Effect struct {
	Step         Step
	Fails, Warns Consequence
}

// does is what a verdict of the rule does to whoever it concerns: nothing where it is no failure and no warning, unless
// it says so itself. A failure that weighs less than the rule stops nobody.
func (r *Rule) does(v Verdict) Consequence {
	switch {
	case v.Outcome == NotApplicable: // yet
		return v.Does
	case v.Outcome != Fail && v.Outcome != Warn:
		return 0
	case v.Does != 0:
		return v.Does
	case v.Outcome == Warn:
		return r.Effect.Warns
	case v.Level > r.Level:
		return Information
	}
	return r.Effect.Fails
}
