package rules

import (
	"fmt"
	"strconv"
	"strings"
)

// Maximum is how many people may be blocked before a run fails for it. The zero value is none that was stated: nobody.
type Maximum struct {
	stated bool
	people int
	share  int64 // of those whose verdict is known, in millionths of a percent; where it is one of percent
	of     bool  // it is one
}

const (
	wholePercent = 1_000_000 // of share
	wholeShare   = 100 * wholePercent
)

// ParseMaximum reads a number of people, "5", or a share of them, "1.5%". "" is none.
func ParseMaximum(text string) (Maximum, error) {
	number, percent := strings.CutSuffix(text, "%")
	whole, part, point := strings.Cut(number, ".")
	n, err := strconv.ParseUint(whole, 10, 31)
	switch {
	case text == "":
		return Maximum{}, nil
	case err != nil, strings.HasPrefix(whole, "+"), point && (!percent || part == "" || len(part) > 6):
		return Maximum{}, fmt.Errorf("%.40q is neither a number of people, such as 5, nor a share of them, such as 1.5%%", text)
	case !percent:
		return Maximum{stated: true, people: int(n)}, nil
	}
	fraction, err := strconv.ParseUint((part + "000000")[:6], 10, 31)
	share := int64(n)*wholePercent + int64(fraction)
	switch {
	case err != nil:
		return Maximum{}, fmt.Errorf("%.40q is no share of people, such as 1.5%%", text)
	case share > wholeShare:
		return Maximum{}, fmt.Errorf("%.40q is more than everybody: 100%%", text)
	}
	return Maximum{stated: true, of: true, share: share}, nil
}

// Allows reports whether so many people may be blocked, of so many whose verdict is known.
func (m Maximum) Allows(blocked, known int) bool {
	if m.of {
		return int64(blocked)*wholeShare <= m.share*int64(known)
	}
	return blocked <= m.people
}
