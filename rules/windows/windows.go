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
	Date     time.Time // of the newest source
	releases []Release
	editions map[int]Edition
}

// Release is one release of Windows 11.
type Release struct {
	Name     string // "24H2"
	Build    int    // 26100
	Released time.Time
	LTSC     bool
	// Ends of servicing of Home and Pro, and of Enterprise and Education. Zero is none, or not verified.
	Consumer, Enterprise                     time.Time
	ConsumerUnverified, EnterpriseUnverified bool
}

// Class says what the requirement document makes of an edition.
type Class string

// The classes. The zero value is an edition that is in no table.
const (
	Supported  Class = "supported"
	LTSC       Class = "ltsc" // supported by the edition of 2025-06-11 only
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

// ParseVersion reads osVersion. It takes it without a revision too.
func ParseVersion(s string) (v Version, ok bool) {
	parts := strings.Split(s, ".")
	if len(parts) < 3 || len(parts) > 4 || parts[0] != "10" || parts[1] != "0" {
		return Version{}, false
	}
	var err error
	if v.Build, err = strconv.Atoi(parts[2]); err != nil || v.Build <= 0 {
		return Version{}, false
	}
	if len(parts) == 4 {
		if v.Revision, err = strconv.Atoi(parts[3]); err != nil || v.Revision < 0 {
			return Version{}, false
		}
	}
	return v, true
}

// firstBuild is the first of Windows 11.
const firstBuild = 22000

// Windows11 reports whether a build is one of Windows 11.
func (v Version) Windows11() bool { return v.Build >= firstBuild }

// Release finds the release of a build, that of the long-term channel where ltsc asks for it.
func (t *Tables) Release(build int, ltsc bool) (Release, bool) {
	for _, r := range t.releases {
		if r.Build == build && r.LTSC == ltsc {
			return r, true
		}
	}
	return Release{}, false
}

// Newest is the highest build of the table.
func (t *Tables) Newest() int {
	build := 0
	for _, r := range t.releases {
		build = max(build, r.Build)
	}
	return build
}

// Ends is when a release gets its last update on an edition; known is false where no source says.
func (r Release) Ends(e Edition) (end time.Time, known bool) {
	end, unverified := r.Consumer, r.ConsumerUnverified
	if e.Enterprise {
		end, unverified = r.Enterprise, r.EnterpriseUnverified
	}
	return end, !unverified && !end.IsZero()
}
