package record

import (
	"fmt"
	"reflect"
	"slices"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// NoticeVersion is that of the JSON of --notify.
const NoticeVersion = 1

// Notice is what --notify posts: what an audit came to in counts, without a name of the directory.
type Notice struct {
	SchemaVersion int          `json:"schemaVersion"`
	Version       string       `json:"version"`
	Tenant        string       `json:"tenant,omitzero"` // as the audit was asked for it
	TenantID      string       `json:"tenantId,omitzero"`
	Reason        string       `json:"reason"` // one of the reasons below
	Text          []string     `json:"text"`   // the same, to read
	Now           NoticeCount  `json:"now"`
	Before        *NoticeCount `json:"before,omitzero"` // nil where it is not known
}

// Why a notice is posted.
const (
	NoticeFirst   = "first"   // there is nothing yet to compare with
	NoticeChanged = "changed" // it isn't what the last notice said
	NoticeFailed  = "failed"  // the audit ended with an error, whatever the last notice said
	NoticeAlways  = "always"  // nothing is remembered, so every run is posted
)

// NoticeCount is the answer of one audit, by which it is compared with another.
type NoticeCount struct {
	Failed     bool           `json:"failed,omitzero"` // the audit ended with an error; nothing else is known
	ExitStatus int            `json:"exitStatus"`
	Complete   bool           `json:"complete"`
	AsOf       string         `json:"asOf,omitzero"`
	Missing    int            `json:"missingDatasets"`
	People     *NoticePeople  `json:"people,omitzero"`  // nil where who is in scope isn't known
	Excused    *NoticeExcused `json:"excused,omitzero"` // nil where nothing could be, and where People is
	Causes     []NoticeCause  `json:"causes"`
	Unchecked  []string       `json:"uncheckedRules"` // some of what they need wasn't read, or is not known
}

// NoticePeople counts the people in scope.
type NoticePeople struct {
	InScope int `json:"inScope"` // the others together
	Ready   int `json:"ready"`
	Blocked int `json:"blocked"`
	Unknown int `json:"unknown"`
}

// NoticeExcused counts the blocked people who don't fail the audit.
type NoticeExcused struct {
	Excepted int `json:"byExceptions"`
	Known    int `json:"byBaseline"`
	Left     int `json:"left"` // whom neither excuses
}

// NoticeCause is a cause that stops people, under the title of its rule: its own names groups and policies.
type NoticeCause struct {
	Rule  string `json:"rule"`
	Title string `json:"title"`
	Stops int    `json:"stops,omitzero"` // 0 where it isn't known
}

// NewNoticeCount counts what a run came to.
func NewNoticeCount(r *Run, s *Summary) NoticeCount {
	missing := map[tenant.Dataset]bool{}
	for _, g := range s.Missing {
		missing[g.Dataset] = true
	}
	n := NoticeCount{
		ExitStatus: s.ExitStatus, Complete: s.Complete, AsOf: r.AsOf, Missing: len(missing), Causes: []NoticeCause{},
		Unchecked: []string{},
	}
	known := s.Scope.Asked && s.Scope.Doubt == "" && !s.Missed(tenant.Users)
	if known {
		n.People = &NoticePeople{s.Ready.People, s.Ready.Ready, s.Ready.Blocked, s.Ready.Unknown}
	}
	if x := s.Excused; x != nil && known {
		n.Excused = &NoticeExcused{x.People.Excepted, x.People.Known, x.People.Left}
	}
	for _, c := range s.Causes {
		if c.Does != rules.Stops || c.Stops == 0 || len(c.Rules) == 0 {
			continue
		}
		rule := r.Rule(c.Rules[0])
		cause := NoticeCause{rule.ID, rule.Title, c.Stops}
		if !known { // it is of those who were read
			cause.Stops = 0
		}
		n.Causes = append(n.Causes, cause)
	}
	for i := range s.Tallies {
		t := &s.Tallies[i]
		if !t.Skipped && (len(t.Missing) > 0 || t.Outcome() == rules.NotEvaluated || t.Count().NotEvaluated > 0) {
			n.Unchecked = append(n.Unchecked, t.ID)
		}
	}
	return n
}

// Knows reports whether an audit knows of everybody in scope whom a rule blocks.
func (n *NoticeCount) Knows(rule string) bool {
	return !n.Failed && n.People != nil && !slices.Contains(n.Unchecked, rule)
}

// NoticeSchema is that of the JSON of --notify.
func NoticeSchema() string {
	return schemaOf(reflect.TypeFor[Notice](), noticeText, fmt.Sprintf("notify, schema version %d", NoticeVersion))
}
