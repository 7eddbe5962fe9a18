// Package record is what a report says of a run, its users, its devices, its findings and the whole. The JSON tags are
// the JSON report: what an audit writes, and what render reads. Every format takes these types.
package record

import "prepaudit/rules"

// SchemaVersion is raised when a key is renamed, removed or gets another meaning.
const SchemaVersion = 2

// Handler receives one run in this order: Run, then each user in scope, then each Windows device, then the findings
// about neither, then Summary. What it gets is valid during the call only, but for the run and the entitlements of
// users, which nobody changes. A Handler that returned an error gets no more. One that keeps temporary files is an
// io.Closer too; whoever ends a run before Summary closes it.
type Handler interface {
	Run(*Run) error
	User(*User) error
	Device(*Device) error
	Finding(*Finding) error
	Summary(*Summary) error
}

// Finding is something that was found.
type Finding struct {
	Rule    string        `json:"rule"`
	Outcome rules.Outcome `json:"outcome"`
	Level   rules.Level   `json:"level"`
	// Subject is zero where it is the user or the device that the finding stands under.
	Subject rules.Subject `json:"subject,omitzero"`
	Detail  string        `json:"detail,omitzero"`
}
