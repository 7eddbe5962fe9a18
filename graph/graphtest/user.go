package graphtest

import (
	"strconv"
	"strings"
	"time"
)

// user is one user, made on the fly.
type user struct {
	index   int
	rank    int // -1 for what is no person
	block   *block
	profile *profile
	surname name
	number  int // tells namesakes apart; 0 for the first of them
}

func (d *directory) user(index int) user {
	b := &d.blocks[d.blockOf(index)]
	place := index - b.first
	if b.special != nil {
		return user{index: index, rank: -1, block: b, profile: b.special, number: place}
	}
	rank := d.rank(b.before + place)
	s := len(b.surnames)
	// 101 is prime and divides no list of surnames: neighbors have different names.
	surname := b.surnames[(place*101+b.turn)%s]
	return user{index: index, rank: rank, block: b, profile: d.profileOf(rank), surname: surname, number: place / s}
}

// nodeMask keeps an index inside the last six bytes of an id.
const nodeMask = 1<<48 - 1

// appendUserID hides the index in the id's last six bytes, so that a user can be found by it.
func (d *directory) appendUserID(b []byte, index int) []byte {
	h := mix(mix(d.Seed) + uint64(index))
	node := (uint64(index)*0x5deece66d + mix(d.Seed)) & nodeMask
	return appendGUID(b, h, 0x8000<<48|h&0x3fff<<48|node)
}

// indexOfID is the inverse of appendUserID.
func (d *directory) indexOfID(id string) (int, bool) {
	if len(id) != 36 {
		return 0, false
	}
	node, err := strconv.ParseUint(id[24:], 16, 64)
	if err != nil {
		return 0, false
	}
	// 0xdfe05bcb1365 is the inverse of 0x5deece66d modulo 2^48.
	index := int((node - mix(d.Seed)) * 0xdfe05bcb1365 & nodeMask)
	return index, index < d.users && strings.EqualFold(string(d.appendUserID(nil, index)), id)
}

func (u *user) appendLocal(b []byte) []byte {
	b = append(b, u.block.prefix...)
	if u.rank >= 0 {
		b = append(b, '.')
		b = append(b, u.surname.folded...)
	}
	if u.number > 0 {
		b = strconv.AppendInt(b, int64(u.number), 10)
	}
	return b
}

func (d *directory) appendUPN(b []byte, u *user) []byte {
	b = u.appendLocal(b)
	if u.profile.invited() {
		return append(b, "_fabrikam.com#EXT#@"+d.initialDomain...)
	}
	b = append(b, '@')
	return append(b, d.domain...)
}

func (d *directory) appendDisplayName(b []byte, u *user) []byte {
	if n := len(d.shownNames); n > 0 && u.rank >= 0 && u.rank%3 == 0 {
		return append(b, d.shownNames[u.rank/3%n]...)
	}
	b = append(b, u.block.given.shown...)
	if u.rank >= 0 {
		b = append(b, ' ')
		b = append(b, u.surname.shown...)
	} else if u.number > 0 {
		b = append(b, ' ')
		b = strconv.AppendInt(b, int64(u.number+1), 10)
	}
	return b
}

// field writes one property's value.
type field func(d *directory, b []byte, u *user) []byte

func quoted(inner field) field {
	return func(d *directory, b []byte, u *user) []byte {
		return append(inner(d, append(b, '"'), u), '"')
	}
}

// ownFields are the properties that differ from user to user.
var ownFields = map[string]field{
	"id":                quoted(func(d *directory, b []byte, u *user) []byte { return d.appendUserID(b, u.index) }),
	"userPrincipalName": quoted((*directory).appendUPN),
	"displayName":       quoted((*directory).appendDisplayName),
	"mail": quoted(func(d *directory, b []byte, u *user) []byte {
		return append(append(u.appendLocal(b), '@'), d.domain...)
	}),
	// A person has an alias besides.
	"proxyAddresses": func(d *directory, b []byte, u *user) []byte {
		b = append(u.appendLocal(append(b, `["SMTP:`...)), '@')
		b = append(append(b, d.domain...), '"')
		if u.rank >= 0 {
			alias := strings.ReplaceAll(string(u.appendLocal(nil)), ".", "-")
			b = append(append(b, `,"smtp:`+alias+"@"...), d.domain...)
			b = append(b, '"')
		}
		return append(b, ']')
	},
	"givenName": quoted(func(d *directory, b []byte, u *user) []byte { return append(b, u.block.given.shown...) }),
	"surname":   quoted(func(d *directory, b []byte, u *user) []byte { return append(b, u.surname.shown...) }),
	"usageLocation": func(d *directory, b []byte, u *user) []byte {
		if u.profile.nowhere {
			return append(b, "null"...)
		}
		const codes = "DEUSGBFRJPSENLES"
		i := len(u.surname.folded) * 7 % (len(codes) / 2) * 2
		return append(b, '"', codes[i], codes[i+1], '"')
	},
	"createdDateTime": quoted(func(d *directory, b []byte, u *user) []byte {
		return d.Now.AddDate(0, 0, -30-int(mix(uint64(u.index))%3000)).AppendFormat(b, time.RFC3339)
	}),
	"signInActivity": func(d *directory, b []byte, u *user) []byte {
		// A few never signed in, and a few have not for more than a year; nobody signs in to a shared mailbox.
		luck := mix(uint64(u.index)) % 40
		if luck == 0 || u.block.special != nil && len(u.profile.holds) == 0 {
			return append(b, "null"...)
		}
		ago := time.Duration(mix(uint64(u.index))%9000) * time.Minute
		if luck == 1 {
			ago += 400 * 24 * time.Hour
		}
		b = append(b, `{"lastSignInDateTime":"`...)
		b = d.Now.Add(-ago).AppendFormat(b, time.RFC3339)
		return append(b, `","lastSignInRequestId":"`+d.guid("signin", u.index)+`"}`...)
	},
	"employeeId": func(d *directory, b []byte, u *user) []byte {
		if u.profile.invited() {
			return append(b, "null"...)
		}
		return append(strconv.AppendInt(append(b, '"', 'E'), int64(100_000+u.index), 10), '"')
	},
	"companyName": func(d *directory, b []byte, _ *user) []byte { return append(b, d.company...) },
	"department":  ofUnit(0),
	"country":     ofUnit(1),
	"employeeOrgData": func(d *directory, b []byte, u *user) []byte {
		return append(ofUnit(2)(d, append(b, `{"division":null,"costCenter":`...), u), '}')
	},
	// Where somebody married, the directory on premises sometimes keeps the old name.
	"onPremisesUserPrincipalName": func(d *directory, b []byte, u *user) []byte {
		if !d.renamed || u.index%60 != 11 {
			return append(b, "null"...)
		}
		b = append(u.appendLocal(append(b, '"')), "@corp."...)
		return append(append(b, d.domain...), '"')
	},
}

// units are department, country and cost center of a part of the people.
var units = [][3]string{
	{"Sales", "Germany", "4100"}, {"Finance", "Germany", "2200"}, {"Operations", "France", "3100"},
	{"Research", "United States", "5100"},
	{"Human Resources", "Germany", "2100"}, {"Support", "Spain", "4300"},
}

func ofUnit(i int) field {
	return func(_ *directory, b []byte, u *user) []byte {
		b = append(b, '"')
		b = append(b, units[len(u.surname.folded)%len(units)][i]...)
		return append(b, '"')
	}
}

// column is one selected property of users.
type column struct {
	key    string // `"name":`, with the comma before it
	own    field  // nil: the profile has it
	name   string
	always []byte // the same for everybody
}

// columns prepares the writing of the selected properties, which the schema knows.
func (d *directory) columns(version string, selected []string) []column {
	var out []column
	for i, name := range selected {
		c := column{key: `,"` + name + `":`, name: name, own: ownFields[name]}
		if i == 0 {
			c.key = c.key[1:]
		}
		if _, known := d.profiles[0].json[name]; !known && c.own == nil {
			c.always = []byte("null")
			if isCollection(version, "user", name) {
				c.always = []byte("[]")
			}
		}
		out = append(out, c)
	}
	return out
}

// appendUser writes u with these columns, in braces; odataType is written first where it is not "".
func (d *directory) appendUser(b []byte, u *user, cols []column, odataType string) []byte {
	b = append(b, '{')
	if odataType != "" {
		b = append(b, `"@odata.type":"#microsoft.graph.`...)
		b = append(b, odataType...)
		b = append(b, '"', ',')
	}
	for i := range cols {
		c := &cols[i]
		b = append(b, c.key...)
		switch {
		case c.own != nil:
			b = c.own(d, b, u)
		case c.always != nil:
			b = append(b, c.always...)
		default:
			b = append(b, u.profile.json[c.name]...)
		}
	}
	return append(b, '}')
}
