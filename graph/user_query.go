package graph

import (
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
	People        bool     // what people look a colleague up by: employee id, company, department, country, cost centre
	OnPremisesUPN bool     // onPremisesUserPrincipalName
	SignIns       bool     // signInActivity: ten requests a minute of 500 users each
	Plans         bool     // assignedPlans: ten times the rest
	Extra         []string // further properties, see CheckProperty

	// SignInsRefused is told that Graph refuses sign-ins, and that users are read without them; nil tells nobody.
	SignInsRefused func(error)
}

// peopleProperties are those that UserQuery.People adds.
const peopleProperties = ",employeeId,companyName,department,country,employeeOrgData"

// mostWithSignIns is the largest page that Graph hands out with signInActivity.
const mostWithSignIns = 500

// signInPace is what Graph allows of signInActivity: ten requests a minute of an app in a tenant
// (Graph throttling limits, 2026-05).
func signInPace() *odata.Pace { return odata.NewPace(10, time.Minute) }

func (q UserQuery) properties() string {
	all := tenant.UserProperties
	if q.People {
		all += peopleProperties
	}
	if q.OnPremisesUPN {
		all += ",onPremisesUserPrincipalName"
	}
	if q.SignIns {
		all += ",signInActivity"
	}
	if q.Plans {
		all += ",assignedPlans"
	}
	for _, name := range q.Extra {
		root, _, _ := strings.Cut(name, "/")
		if !slices.Contains(strings.Split(all, ","), root) {
			all += "," + root
		}
	}
	return all
}

// extensionAttributes hold fifteen texts, extensionAttribute1 to 15.
const extensionAttributes = "onPremisesExtensionAttributes"

// extraProperties are the properties of a user with one value (Graph's metadata of 2026-08), but for those that every
// report of users has (listedProperties) and those that need further permissions.
var extraProperties = []string{
	"accountEnabled", "ageGroup", "city", "createdDateTime", "creationType", "employeeHireDate",
	"employeeType", "externalUserState", "faxNumber", "givenName", "jobTitle",
	"lastPasswordChangeDateTime", "mail", "mailNickname", "mobilePhone", "officeLocation",
	"onPremisesDistinguishedName", "onPremisesDomainName", "onPremisesImmutableId", "onPremisesLastSyncDateTime",
	"onPremisesSamAccountName", "onPremisesSecurityIdentifier", "onPremisesSyncEnabled",
	"onPremisesUserPrincipalName", "postalCode", "preferredDataLocation", "preferredLanguage",
	"securityIdentifier", "showInAddressList", "state", "streetAddress", "surname", "usageLocation", "userType",
}

// listedProperties are in every report that lists users.
var listedProperties = []string{
	"companyName", "costCenter", "country", "department", "displayName", "employeeId", "id", "userPrincipalName",
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
	if slices.ContainsFunc(listedProperties, func(listed string) bool { return strings.EqualFold(name, listed) }) {
		return "", nil
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

// addMore reads what UserQuery asked for.
func (p *userPage) addMore(d *odata.Decoder, key string, u *tenant.User, s *span) {
	if p.readExtra(d, key, u) {
		return
	}
	switch key {
	case "employeeId":
		s.employee, s.employeeEnd = p.readText(d)
	case "companyName":
		u.Company = p.words.of(d.Text())
	case "department":
		u.Department = p.words.of(d.Text())
	case "country":
		u.Country = p.words.of(d.Text())
	case "employeeOrgData":
		p.eachProperty(d, func(key []byte) bool {
			if string(key) != "costCenter" {
				return false
			}
			u.CostCentre = p.words.of(d.Text())
			return true
		})
	case "onPremisesUserPrincipalName":
		s.onPremises, s.onPremisesEnd = p.readText(d)
		u.OnPremisesUPNKnown = true
	case "signInActivity":
		p.readSignIns(d, u)
	case "assignedPlans":
		p.readAssigned(d, u)
	default:
		d.Skip()
	}
}

// eachProperty goes through an object that may be null; what property does not read is passed over.
func (p *userPage) eachProperty(d *odata.Decoder, property func(key []byte) bool) {
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
func (p *userPage) readSignIns(d *odata.Decoder, u *tenant.User) {
	p.signIns = true
	p.eachProperty(d, func(key []byte) bool {
		switch string(key) {
		case "lastSignInDateTime", "lastNonInteractiveSignInDateTime", "lastSuccessfulSignInDateTime":
			if t := readTime(d); t.After(u.LastSignIn) {
				u.LastSignIn = t
			}
			return true
		}
		return false
	})
}

func (p *userPage) readAssigned(d *odata.Decoder, u *tenant.User) {
	if !d.Array() {
		return
	}
	start := len(p.assigned)
	for d.More() {
		var a tenant.AssignedPlan
		p.eachProperty(d, func(key []byte) bool {
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
		p.assigned = append(p.assigned, a)
	}
	u.AssignedPlans, u.AssignedPlansKnown = p.assigned[start:len(p.assigned):len(p.assigned)], true
}

// readExtra reads a property of UserQuery.Extra that the user has no field for. One that has a field is copied
// from there by the caller of Users.
func (p *userPage) readExtra(d *odata.Decoder, key string, u *tenant.User) bool {
	if len(p.q.Extra) == 0 {
		return false
	}
	if u.Extra == nil {
		u.Extra = make([]string, len(p.q.Extra))
	}
	if key == extensionAttributes {
		p.eachProperty(d, func(name []byte) bool {
			i := slices.Index(p.q.Extra, extensionAttributes+"/"+string(name))
			if i < 0 {
				return false
			}
			u.Extra[i] = string(d.Text())
			return true
		})
		return true
	}
	i := slices.Index(p.q.Extra, key)
	if i < 0 || key == "onPremisesUserPrincipalName" {
		return false
	}
	u.Extra[i] = d.Scalar()
	return true
}

// complete fills what the wire does not say by a property: that signInActivity was asked for, and the fields that
// are extra columns too.
func (p *userPage) complete(u *tenant.User) {
	u.SignInKnown = p.q.SignIns && (p.signIns || !p.saved)
	if len(p.q.Extra) > 0 && u.Extra == nil {
		u.Extra = make([]string, len(p.q.Extra))
	}
	for i, name := range p.q.Extra {
		switch name {
		case "accountEnabled":
			u.Extra[i] = map[tenant.Tri]string{tenant.Yes: "true", tenant.No: "false"}[u.Enabled]
		case "creationType":
			u.Extra[i] = u.CreationType
		case "externalUserState":
			u.Extra[i] = u.ExternalUserState
		case "usageLocation":
			u.Extra[i] = u.UsageLocation
		case "userType":
			u.Extra[i] = u.UserType
		case "onPremisesUserPrincipalName":
			u.Extra[i] = u.OnPremisesUPN
		}
	}
}
