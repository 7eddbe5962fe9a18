package graphtest

import (
	"maps"
	"slices"
)

// provisioningClient is the appId of Intune Provisioning Client, which must own the group that a policy puts devices
// into.
const provisioningClient = "f1346770-5b25-470b-88bd-d5744ab7952c"

// formDeviceGroups adds the groups that policies put devices into.
func (d *directory) formDeviceGroups() {
	for i := range d.plans {
		if p := &d.plans[i]; p.group != "" {
			d.groups = append(d.groups,
				&group{groupPlan: groupPlan{name: p.group}, id: d.guid("deviceGroup", i), plan: p})
		}
	}
}

// preparedFor gives the ranks of the devices in a group: those that its policy prepared.
func (d *directory) preparedFor(g *group) []span {
	var out []span
	for _, k := range d.fleet.kinds {
		if g.plan != nil && k.plan == g.plan.name {
			out = append(out, k.span)
		}
	}
	return union(out)
}

// appendMemberDevice writes a device as a member of a group; a caller who may not read devices sees its id alone.
func (d *directory) appendMemberDevice(b []byte, rank int, c caller) []byte {
	v := d.deviceOf(rank)
	b = append(b, `{"@odata.type":"#microsoft.graph.device"`...)
	properties := []string{"id", "displayName", "deviceId"}
	if !c.may("Device.Read.All") && !c.may("Directory.Read.All") {
		properties = properties[:1]
	}
	for _, name := range properties {
		b = append(b, `,"`+name+`":`...)
		b = entraFields[name](d, b, &v)
	}
	return append(b, '}')
}

func (g *group) ownedByIntune() bool {
	return g.plan != nil && g.plan.fault != "firstPartyAppNotAnOwner"
}

// owners answers the owners of a group. In v1.0 the list hides service principals, and nobody else owns a group here.
func (s *Server) owners(req *request) (reply, error) {
	g := s.dir.groupByID(req.parameters[0])
	if g == nil {
		return reply{}, notFound(req.parameters[0])
	}
	var list []map[string]any
	if req.version == "beta" && g.ownedByIntune() {
		list = append(list, map[string]any{
			"@odata.type": "#microsoft.graph.servicePrincipal", "id": s.dir.guid("servicePrincipal", 0),
			"appId": provisioningClient, "displayName": "Intune Provisioning Client",
			"servicePrincipalType": "Application",
		})
	}
	return s.mixed(req, "directoryObjects", list), nil
}

// ownedObjects answers what Intune Provisioning Client owns.
func (s *Server) ownedObjects(req *request) (reply, error) {
	var list []map[string]any
	for _, g := range s.dir.groups {
		if g.ownedByIntune() {
			o := s.dir.object(g)
			o["@odata.type"] = "#microsoft.graph.group"
			list = append(list, o)
		}
	}
	return s.mixed(req, "directoryObjects", list), nil
}

// mixed answers a short list of objects of several types, of which each has what it has of a $select.
func (s *Server) mixed(req *request, set string, list []map[string]any) reply {
	b := s.open(req, nil, set, -1, -1)
	for i, o := range list {
		if i > 0 {
			b = append(b, ',')
		}
		maps.DeleteFunc(o, func(name string, _ any) bool {
			return name != "@odata.type" && len(req.q.selected) > 0 && !slices.Contains(req.q.selected, name)
		})
		b = append(b, plainJSON(o)...)
	}
	return reply{body: append(b, "]}"...)}
}
