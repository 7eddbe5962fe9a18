package graphtest

import (
	"slices"
	"strings"
)

// comparison reads one comparison of a property of users.
func (p *parser) comparison() (matcher, error) {
	property := p.name()
	switch {
	case property == "":
		return matcher{}, invalidFilter(p.rest)
	case p.word("/$count"):
		return p.licenseCount(property)
	case property == "proxyAddresses" && p.word("/any("):
		return p.anyAddress()
	case p.word("/any("):
		return p.anyLicense(property)
	}
	op := p.name()
	if op == "ne" {
		p.advanced = true
	}
	switch property {
	case "accountEnabled", "userType", "externalUserState", "creationType":
		if op != "eq" && op != "ne" {
			return matcher{}, unsupportedFilter(property)
		}
		want, err := p.literal()
		if err != nil {
			return matcher{}, err
		}
		return p.d.where(func(u *user) bool {
			return strings.EqualFold(string(u.profile.json[property]), want) == (op == "eq")
		}), nil
	case "id", "userPrincipalName", "displayName", "mail", "usageLocation", "givenName", "surname":
	default:
		return matcher{}, unsupportedFilter(property)
	}
	holds, ok := map[string]func(int) bool{
		"eq": func(c int) bool { return c == 0 },
		"ne": func(c int) bool { return c != 0 },
		"ge": func(c int) bool { return c >= 0 },
		"le": func(c int) bool { return c <= 0 },
	}[op]
	if !ok || property == "id" && op != "eq" {
		return matcher{}, unsupportedFilter(property)
	}
	want, err := p.literal()
	if err != nil {
		return matcher{}, err
	}
	want = strings.ToLower(strings.Trim(want, `"`))
	if i, found := p.d.indexOfID(want); property == "id" && found {
		return matcher{runs: []span{{i, i + 1}}}, nil
	}
	own := ownFields[property]
	return p.d.where(func(u *user) bool {
		return holds(strings.Compare(strings.ToLower(strings.Trim(string(own(p.d, nil, u)), `"`)), want))
	}), nil
}

// literal gives a value as JSON.
func (p *parser) literal() (string, error) {
	for _, w := range []string{"true", "false", "null"} {
		if p.word(w) {
			return w, nil
		}
	}
	s, err := p.text()
	return `"` + s + `"`, err
}

// licenseCount reads "assignedLicenses/$count eq 0" and its opposite.
func (p *parser) licenseCount(property string) (matcher, error) {
	p.advanced = true
	op := p.name()
	if property != "assignedLicenses" || op != "eq" && op != "ne" || p.name() != "0" {
		return matcher{}, unsupportedFilter(property)
	}
	return p.d.where(func(u *user) bool { return (string(u.profile.json[property]) == "[]") == (op == "eq") }), nil
}

// anyAddress reads "proxyAddresses/any(x:x eq 'smtp:ADDRESS')".
func (p *parser) anyAddress() (matcher, error) {
	variable := p.name()
	if variable == "" || !p.word(":") || p.name() != variable || p.name() != "eq" {
		return matcher{}, invalidFilter(p.rest)
	}
	address, err := p.text()
	if err != nil {
		return matcher{}, err
	}
	if !p.word(")") {
		return matcher{}, invalidFilter(p.rest)
	}
	address = strings.ToLower(`"` + address + `"`)
	own := ownFields["proxyAddresses"]
	return p.d.where(func(u *user) bool {
		return strings.Contains(strings.ToLower(string(own(p.d, nil, u))), address)
	}), nil
}

// anyLicense reads "assignedLicenses/any(x:x/skuId eq GUID)".
func (p *parser) anyLicense(property string) (matcher, error) {
	v := p.name()
	if property != "assignedLicenses" || !p.word(":") || p.name() != v || !p.word("/skuId") || p.name() != "eq" {
		return matcher{}, unsupportedFilter(property)
	}
	end := strings.IndexByte(p.rest, ')')
	if end < 0 {
		return matcher{}, invalidFilter(p.rest)
	}
	id := strings.ToLower(strings.TrimSpace(p.rest[:end]))
	p.rest = p.rest[end+1:]
	return p.d.where(func(u *user) bool {
		parts, _ := u.profile.assigned(p.d.skus)
		return slices.ContainsFunc(parts, func(part string) bool { return p.d.skus[part].ID == id })
	}), nil
}
