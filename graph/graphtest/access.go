package graphtest

import (
	"slices"
	"strconv"
	"strings"
)

// accessPlan is a Conditional Access policy.
type accessPlan struct {
	name, state string
	apps        []string // "All", or appIds
	without     []string // appIds that are left out
	actions     []string // user actions in place of apps
	controls    []string
	clients     []string // clientAppTypes; nil is all
	flows       string   // of signing in with another device
	everyTime   bool
	noGuests    bool
	groups      []string // names of groups that it means, in place of everybody
	roles       []string // roleTemplateIds that it means, in place of everybody
	noGroups    []string // names of groups that it leaves out
	noUsers     []int    // users that it leaves out, by their place
}

// accessPolicies answers /identity/conditionalAccess/policies.
func (s *Server) accessPolicies(req *request) (reply, error) {
	var list []map[string]any
	for i, p := range s.dir.access {
		var guests, flows, session any
		if p.noGuests {
			guests = map[string]any{
				"guestOrExternalUserTypes": "internalGuest,b2bCollaborationGuest,b2bCollaborationMember",
				"externalTenants": map[string]any{
					"@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", "membershipKind": "all",
				},
			}
		}
		if p.flows != "" {
			flows = map[string]any{"transferMethods": p.flows}
		}
		clients := p.clients
		if clients == nil {
			clients = []string{"all"}
		}
		if p.everyTime {
			session = map[string]any{"signInFrequency": map[string]any{
				"isEnabled": true, "frequencyInterval": "everyTime",
				"authenticationType": "primaryAndSecondaryAuthentication", "type": nil, "value": nil,
			}}
		}
		everybody := []string{"All"}
		if p.groups != nil || p.roles != nil {
			everybody = []string{}
		}
		list = append(list, map[string]any{
			"id": s.dir.guid("access", i), "displayName": p.name, "state": firstOf(p.state, "enabled"),
			"conditions": map[string]any{
				"clientAppTypes": clients, "authenticationFlows": flows, "platforms": nil,
				"locations": nil, "devices": nil, "clientApplications": nil,
				"signInRiskLevels": []string{}, "userRiskLevels": []string{}, "servicePrincipalRiskLevels": []string{},
				"insiderRiskLevels": nil,
				"applications": map[string]any{"includeApplications": orEmpty(p.apps), "applicationFilter": nil,
					"excludeApplications": orEmpty(p.without), "includeUserActions": orEmpty(p.actions)},
				"users": map[string]any{
					"includeUsers": everybody, "excludeUsers": s.dir.userIDs(p.noUsers),
					"includeGroups": s.dir.groupIDs(p.groups), "excludeGroups": s.dir.groupIDs(p.noGroups),
					"includeRoles": orEmpty(p.roles), "excludeRoles": []string{},
					"includeGuestsOrExternalUsers": nil, "excludeGuestsOrExternalUsers": guests,
				},
			},
			"grantControls": map[string]any{"operator": "OR", "builtInControls": orEmpty(p.controls),
				"customAuthenticationFactors": []string{}, "termsOfUse": []string{}, "authenticationStrength": nil},
			"sessionControls": session,
		})
	}
	return s.mixed(req, "identity/conditionalAccess/policies", list), nil
}

func (d *directory) userIDs(places []int) []string {
	ids := []string{}
	for _, i := range places {
		ids = append(ids, string(d.appendUserID(nil, i)))
	}
	return ids
}

func (d *directory) groupIDs(names []string) []string {
	ids := []string{}
	for _, name := range names {
		ids = append(ids, d.group(name).id)
	}
	return ids
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// domains answers /domains: one domain, and the initial one, which is never federated.
func (s *Server) domains(req *request) (reply, error) {
	kind := "Managed"
	if s.dir.federated {
		kind = "Federated"
	}
	return s.mixed(req, "domains", []map[string]any{
		{"id": s.dir.domain, "authenticationType": kind, "isDefault": true, "isInitial": false, "isVerified": true},
		{"id": s.dir.initialDomain, "authenticationType": "Managed", "isDefault": false,
			"isInitial": true, "isVerified": true},
	}), nil
}

// branding answers the default branding of the organization, 404 where there is none.
func (s *Server) branding(req *request) (reply, error) {
	if s.dir.unbranded || req.parameters[0] != s.dir.id {
		return reply{}, notFound(req.parameters[0])
	}
	return reply{body: plainJSON(map[string]any{"@odata.context": req.base + "/$metadata#branding", "id": "0",
		"signInPageText": s.dir.org})}, nil
}

// mamPolicies answers whom mobile application management reaches.
func (s *Server) mamPolicies(req *request) (reply, error) {
	to := firstOf(s.dir.mam, "none")
	return s.mixed(req, "policies/mobileAppManagementPolicies", []map[string]any{{
		"id": intuneID, "displayName": "Microsoft Intune", "description": nil, "appliesTo": to, "isValid": true,
		"discoveryUrl": nil, "complianceUrl": nil, "termsOfUseUrl": nil, "includedGroups": []any{},
	}}), nil
}

// registrationDetails answers who can do multifactor authentication. Disabled accounts are not in the report, and some
// new ones are not yet.
func (s *Server) registrationDetails(req *request) (reply, error) {
	most, err := s.pageSize(req)
	if err != nil {
		return reply{}, err
	}
	if f := req.q.filter; f != "" && !strings.HasPrefix(f, "startsWith(userPrincipalName,") {
		return reply{}, refuseQuery("Invalid filter clause")
	}
	m, err := s.userMatcher(req)
	if err != nil {
		return reply{}, err
	}
	var listed []int
	next := -1
	for i := req.q.from; i < s.dir.users; i++ {
		if u := s.dir.user(i); !s.dir.reported(i) || !m.is(&u) {
			continue
		}
		if len(listed) == most {
			next = i
			break
		}
		listed = append(listed, i)
	}
	named := len(req.q.selected) == 0 || slices.Contains(req.q.selected, "userPrincipalName")
	b := s.open(req, nil, "reports/authenticationMethods/userRegistrationDetails", -1, next)
	for n, i := range listed {
		if n > 0 {
			b = append(b, ',')
		}
		b = append(s.dir.appendUserID(append(b, `{"id":"`...), i), '"')
		if named {
			u := s.dir.user(i)
			b = append(s.dir.appendUPN(append(b, `,"userPrincipalName":"`...), &u), '"')
		}
		b = append(b, `,"isMfaCapable":`...)
		b = append(strconv.AppendBool(b, !s.dir.lacksMethod(i)), `,"methodsRegistered":[`...)
		if methods := s.dir.methods(i); len(methods) > 0 {
			b = append(append(append(b, '"'), strings.Join(methods, `","`)...), '"')
		}
		b = append(b, "]}"...)
	}
	return reply{body: append(b, "]}"...)}, nil
}

// registrationDetail answers the same of one user.
func (s *Server) registrationDetail(req *request) (reply, error) {
	i, found := s.dir.indexOfID(req.parameters[0])
	if !found || !s.dir.reported(i) {
		return reply{}, notFound(req.parameters[0])
	}
	return reply{body: plainJSON(map[string]any{
		"@odata.context": req.base + "/$metadata#reports/authenticationMethods/userRegistrationDetails/$entity",
		"id":             req.parameters[0], "isMfaCapable": !s.dir.lacksMethod(i), "methodsRegistered": s.dir.methods(i),
	})}, nil
}

// reported says whether the report of authentication methods lists a user.
func (d *directory) reported(index int) bool {
	return !(d.late && index%40 == 9) && !d.user(index).profile.disabled
}

// methods are those that a user has registered: most have the app and a telephone, some a security key.
func (d *directory) methods(index int) []string {
	switch {
	case d.lacksMethod(index):
		return []string{}
	case index%10 == 3:
		return []string{"fido2SecurityKey", "microsoftAuthenticatorPush"}
	}
	return []string{"microsoftAuthenticatorPush", "mobilePhone"}
}

// lacksMethod is one user in forty, where the scenario has any.
func (d *directory) lacksMethod(index int) bool { return d.methodless && index%40 == 7 }
