package graph

import (
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// userPage is the users of one page. Its slices are used again for the next page; the texts are
// one string a page, so that a user costs no allocation and what is kept of them stays as it is.
type userPage struct {
	users    []tenant.User
	texts    []byte
	spans    []span
	licenses []tenant.License
	states   []tenant.LicenseState
	plans    []tenant.GUID
	assigned []tenant.AssignedPlan
	words    words
	q        UserQuery
	saved    bool // it is a file: what nobody has in it was perhaps not asked for
	signIns  bool // some user has signInActivity
}

// newUserPage makes room for a full page, so that growing leaves no garbage behind.
func (c *Client) newUserPage(q UserQuery) *userPage {
	const most = 999
	return &userPage{
		q: q, saved: c.saved != nil,
		users: make([]tenant.User, 0, most), spans: make([]span, 0, most), texts: make([]byte, 0, 64*most),
		licenses: make([]tenant.License, 0, 3*most/2), states: make([]tenant.LicenseState, 0, 3*most/2),
	}
}

// span is where the texts of a user lie in userPage.texts.
type span struct{ name, nameEnd, upn, upnEnd, employee, employeeEnd, onPremises, onPremisesEnd uint32 }

// reset forgets the users.
func (p *userPage) reset() {
	p.users, p.texts, p.spans = p.users[:0], p.texts[:0], p.spans[:0]
	p.licenses, p.states, p.plans, p.assigned = p.licenses[:0], p.states[:0], p.plans[:0], p.assigned[:0]
	p.signIns = false
}

// finish gives the users their texts.
func (p *userPage) finish(bool) error {
	texts := string(p.texts)
	for i, s := range p.spans {
		u := &p.users[i]
		u.DisplayName, u.UPN = texts[s.name:s.nameEnd], texts[s.upn:s.upnEnd]
		u.EmployeeID = texts[s.employee:s.employeeEnd]
		u.OnPremisesUPN = texts[s.onPremises:s.onPremisesEnd]
		p.complete(u)
	}
	return nil
}

// add reads one user. What only some queries ask for is read by addMore and completed by complete.
func (p *userPage) add(d *odata.Decoder) {
	if !entity(d) {
		return
	}
	var u tenant.User
	var s span
	for key := d.Key(); key != nil; key = d.Key() {
		switch string(key) {
		case "id":
			u.ID = readGUID(d)
		case "displayName":
			s.name, s.nameEnd = p.readText(d)
		case "userPrincipalName":
			s.upn, s.upnEnd = p.readText(d)
		case "accountEnabled":
			u.Enabled = readTri(d)
		case "userType":
			u.UserType = p.words.of(d.Text())
		case "externalUserState":
			u.ExternalUserState = p.words.of(d.Text())
		case "creationType":
			u.CreationType = p.words.of(d.Text())
		case "usageLocation":
			u.UsageLocation, u.UsageLocationKnown = p.words.of(d.Text()), true
		case "assignedLicenses":
			u.Licenses, u.LicensesKnown = p.readLicenses(d)
		case "licenseAssignmentStates":
			u.States, u.StatesKnown = p.readStates(d)
		default:
			p.addMore(d, string(key), &u, &s)
		}
	}
	if u.ID.IsZero() {
		d.Fail("a user without an id (userPrincipalName %.100q)", p.texts[s.upn:s.upnEnd])
	}
	p.users, p.spans = append(p.users, u), append(p.spans, s)
}

func (p *userPage) readText(d *odata.Decoder) (start, end uint32) {
	start = uint32(len(p.texts))
	p.texts = append(p.texts, d.Text()...)
	return start, uint32(len(p.texts))
}

// readLicenses reads assignedLicenses; null is as good as absent.
func (p *userPage) readLicenses(d *odata.Decoder) (licenses []tenant.License, known bool) {
	if !d.Array() {
		return nil, false
	}
	start := len(p.licenses)
	for d.More() {
		if !entity(d) {
			break
		}
		var l tenant.License
		for key := d.Key(); key != nil; key = d.Key() {
			switch string(key) {
			case "skuId":
				l.SKU = readGUID(d)
			case "disabledPlans":
				l.Disabled = p.readPlans(d)
			default:
				d.Skip()
			}
		}
		p.licenses = append(p.licenses, l)
	}
	return p.licenses[start:len(p.licenses):len(p.licenses)], true
}

// readStates reads licenseAssignmentStates; null is as good as absent.
func (p *userPage) readStates(d *odata.Decoder) (states []tenant.LicenseState, known bool) {
	if !d.Array() {
		return nil, false
	}
	start := len(p.states)
	for d.More() {
		if !entity(d) {
			break
		}
		var s tenant.LicenseState
		for key := d.Key(); key != nil; key = d.Key() {
			switch string(key) {
			case "skuId":
				s.SKU = readGUID(d)
			case "disabledPlans":
				s.Disabled = p.readPlans(d)
			case "assignedByGroup":
				s.Group = readGUID(d)
			case "state":
				s.State = p.words.of(d.Text())
			case "lastUpdatedDateTime":
				if p.q.People {
					s.Updated = readSeconds(d)
				} else {
					d.Skip()
				}
			case "error":
				if s.Error = p.words.of(d.Text()); s.Error == "None" {
					s.Error = ""
				}
			default:
				d.Skip()
			}
		}
		p.states = append(p.states, s)
	}
	return p.states[start:len(p.states):len(p.states)], true
}

func (p *userPage) readPlans(d *odata.Decoder) []tenant.GUID {
	if !d.Array() {
		return nil
	}
	start := len(p.plans)
	for d.More() {
		p.plans = append(p.plans, readGUID(d))
	}
	return p.plans[start:len(p.plans):len(p.plans)]
}
