package reports

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"regexp"
	"slices"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// month is the first day of a time's month: a day tells apart the devices of a tenant that enrolls some a week, and the
// last sign-ins of most users.
func month(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return time.Date(t.UTC().Year(), t.UTC().Month(), 1, 0, 0, 0, 0, time.UTC)
}

// monthOf is the same of a time as text; a word for no time stays.
func monthOf(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	return month(t).Format(time.RFC3339)
}

// signedIn is a day in what LIC-17 says of a user, with how long ago it was.
var signedIn = regexp.MustCompile(`\b(\d{4}-\d{2})-\d{2}(?:, [\d,]+ days? ago)?`)

// ordered puts licenses into an order that is not Graph's.
func ordered(all []tenant.License) []tenant.License {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b tenant.License) int { return bytes.Compare(a.SKU[:], b.SKU[:]) })
	return all
}

// cause is what is to be done, without the names of users. Its commands keep their quotes, and their ids: those of
// policies, groups, apps and products, since of a person they have no id.
func (x *redacted) cause(c *rules.Cause) {
	c.Title, c.Alone, c.Fix, c.Why = x.r.Text(c.Title), x.r.Text(c.Alone), x.r.names(c.Fix), x.r.Text(c.Why)
	c.PowerShell, c.Bash = x.r.addresses(c.PowerShell), x.r.addresses(c.Bash)
	if slices.Contains(c.Rules, "LIC-17") {
		c.Why = signedIn.ReplaceAllString(c.Why, "$1")
	}
}

var seed = maphash.MakeSeed()

// look notes what a user looks like to whoever can list the directory: by the properties that both show, and by the
// products. Of a million users that all look different it takes some 40 MB.
func (x *redacted) look(u *record.User) {
	var h maphash.Hash
	h.SetSeed(seed)
	note := func(s string) { h.WriteString(s); h.WriteByte(0) }
	for _, s := range []string{u.Company, u.Department, u.Country, u.CostCenter, u.UsageLocation, u.UserType,
		u.ExternalUserState, u.CreationType} {
		note(s)
	}
	note([...]string{"", "disabled", "enabled"}[u.Enabled])
	for _, s := range u.Extra {
		if !pseudonym.MatchString(s) { // which nobody can list
			note(s)
		}
	}
	if u.Devices != nil {
		note(fmt.Sprint(*u.Devices))
	}
	for i := range u.Licenses {
		h.Write(u.Licenses[i].SKU[:])
	}
	_, seen := x.alike[h.Sum64()]
	x.alike[h.Sum64()] = !seen
}

// unique is how many users look like no other.
func (x *redacted) unique() int {
	n := 0
	for _, alone := range x.alike {
		if alone {
			n++
		}
	}
	return n
}

// Unique says how many users of the last report look like no other, by department, country, products and whatever else
// the report shows that the directory lists; "" for none.
func (r *Redactor) Unique() string {
	if r.unique == 0 {
		return ""
	}
	return fmt.Sprintf("%s of %s %s like no other by department, country, products and what else the report shows: whoever "+
		"can list the directory can name them", english.Number(r.unique), english.Count(r.users, "redacted user"),
		english.Verb(r.unique, "looks", "look"))
}
