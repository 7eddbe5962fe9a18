package graph

import (
	"time"

	"prepaudit/graph/odata"
)

// readTime reads a date; null, "" and Graph's year 1 are the zero time.
func readTime(d *odata.Decoder) time.Time {
	s := d.Text()
	if len(s) == 0 {
		return time.Time{}
	}
	var t time.Time
	if err := t.UnmarshalText(s); err != nil {
		d.Fail("%.40q isn't a date", s)
	}
	if t.Year() <= 1 {
		return time.Time{}
	}
	return t
}

// readSeconds reads a date in the form that Graph writes of assignments, 2026-08-20T10:11:12Z, without the cost of
// all others; those are read by readTime.
func readSeconds(d *odata.Decoder) int64 {
	s := d.Text()
	if len(s) != len("2006-01-02T15:04:05Z") || s[len(s)-1] != 'Z' {
		if len(s) == 0 {
			return 0
		}
		var t time.Time
		if err := t.UnmarshalText(s); err != nil {
			d.Fail("%.40q isn't a date", s)
		}
		return t.Unix()
	}
	digits := func(from, n int) (v int) {
		for _, c := range s[from : from+n] {
			if c < '0' || c > '9' {
				d.Fail("%.40q isn't a date", s)
			}
			v = v*10 + int(c-'0')
		}
		return v
	}
	year, month, day := digits(0, 4), time.Month(digits(5, 2)), digits(8, 2)
	return time.Date(year, month, day, digits(11, 2), digits(14, 2), digits(17, 2), 0, time.UTC).Unix()
}
