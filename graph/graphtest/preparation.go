package graphtest

import (
	"strings"
	"time"

	"prepaudit/graph/graphtest/metadata"
)

// preparation is a device preparation policy.
type preparation struct {
	name      string
	automatic bool     // for Cloud PCs; otherwise a user drives it
	newer     bool     // made from the template that has the settings of device association
	users     []string // groups that it is assigned to, by name
	group     string   // that its devices are put into, by name; "" is none
	fault     string   // what Intune finds wrong with that group
	hybrid    bool     // joins devices to Active Directory too
	standard  bool     // makes users standard users, not administrators
	minutes   int      // until it gives up
	apps      []int    // that it lets in, and scripts: indexes of scenario.apps; -1 is one that does not exist
}

// The templates of device preparation and of Apple's enrollment, which are of one family
// (deploymenttheory/terraform-provider-microsoft365 and Microsoft365DSC, 2026-08; the newer one by public scripts,
// 2026-09).
const (
	userDrivenTemplate = "80d33118-b7b4-40d8-b15f-81be745e053f_1"
	newerTemplate      = "70d256b3-6120-4f88-9e00-0972ec64fc83_1"
	automaticTemplate  = "a6157a7f-aa00-42d9-ac82-7d2479f545db_1"
	macTemplate        = "2e29557d-70fc-405a-8082-d1e5b6be2b8c_1"
	enrollmentFamily   = "enrollmentConfiguration"
)

// otherPolicies are policies of other kinds: not everything in the list prepares Windows devices.
func (d *directory) otherPolicies() []map[string]any {
	policy := func(i int, name, platforms, technologies string, template map[string]any) map[string]any {
		return map[string]any{
			"id": d.guid("catalogPolicy", i), "name": name, "description": "",
			"platforms": platforms, "technologies": technologies,
			"settingCount": 12, "isAssigned": true, "roleScopeTagIds": []string{"0"}, "priorityMetaData": nil,
			"createdDateTime":      d.Now.AddDate(-2, 0, 0).Format(time.RFC3339),
			"lastModifiedDateTime": d.Now.AddDate(-1, 0, 0).Format(time.RFC3339),
			"templateReference":    template, "settings": []any{}, "assignments": []any{},
		}
	}
	return []map[string]any{
		policy(0, "Windows: BitLocker", "windows10", "mdm", map[string]any{"templateId": "", "templateFamily": "none",
			"templateDisplayName": nil, "templateDisplayVersion": nil}),
		policy(1, "Macs", "macOS", "enrollment", map[string]any{"templateId": macTemplate,
			"templateFamily": enrollmentFamily, "templateDisplayName": "Apple macOS Device Enrollment Policy",
			"templateDisplayVersion": "Version 1"}),
	}
}

func (d *directory) preparationPolicy(i int) map[string]any {
	p := &d.plans[i]
	template, shown := userDrivenTemplate, "Device Preparation"
	switch {
	case p.newer:
		template = newerTemplate
	case p.automatic:
		template, shown = automaticTemplate, "Device Preparation (automatic)"
	}
	settings := d.preparationSettings(p, false)
	return map[string]any{
		"id": d.guid("preparation", i), "name": p.name, "description": "",
		"platforms": "windows10", "technologies": "enrollment",
		"settingCount": len(settings), "isAssigned": len(p.users) > 0, "roleScopeTagIds": []string{"0"},
		"createdDateTime":      d.Now.AddDate(-1, 0, 0).Format(time.RFC3339),
		"lastModifiedDateTime": d.Now.AddDate(0, -2, 0).Format(time.RFC3339),
		"priorityMetaData":     map[string]any{"priority": i + 1},
		"templateReference": map[string]any{"templateId": template, "templateFamily": enrollmentFamily,
			"templateDisplayName": shown, "templateDisplayVersion": "Version 1"},
		"settings": settings, "assignments": d.preparationAssignments(i),
	}
}

func (d *directory) preparationAssignments(i int) []map[string]any {
	out := []map[string]any{}
	for _, name := range d.plans[i].users {
		id, to := d.guid("preparation", i), d.group(name).id
		out = append(out, map[string]any{
			"id": id + "_" + to, "source": "direct", "sourceId": id,
			"target": map[string]any{
				"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": to,
				"deviceAndAppManagementAssignmentFilterId": nil, "deviceAndAppManagementAssignmentFilterType": "none",
			},
		})
	}
	return out
}

// configurationPolicies answers the list, narrowed by the comparisons that the portal makes.
func (s *Server) configurationPolicies(req *request) (reply, error) {
	keep, err := policyFilter(req.q.filter)
	if err != nil {
		return reply{}, err
	}
	var kept []map[string]any
	for i := range s.dir.plans {
		if p := s.dir.preparationPolicy(i); keep(p) {
			kept = append(kept, p)
		}
	}
	for _, p := range s.dir.otherPolicies() {
		if len(s.dir.plans) > 0 && keep(p) {
			kept = append(kept, p)
		}
	}
	return s.list(req, policySet, policyType, metadata.Of(req.version).Properties(policyType), kept)
}

const (
	policySet  = "deviceManagement/configurationPolicies"
	policyType = "deviceManagementConfigurationPolicy"
)

// findPlan gives the index of the policy that a path names.
func (s *Server) findPlan(req *request) (int, error) {
	for i := range s.dir.plans {
		if strings.EqualFold(s.dir.guid("preparation", i), req.parameters[0]) {
			return i, nil
		}
	}
	return 0, notFound(req.parameters[0])
}

func (s *Server) configurationPolicy(req *request) (reply, error) {
	i, err := s.findPlan(req)
	if err != nil {
		return reply{}, err
	}
	properties := metadata.Of(req.version).Properties(policyType)
	return s.entity(req, policySet, policyType, properties, s.dir.preparationPolicy(i))
}

func (s *Server) policyAssignments(req *request) (reply, error) {
	i, err := s.findPlan(req)
	if err != nil {
		return reply{}, err
	}
	return s.list(req, policySet+"('"+req.parameters[0]+"')/assignments",
		"deviceManagementConfigurationPolicyAssignment", nil, s.dir.preparationAssignments(i))
}
