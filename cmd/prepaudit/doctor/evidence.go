package doctor

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"time"

	"prepaudit/rules/tenant"
)

// Evidence is how Graph answers one tenant: shapes and counts, and no name, id or value of its directory. What it says
// is a word of Graph's metadata or of this package, the name of a property, or a number.
type Evidence struct {
	Program  string         `json:"prepaudit"` // the version
	Date     string         `json:"date"`      // of the answers, 2026-11-27
	Cloud    string         `json:"cloud"`     // as in --cloud
	SignedIn string         `json:"signedIn"`  // as a person, as an app, or unknown
	Reads    []Read         `json:"reads"`
	Related  map[string]int `json:"related"` // what only several answers together tell
	Answers  []*Answer      `json:"answers"`
	Findings []Finding      `json:"findings"` // of the checks of Program; see Examine
}

// Read is how the read of a dataset ended.
type Read struct {
	Dataset    tenant.Dataset `json:"dataset"`
	Ended      string         `json:"ended"`                // one of the words below
	Permission string         `json:"permission,omitempty"` // that would open what was refused
	Property   string         `json:"property,omitempty"`   // of another form
}

// The words of Read.Ended.
const (
	wasRead       = "read"
	refused       = "refused"
	refusedApp    = "refused to an app"
	refusedRole   = "refused for want of an Intune role or license"
	unlicensed    = "not there without Microsoft Entra ID P1"
	noIntune      = "not there without Intune"
	malformed     = "a value has another form"
	failed        = "failed"          // or a property is absent without which it is not understood
	nothingToRead = "nothing to read" // what it hangs on was not read, or names nothing
)

// Answer is all answers to one request that are alike in status and code. Requests that differ only in ids, in names or
// in the page are one.
type Answer struct {
	For      []tenant.Dataset  `json:"for"`
	Probe    bool              `json:"probe,omitempty"` // prepaudit asks it for the sake of a check only
	Request  string            `json:"request"`
	Batch    bool              `json:"batch,omitempty"` // an item of a $batch
	Status   int               `json:"status"`          // 0: the connection failed
	Code     string            `json:"code,omitempty"`  // Graph's error code
	Says     []string          `json:"says,omitempty"`  // which known sentences the error has
	Times    int               `json:"times"`
	Headers  map[string]int    `json:"headers,omitempty"` // of the answer, as far as a check looks at them
	Elements int               `json:"elements,omitempty"`
	Again    int               `json:"again,omitempty"`    // of Elements, those that an earlier page had
	Counts   []int             `json:"counts,omitempty"`   // by $count and @odata.count
	Withheld int               `json:"withheld,omitempty"` // times that a count above zero came without elements
	Cut      int               `json:"cut,omitempty"`      // times that a next page was not asked for
	Next     map[string]int    `json:"next,omitempty"`     // forms of @odata.nextLink
	Shape    map[string]*Shape `json:"shape,omitempty"`    // by path: value[].assignedLicenses[].skuId
}

// Shape is what stands at one path.
type Shape struct {
	Kind   string         `json:"kind,omitempty"`   // by Graph's metadata; "" for a property that it does not have
	Types  map[string]int `json:"types"`            // of JSON, numbers as whole number and fraction
	Forms  map[string]int `json:"forms,omitempty"`  // of the values, such as guid, time, empty, zero
	Values map[string]int `json:"values,omitempty"` // those that Graph's metadata or this package lists
}

// total is how often there is something at the path, be it null.
func (s *Shape) total() (n int) {
	if s != nil {
		for _, times := range s.Types {
			n += times
		}
	}
	return n
}

// filled is how often it is neither null nor empty nor zero.
func (s *Shape) filled() int {
	if s == nil {
		return 0
	}
	return s.total() - s.Types["null"] - s.Forms["empty"] - s.Forms["zero"] - s.Values["unknown"]
}

// sorted puts what arrived in any order into one.
func (e *Evidence) sorted() {
	slices.SortFunc(e.Answers, func(a, b *Answer) int {
		return cmp.Or(cmp.Compare(a.Request, b.Request), cmp.Compare(a.Status, b.Status), cmp.Compare(a.Code, b.Code))
	})
	for _, a := range e.Answers {
		slices.Sort(a.For)
		slices.Sort(a.Says)
	}
}

// WriteZip writes the evidence as one file of JSON in a ZIP archive.
func (e *Evidence) WriteZip(w io.Writer, now time.Time) error {
	z := zip.NewWriter(w)
	f, err := z.CreateHeader(&zip.FileHeader{Name: "evidence.json", Method: zip.Deflate, Modified: now})
	if err == nil {
		err = e.Write(f)
	}
	if err != nil {
		return err
	}
	return z.Close()
}

// Write writes the evidence as JSON that is read easily: a line for each thing that was seen.
func (e *Evidence) Write(w io.Writer) error {
	var b bytes.Buffer
	one := func(before string, v any, after string) {
		b.WriteString(before)
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		_ = enc.Encode(v) // into memory, and of maps and texts: it can't fail
		b.Truncate(b.Len() - 1)
		b.WriteString(after)
	}
	one(`{"prepaudit":`, e.Program, ",\n")
	one(` "date":`, e.Date, ",\n")
	one(` "cloud":`, e.Cloud, ",\n")
	one(` "signedIn":`, e.SignedIn, ",\n \"reads\":[")
	for i, r := range e.Reads {
		one(separator(i)+"  ", r, "")
	}
	one("],\n \"related\":", e.Related, ",\n \"answers\":[")
	for i, a := range e.Answers {
		bare := *a
		bare.Shape = nil
		one(separator(i)+"  ", bare, "")
		if len(a.Shape) == 0 {
			continue
		}
		b.Truncate(b.Len() - 1)
		b.WriteString(",\"shape\":{")
		for j, path := range slices.Sorted(maps.Keys(a.Shape)) {
			one(separator(j)+"   ", path, ":")
			one("", a.Shape[path], "")
		}
		b.WriteString("}}")
	}
	b.WriteString("],\n \"findings\":[")
	for i, f := range e.Findings {
		one(separator(i)+"  ", f, "")
	}
	b.WriteString("]}\n")
	_, err := b.WriteTo(w)
	return err
}

func separator(i int) string {
	if i == 0 {
		return "\n"
	}
	return ",\n"
}

// add counts what several maps hold.
func add(to *map[string]int, from map[string]int) {
	if len(from) > 0 && *to == nil {
		*to = map[string]int{}
	}
	for _, k := range slices.Sorted(maps.Keys(from)) {
		(*to)[k] += from[k]
	}
}
