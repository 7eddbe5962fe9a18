package record

import (
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Diff is what two reports of one tenant differ by: what changed, and what can't be compared. What stayed is not listed.
type Diff struct {
	SchemaVersion int        `json:"schemaVersion"`
	Version       string     `json:"version"`
	Tenant        Tenant     `json:"tenant"`
	Redacted      bool       `json:"redacted,omitzero"`
	Result        DiffResult `json:"result"`
	ExitStatus    int        `json:"exitStatus"` // with --exit-code
	// Worse is what got worse, a sentence each; Caveats is what is to be known before anything else is read.
	Worse       []string      `json:"worse"`
	Caveats     []DiffCaveat  `json:"caveats"`
	NotCompared []DiffNot     `json:"notCompared"`
	Old         DiffSide      `json:"old"`
	New         DiffSide      `json:"new"`
	People      DiffCount     `json:"people"`
	Devices     DiffCount     `json:"devices"`
	Causes      []DiffCause   `json:"causes"`
	Rules       []DiffRule    `json:"rules"`
	Seats       []DiffSeats   `json:"seats"`
	Settings    []DiffSetting `json:"settings"`
	Changed     []DiffPerson  `json:"changedPeople"`
	Fitness     []DiffDevice  `json:"changedDevices"`
}

// DiffResult is what a Diff comes to.
type DiffResult string

// The worst first: each hides those below.
const (
	DiffWorse   DiffResult = "worse"
	DiffNotAll  DiffResult = "not all compared"
	DiffBetter  DiffResult = "better"
	DiffChanged DiffResult = "changed"
	DiffSame    DiffResult = "same"
)

// DiffResults lists them.
func DiffResults() []DiffResult {
	return []DiffResult{DiffWorse, DiffNotAll, DiffBetter, DiffChanged, DiffSame}
}

// DiffSide is one of the two reports.
type DiffSide struct {
	Name        string           `json:"name"` // of the file
	Source      string           `json:"source"`
	Finished    time.Time        `json:"finished"`
	AsOf        string           `json:"asOf,omitzero"`
	Version     string           `json:"version"`
	CatalogDate string           `json:"catalogDate"`
	WindowsDate string           `json:"windowsDate"`
	Scope       string           `json:"scope"`
	Complete    bool             `json:"complete"`
	InScope     int              `json:"inScope"`
	Ready       rules.ReadyCount `json:"ready"`
	Missing     []tenant.Dataset `json:"missing"`
}

// DiffCaveat is one way in which the reports differ besides the tenant.
type DiffCaveat struct {
	About string `json:"about"`
	Text  string `json:"text"`
}

// The things that a DiffCaveat is about.
const (
	AboutTenant     = "tenant"
	AboutTime       = "time"
	AboutIncomplete = "incomplete"
	AboutScope      = "scope"
	AboutRules      = "rules"
	AboutOptions    = "options"
	AboutVersion    = "version"
	AboutTables     = "tables"
	AboutAssumed    = "assumed"
)

// CaveatWords lists them.
func CaveatWords() []string {
	return []string{AboutTenant, AboutTime, AboutIncomplete, AboutScope, AboutRules, AboutOptions, AboutVersion, AboutTables,
		AboutAssumed}
}

// DiffNot is something that can't be compared.
type DiffNot struct {
	What string `json:"what"`
	Why  string `json:"why"`
}

// DiffKind is how something changed.
type DiffKind string

// Of people and devices, in the order in which they are told.
const (
	BecameBlocked DiffKind = "became blocked" // of a device: unfit
	CameBlocked   DiffKind = "came blocked"   // into the scope
	BecameReady   DiffKind = "became ready"   // of a device: fit
	OtherCauses   DiffKind = "other causes"   // blocked as before, by others
	NoLongerKnown DiffKind = "no longer known"
	NowKnown      DiffKind = "now known"
	Came          DiffKind = "came"
	Left          DiffKind = "left"
	Counted       DiffKind = "counted" // as a person, from now on
	NotCounted    DiffKind = "not counted"
	OtherLicenses DiffKind = "licenses"
	NotComparable DiffKind = "not comparable"
)

// SubjectChanges lists them.
func SubjectChanges() []DiffKind {
	return []DiffKind{BecameBlocked, CameBlocked, BecameReady, OtherCauses, NoLongerKnown, NowKnown, Came, Left, Counted,
		NotCounted, OtherLicenses, NotComparable}
}

// Of what else can change; NotComparable is among them.
const (
	IsNew      DiffKind = "new"
	IsFixed    DiffKind = "fixed" // of a cause, and of a rule that no longer fails
	IsGone     DiffKind = "gone"
	NewlyFails DiffKind = "newly fails"
	IsChanged  DiffKind = "changed"
)

// ThingChanges lists them.
func ThingChanges() []DiffKind {
	return []DiffKind{NewlyFails, IsNew, IsChanged, IsFixed, IsGone, NotComparable}
}

// DiffCount counts people in scope, or devices.
type DiffCount struct {
	Changed map[DiffKind]int `json:"changed"` // each is counted once
	// Licenses is how many people have other licenses, however else they changed.
	Licenses int        `json:"licenses"`
	Moves    []DiffMove `json:"moves"` // everybody, those who stayed too: the sums are the counts of the two reports
}

// Sum adds up what is of some kinds.
func (c *DiffCount) Sum(kinds ...DiffKind) (n int) {
	for _, k := range kinds {
		n += c.Changed[k]
	}
	return n
}

// The states of a person besides those of rules.Readiness, and of a device.
const (
	OutOfScope = "out of scope" // or, of a device, not in Intune
	Fit        = "fit"
	Unfit      = "unfit"
)

// DiffMove is how many went from one state to another.
type DiffMove struct {
	Old  string `json:"old"`
	New  string `json:"new"`
	Many int    `json:"count"`
}

// DiffCause is a cause that is new, fixed, or of another size.
type DiffCause struct {
	ID     string   `json:"id"`
	Title  string   `json:"title"`
	Who    string   `json:"who"`
	Change DiffKind `json:"change"`
	Why    string   `json:"why,omitzero"` // it can't be compared
	// Old and New are what it did and does; nil where the report doesn't have it.
	Old *CauseSize `json:"old,omitzero"`
	New *CauseSize `json:"new,omitzero"`
	// Of those who changed: whom it newly blocks, and whom it blocked.
	Blocked int `json:"becameBlocked"`
	Ready   int `json:"becameReady"`
}

// CauseSize is how many a cause affects, as rules.Cause counts them.
type CauseSize struct {
	Stops    int `json:"stops"`
	Degrades int `json:"degrades"`
	Concerns int `json:"concerns"`
}

// DiffRule is a rule whose result changed.
type DiffRule struct {
	ID     string         `json:"id"`
	Title  string         `json:"title"`
	Level  rules.Level    `json:"level"`
	Change DiffKind       `json:"change"`
	Why    string         `json:"why,omitzero"`
	Old    *rules.Outcome `json:"old,omitzero"` // nil where it didn't run
	New    *rules.Outcome `json:"new,omitzero"`
	// How many fail it, of whatever it is about.
	OldFails int `json:"oldFails"`
	NewFails int `json:"newFails"`
}

// DiffSeats is a product whose seats moved.
type DiffSeats struct {
	ID         tenant.GUID `json:"skuId"`
	PartNumber string      `json:"skuPartNumber"`
	Name       string      `json:"name,omitzero"`
	Change     DiffKind    `json:"change"`
	Old        *Seats      `json:"old,omitzero"` // nil where the tenant doesn't have it
	New        *Seats      `json:"new,omitzero"`
}

// Seats are those of a product, under Graph's names.
type Seats struct {
	Status   string `json:"capabilityStatus"`
	Enabled  int    `json:"enabled"`
	Consumed int    `json:"consumed"`
	Free     int    `json:"free"`
}

// DiffSetting is something of the tenant that changed, as far as reports say it.
type DiffSetting struct {
	Kind   string   `json:"kind"`          // one of rules.SubjectKinds, or subscription
	ID     string   `json:"id"`            // of the thing
	Name   string   `json:"name"`          // of it
	What   string   `json:"what"`          // of it changed: appliesTo, or the title of a rule
	Rule   string   `json:"rule,omitzero"` // that found it
	Change DiffKind `json:"change"`
	Old    string   `json:"old"` // "" where there was nothing
	New    string   `json:"new"`
}

// DiffPerson is one person who changed.
type DiffPerson struct {
	ID          tenant.GUID `json:"id"`
	UPN         string      `json:"userPrincipalName"`
	DisplayName string      `json:"displayName"`
	Department  string      `json:"department,omitzero"`
	Change      DiffKind    `json:"change"`
	Old         string      `json:"old"`
	New         string      `json:"new"`
	// Causes by their ids: those that block no longer, and those that block now.
	Fixed []string `json:"causesFixed,omitempty"`
	Added []string `json:"causesNew,omitempty"`
	// Part numbers of products.
	Lost      []string `json:"licensesRemoved,omitempty"`
	Gained    []string `json:"licensesAdded,omitempty"`
	Replanned []string `json:"plansChanged,omitempty"`
}

// DiffDevice is one device that changed.
type DiffDevice struct {
	ID     tenant.GUID `json:"id"`
	Name   string      `json:"deviceName"`
	Change DiffKind    `json:"change"`
	Old    string      `json:"old"`
	New    string      `json:"new"`
	Fixed  []string    `json:"rulesFixed,omitempty"`
	Added  []string    `json:"rulesNew,omitempty"`
}
