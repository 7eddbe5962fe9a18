package graph

import (
	"slices"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// userProperty is a property of a user that has a field of tenant.User. One of word, text and read says how it is read.
type userProperty struct {
	name  string                // in Graph
	asked func(*UserQuery) bool // nil: always
	// listed says that every report of users has it, so that it is no further column: under its own name, or inner's.
	listed bool

	word  func(*tenant.User) *string // a text that many users have
	text  func(*tenant.User) *string // one that is a user's own
	inner string                     // it is an object, whose property of this name is the text
	known func(*tenant.User) *bool   // that it was sent, be it null; nil where nobody asks
	rare  bool                       // Graph leaves it out of users who have none

	read   func(*userPage, *odata.Decoder, *userRow) (value bool) // false for null, where Graph never sends that
	column func(*tenant.User) string                              // its value as a further column; nil for the text itself
}

// userProperties are all of them, in the order in which they are asked for: what nobody has to ask for is
// tenant.UserProperties.
var userProperties = []userProperty{
	{name: "id", listed: true, read: func(p *userPage, d *odata.Decoder, r *userRow) bool {
		r.id = readGUID(d)
		return true
	}},
	{name: "displayName", listed: true, text: func(u *tenant.User) *string { return &u.DisplayName }},
	{name: "userPrincipalName", listed: true, text: func(u *tenant.User) *string { return &u.UPN }},
	{name: "accountEnabled", read: func(p *userPage, d *odata.Decoder, r *userRow) bool {
		r.enabled = readTri(d)
		return r.enabled != tenant.Unknown
	},
		column: func(u *tenant.User) string {
			return map[tenant.Tri]string{tenant.Yes: "true", tenant.No: "false"}[u.Enabled]
		}},
	{name: "userType", word: func(u *tenant.User) *string { return &u.UserType }},
	{name: "externalUserState", word: func(u *tenant.User) *string { return &u.ExternalUserState }},
	{name: "creationType", word: func(u *tenant.User) *string { return &u.CreationType }},
	{name: "usageLocation", word: func(u *tenant.User) *string { return &u.UsageLocation },
		known: func(u *tenant.User) *bool { return &u.UsageLocationKnown }},
	{name: "assignedLicenses", read: (*userPage).readLicenses},
	{name: "licenseAssignmentStates", read: (*userPage).readStates},
	{name: "employeeId", asked: people, listed: true, text: func(u *tenant.User) *string { return &u.EmployeeID }},
	{name: "companyName", asked: people, listed: true, word: func(u *tenant.User) *string { return &u.Company }},
	{name: "department", asked: people, listed: true, word: func(u *tenant.User) *string { return &u.Department }},
	{name: "country", asked: people, listed: true, word: func(u *tenant.User) *string { return &u.Country }},
	{name: "employeeOrgData", rare: true, asked: people, listed: true, inner: "costCenter",
		word: func(u *tenant.User) *string { return &u.CostCentre }},
	{name: "onPremisesUserPrincipalName", asked: func(q *UserQuery) bool { return q.OnPremisesUPN },
		text:  func(u *tenant.User) *string { return &u.OnPremisesUPN },
		known: func(u *tenant.User) *bool { return &u.OnPremisesUPNKnown }},
	{name: "signInActivity", rare: true, asked: func(q *UserQuery) bool { return q.SignIns }, read: (*userPage).readSignIns},
	{name: "assignedPlans", asked: func(q *UserQuery) bool { return q.Plans }, read: (*userPage).readAssigned},
}

func people(q *UserQuery) bool { return q.People }

// slots are, of each property, how many before it are words as it is one, or texts; the others are what a row begins
// with.
var slots, noWords, noTexts = func() (slots []int, words []uint32, texts []span) {
	for i := range userProperties {
		switch {
		case userProperties[i].word != nil:
			slots, words = append(slots, len(words)), append(words, 0)
		case userProperties[i].text != nil:
			slots, texts = append(slots, len(texts)), append(texts, span{})
		default:
			slots = append(slots, 0)
		}
	}
	return slots, words, texts
}()

// propertyNamed is the place of a property in userProperties; -1 where it has no field.
func propertyNamed(name string) int {
	return slices.IndexFunc(userProperties, func(f userProperty) bool { return f.name == name })
}

// columnOf gives the value of a property that has a field as a further column. nil is one that has none.
func columnOf(name string) func(*tenant.User) string {
	i := propertyNamed(name)
	if i < 0 {
		return nil
	}
	field := &userProperties[i]
	switch {
	case field.word != nil:
		return func(u *tenant.User) string { return *field.word(u) }
	case field.text != nil:
		return func(u *tenant.User) string { return *field.text(u) }
	}
	return field.column
}
