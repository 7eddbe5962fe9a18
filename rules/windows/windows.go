// Package windows knows the releases and editions of Windows 11: which get updates until when, and which the
// requirement document names. It knows no tenant.
package windows

import (
	_ "embed"
	"strconv"
	"strings"
	"time"
)

//go:embed releases.txt
var embedded string

// Tables are the dated tables of releases and editions.
type Tables struct {
	releases []Release
	editions map[int]Edition
	source   Source // of the lines that are read
}

// Source is where a line of a table is from. Date is zero where the source says none.
type Source struct {
	Date  time.Time
	Where string
}

// Channel is a servicing channel of Windows.
type Channel string

// The channels: General Availability, Long-Term Servicing, and that of IoT Enterprise.
const (
	General     Channel = ""
	LongTerm    Channel = "ltsc"
	IoTLongTerm Channel = "iot-ltsc"
)

// Release is one release of Windows 11.
type Release struct {
	Name     string // "24H2"
	Build    int    // 26100
	Released time.Time
	Channel  Channel
	Source   Source
	// Ends of servicing of Home and Pro, and of Enterprise and Education. Zero is none, or not verified.
	Consumer, Enterprise                     time.Time
	ConsumerUnverified, EnterpriseUnverified bool
}

// Class says what the requirement document makes of an edition.
type Class string

// The classes. The zero value is an edition that is in no table.
const (
	Supported  Class = "supported"
	LTSC       Class = "ltsc" // supported by Microsoft's page of 2025-06-11 only
	Evaluation Class = "evaluation"
	Other      Class = "other"      // not among the document's
	Unverified Class = "unverified" // no source says what its number stands for
)

// Edition is one edition of Windows by its number.
type Edition struct {
	Number     int
	Name       string
	Class      Class
	Enterprise bool // its servicing ends with Enterprise and Education
	Channel    Channel
	Source     Source
}

// Default gives the embedded tables.
func Default() *Tables {
	t, err := Read(strings.NewReader(embedded))
	if err != nil {
		panic(err) // a test reads them
	}
	return t
}

// Text is the embedded tables as a file that Read takes.
func Text() string { return embedded }

// Edition finds an edition by its number; the zero Edition where no table has it.
func (t *Tables) Edition(number int) Edition { return t.editions[number] }

// Version is what Graph's osVersion says: "10.0.26100.4061".
type Version struct{ Build, Revision int }

// ParseVersion reads osVersion. It takes it without a revision too, which is -1 then.
func ParseVersion(s string) (v Version, ok bool) {
	rest, ok := strings.CutPrefix(s, "10.0.")
	if !ok {
		return Version{}, false
	}
	build, revision, both := strings.Cut(rest, ".")
	var err error
	if v.Build, err = strconv.Atoi(build); err != nil || v.Build <= 0 {
		return Version{}, false
	}
	v.Revision = -1
	if both {
		if v.Revision, err = strconv.Atoi(revision); err != nil || v.Revision < 0 {
			return Version{}, false
		}
	}
	return v, true
}

// firstBuild is the first of Windows 11.
const firstBuild = 22000

// Windows11 reports whether a build is one of Windows 11.
func (v Version) Windows11() bool { return v.Build >= firstBuild }

// Release finds the release of a build in a channel; nil where there is none.
func (t *Tables) Release(build int, ch Channel) *Release {
	for i := range t.releases {
		if r := &t.releases[i]; r.Build == build && r.Channel == ch {
			return r
		}
	}
	return nil
}

// Twice reports whether a build is a release in more than one channel, so that the edition decides.
func (t *Tables) Twice(build int) bool {
	n := 0
	for _, r := range t.releases {
		if r.Build == build {
			n++
		}
	}
	return n > 1
}

// Date is the day of the newest source of a release.
func (t *Tables) Date() time.Time {
	var newest time.Time
	for _, r := range t.releases {
		if r.Source.Date.After(newest) {
			newest = r.Source.Date
		}
	}
	return newest
}

// Oldest is the day of the oldest source of a release or an edition; zero where one has no day.
func (t *Tables) Oldest() time.Time {
	oldest := t.releases[0].Source.Date
	older := func(s Source) {
		if s.Date.Before(oldest) {
			oldest = s.Date
		}
	}
	for _, r := range t.releases {
		older(r.Source)
	}
	for _, e := range t.editions {
		older(e.Source)
	}
	return oldest
}

// Newest is the highest build of the table.
func (t *Tables) Newest() int {
	build := 0
	for _, r := range t.releases {
		build = max(build, r.Build)
	}
	return build
}

// OldestServiced is the release of the General Availability Channel with the lowest build, from one on, that some
// edition gets updates for on a day, or may, where no source says until when; nil where there is none.
func (t *Tables) OldestServiced(day time.Time, from int) *Release {
	lasts := func(end time.Time, unverified bool) bool { return unverified || day.Before(end.AddDate(0, 0, 1)) }
	var oldest *Release
	for i := range t.releases {
		r := &t.releases[i]
		if r.Channel != General || r.Build < from || oldest != nil && r.Build > oldest.Build {
			continue
		}
		if lasts(r.Consumer, r.ConsumerUnverified) || lasts(r.Enterprise, r.EnterpriseUnverified) {
			oldest = r
		}
	}
	return oldest
}

// Ends is when a release gets its last update on an edition; known is false where no source says.
func (r *Release) Ends(e Edition) (end time.Time, known bool) {
	end, unverified := r.Consumer, r.ConsumerUnverified
	if e.Enterprise {
		end, unverified = r.Enterprise, r.EnterpriseUnverified
	}
	return end, !unverified && !end.IsZero() && e.Class != Unverified
}
