package graph

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// UserQuery says what is read of users besides tenant.UserProperties. Each field costs.
type UserQuery struct {
	People        bool     // what people look a colleague up by: employee id, company, department, country, cost center
	OnPremisesUPN bool     // onPremisesUserPrincipalName
	SignIns       bool     // signInActivity: ten requests a minute of 500 users each, see Paces
	Plans         bool     // assignedPlans: ten times the rest
	Extra         []string // further properties, see CheckProperty

	// SignInsRefused is told that Graph refuses sign-ins, and that users are read without them; nil tells nobody.
	SignInsRefused func(error)
}

// mostWithSignIns is the largest page that Graph hands out with signInActivity.
const mostWithSignIns = 500

// properties are what $select asks for.
func (q UserQuery) properties() string {
	var all []string
	for i := range userProperties {
		if p := &userProperties[i]; p.asked == nil || p.asked(&q) {
			all = append(all, p.name)
		}
	}
	for _, name := range q.Extra {
		root, _, _ := strings.Cut(name, "/")
		if !slices.Contains(all, root) {
			all = append(all, root)
		}
	}
	return strings.Join(all, ",")
}

// extensionAttributes hold fifteen texts, extensionAttribute1 to 15.
const extensionAttributes = "onPremisesExtensionAttributes"

// extraProperties are the properties of a user with one value (Graph's metadata of 2026-08), but for those that every
// report of users has (see userProperties) and those that need further permissions.
var extraProperties = []string{
	"accountEnabled", "ageGroup", "city", "createdDateTime", "creationType", "employeeHireDate",
	"employeeType", "externalUserState", "faxNumber", "givenName", "jobTitle",
	"lastPasswordChangeDateTime", "mail", "mailNickname", "mobilePhone", "officeLocation",
	"onPremisesDistinguishedName", "onPremisesDomainName", "onPremisesImmutableId", "onPremisesLastSyncDateTime",
	"onPremisesSamAccountName", "onPremisesSecurityIdentifier", "onPremisesSyncEnabled",
	"onPremisesUserPrincipalName", "postalCode", "preferredDataLocation", "preferredLanguage",
	"securityIdentifier", "showInAddressList", "state", "streetAddress", "surname", "usageLocation", "userType",
}

// ExtraProperties are what UserQuery.Extra takes.
func ExtraProperties() []string {
	all := slices.Clone(extraProperties)
	for i := range 15 {
		all = append(all, fmt.Sprintf("%s/extensionAttribute%d", extensionAttributes, i+1))
	}
	return all
}

// CheckProperty finds a property of UserQuery.Extra in any case, an extension attribute also without what stands
// before its slash. It is "" for one that every report of users has, and an error where a user has none of that name
// with one value.
func CheckProperty(name string) (string, error) {
	for i := range userProperties {
		if p := &userProperties[i]; p.listed && strings.EqualFold(name, cmp.Or(p.inner, p.name)) {
			return "", nil
		}
	}
	for _, known := range ExtraProperties() {
		_, short, _ := strings.Cut(known, "/")
		if strings.EqualFold(name, known) || short != "" && strings.EqualFold(name, short) {
			return known, nil
		}
	}
	if strings.EqualFold(name, "employeeLeaveDateTime") {
		return "", errors.New("employeeLeaveDateTime is opened by User-LifeCycleInfo.Read.All alone, which prepaudit does " +
			"not ask for")
	}
	return "", fmt.Errorf("users have no property %.60q with one value", name)
}

// eachProperty goes through an object that may be null; what property does not read is passed over.
func eachProperty(d *odata.Decoder, property func(key []byte) bool) {
	if !d.Object() {
		return
	}
	for key := d.Key(); key != nil; key = d.Key() {
		if !property(key) {
			d.Skip()
		}
	}
}

// readSignIns keeps the latest of the dates. The property is absent for somebody who never signed in, or not since
// April 2020; that it was asked for is known from the query, or in a saved answer from others who have it.
func (p *userPage) readSignIns(d *odata.Decoder, r *userRow) bool {
	p.anySignIn = true
	var last time.Time
	eachProperty(d, func(key []byte) bool {
		switch string(key) {
		case "lastSignInDateTime", "lastNonInteractiveSignInDateTime", "lastSuccessfulSignInDateTime":
			if t := readTime(d); t.After(last) {
				last = t
			}
			return true
		}
		return false
	})
	if !last.IsZero() {
		p.signIns = append(p.signIns, last)
		r.signIn = uint32(len(p.signIns))
	}
	return true
}

func (p *userPage) readAssigned(d *odata.Decoder, r *userRow) bool {
	if !d.Array() {
		return false
	}
	start := len(p.assigned)
	for d.More() {
		var a tenant.AssignedPlan
		eachProperty(d, func(key []byte) bool {
			switch string(key) {
			case "servicePlanId":
				a.Plan = readGUID(d)
			case "capabilityStatus":
				a.Status = p.words.of(d.Text())
			default:
				return false
			}
			return true
		})
		if a.Plan.IsZero() || a.Status == "" {
			d.Lack("servicePlanId and capabilityStatus")
		}
		p.assigned = append(p.assigned, a)
	}
	r.assigned = runTo(start, len(p.assigned))
	return true
}

// readExtra reads a property that a user has no field for, if it is of UserQuery.Extra.
func (p *userPage) readExtra(d *odata.Decoder, key string, extra []string) {
	if key == extensionAttributes && len(extra) > 0 {
		eachProperty(d, func(name []byte) bool {
			i := slices.Index(p.q.Extra, extensionAttributes+"/"+string(name))
			if i < 0 {
				return false
			}
			extra[i] = string(d.Text())
			return true
		})
		return
	}
	if i := slices.Index(p.q.Extra, key); i >= 0 {
		extra[i] = d.Scalar()
		return
	}
	d.Skip()
}
