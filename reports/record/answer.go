package record

import (
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// AnswerVersion is that of the JSON of an Answer.
const AnswerVersion = 2

// Answer is what prepaudit user says of one person.
type Answer struct {
	SchemaVersion int                        `json:"schemaVersion"`
	Version       string                     `json:"version"`
	Tenant        Tenant                     `json:"tenant"`
	Read          time.Time                  `json:"read"`
	AsOf          string                     `json:"asOf,omitzero"`
	Device        string                     `json:"device,omitzero"`
	Verdict       string                     `json:"verdict"`
	Steps         []rules.Cause              `json:"steps"`
	Others        []rules.Cause              `json:"others"`
	Incomplete    []rules.Cause              `json:"incomplete"`
	Facts         []AnswerFact               `json:"facts"`
	Devices       []tenant.OwnDevice         `json:"devices"`
	LimitReached  bool                       `json:"limitReached"`
	Failures      []tenant.EnrollmentFailure `json:"enrollmentFailures"`
	NotChecked    []NotChecked               `json:"notChecked"`
	Narrowed      bool                       `json:"narrowed,omitzero"`
	User          User                       `json:"user"`
	Rules         []Rule                     `json:"rules"`
}

// The verdicts of an Answer.
const (
	AnswerReady    = "ready"
	AnswerNotReady = "not ready"
	AnswerUnknown  = "unknown"
)

// AnswerFact is one line, or a few, of what is known of the person.
type AnswerFact struct {
	Name  string   `json:"name"`
	Lines []string `json:"lines"`
}

// NotChecked is what could not be read for one reason.
type NotChecked struct {
	What       []string         `json:"what"`
	Datasets   []tenant.Dataset `json:"datasets,omitempty"`
	Permission string           `json:"permission,omitzero"`
	Why        string           `json:"why"`
	Needed     bool             `json:"needed"`
}
