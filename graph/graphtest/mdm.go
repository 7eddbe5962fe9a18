package graphtest

import (
	"slices"
	"strings"
)

// mdm is one entry of mobileDeviceManagementPolicies.
type mdm struct {
	id, name  string
	appliesTo string // none, all, selected
	groups    []string
	urls      bool // whether Intune's default URLs are written; Graph may leave them null
	invalid   bool
	joinsOnly bool // registering a device does not enroll it
}

// The entries that Intune makes (microsoft documentation mirror and KelvinTegelaar/CIPP-API, 2026-08).
const (
	intuneID           = "0000000a-0000-0000-c000-000000000000"
	intuneEnrollmentID = "d4ebce55-015a-49b5-a083-c84d1797ae8c"
)

func (d *directory) policy(m mdm, expand bool) map[string]any {
	o := map[string]any{
		"id": m.id, "displayName": m.name, "description": "", "appliesTo": m.appliesTo, "isValid": !m.invalid,
		"discoveryUrl": nil, "complianceUrl": nil, "termsOfUseUrl": nil,
		"isMdmEnrollmentDuringRegistrationDisabled": m.joinsOnly,
	}
	if m.id == intuneID && d.discovery != "" {
		o["discoveryUrl"] = d.discovery
	}
	if m.urls {
		o["discoveryUrl"] = "https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc"
		o["complianceUrl"] = "https://portal.manage.microsoft.com/?portalAction=Compliance"
		o["termsOfUseUrl"] = "https://portal.manage.microsoft.com/TermsofUse.aspx"
	}
	if expand {
		o["includedGroups"] = d.included(m)
	}
	return o
}

func (d *directory) included(m mdm) []map[string]any {
	groups := []map[string]any{}
	for _, name := range m.groups {
		groups = append(groups, d.object(d.group(name)))
	}
	return groups
}

func (s *Server) mdmPolicies(req *request) (reply, error) {
	var list []map[string]any
	for _, m := range s.dir.mdm {
		list = append(list, s.dir.policy(m, req.q.expands("includedGroups")))
	}
	return s.list(req, "policies/mobileDeviceManagementPolicies", "mobileDeviceManagementPolicy", nil, list)
}

func (s *Server) findMDM(id string) (mdm, error) {
	i := slices.IndexFunc(s.dir.mdm, func(m mdm) bool { return strings.EqualFold(m.id, id) })
	if i < 0 {
		return mdm{}, notFound(id)
	}
	return s.dir.mdm[i], nil
}

func (s *Server) mdmPolicy(req *request) (reply, error) {
	m, err := s.findMDM(req.parameters[0])
	if err != nil {
		return reply{}, err
	}
	return s.entity(req, "policies/mobileDeviceManagementPolicies", "mobileDeviceManagementPolicy", nil,
		s.dir.policy(m, req.q.expands("includedGroups")))
}

func (s *Server) includedGroups(req *request) (reply, error) {
	m, err := s.findMDM(req.parameters[0])
	if err != nil {
		return reply{}, err
	}
	return s.list(req, "groups", "group", defaultGroupProperties, s.dir.included(m))
}
