package record

import (
	"fmt"
	"reflect"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// NoticeVersion is that of the JSON of --notify.
const NoticeVersion = 1

// Notice is what --notify posts: what an audit came to in counts, without a name of the directory.
type Notice struct {
	SchemaVersion int          `json:"schemaVersion"`
	Version       string       `json:"version"`
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
	NoticeAlways  = "always"  // nothing is remembered, so every run is posted
)

// NoticeCount is the answer of one audit, by which it is compared with another.
type NoticeCount struct {
	Failed     bool           `json:"failed,omitzero"` // the audit ended with an error; nothing else is known
	ExitStatus int            `json:"exitStatus"`
	Complete   bool           `json:"complete"`
	AsOf       string         `json:"asOf,omitzero"`
	Missing    int            `json:"missingDatasets"`
	People     int            `json:"people"`
	Ready      int            `json:"ready"`
	Blocked    int            `json:"blocked"`
	Unknown    int            `json:"unknown"`
	Excused    *NoticeExcused `json:"excused,omitzero"` // nil where nothing could be
	Causes     []NoticeCause  `json:"causes"`
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
	Stops int    `json:"stops"`
}

// NewNoticeCount counts what a run came to.
func NewNoticeCount(r *Run, s *Summary) NoticeCount {
	missing := map[tenant.Dataset]bool{}
	for _, g := range s.Missing {
		missing[g.Dataset] = true
	}
	n := NoticeCount{
		ExitStatus: s.ExitStatus, Complete: s.Complete, AsOf: r.AsOf, Missing: len(missing),
		People: s.Ready.People, Ready: s.Ready.Ready, Blocked: s.Ready.Blocked, Unknown: s.Ready.Unknown,
		Causes: []NoticeCause{},
	}
	if x := s.Excused; x != nil {
		n.Excused = &NoticeExcused{x.People.Excepted, x.People.Known, x.People.Left}
	}
	for _, c := range s.Causes {
		if c.Does == rules.Stops && len(c.Rules) > 0 {
			rule := r.Rule(c.Rules[0])
			n.Causes = append(n.Causes, NoticeCause{rule.ID, rule.Title, c.Stops})
		}
	}
	return n
}

// NoticeSchema is that of the JSON of --notify.
func NoticeSchema() string {
	return schemaOf(reflect.TypeFor[Notice](), noticeText, fmt.Sprintf("notify, schema version %d", NoticeVersion))
}
