package graphtest

import "slices"

// appPlan is an application or a platform script in Intune.
type appPlan struct {
	name string
	kind string // win32LobApp, winGetApp, …; "" for a script
	user bool   // runs as the user who is signed in
	to   string // the group that it is assigned to, by name; "" is none
}

// intuneApp answers one application with its assignments.
func (s *Server) intuneApp(req *request) (reply, error) {
	for i, p := range s.dir.apps {
		if p.kind == "" || s.dir.guid("app", i) != req.parameters[0] {
			continue
		}
		return reply{body: plainJSON(s.dir.appObject(req, i, p))}, nil
	}
	return reply{}, notFound(req.parameters[0])
}

// intuneApps answers all applications.
func (s *Server) intuneApps(req *request) (reply, error) {
	var list []map[string]any
	for i, p := range s.dir.apps {
		if p.kind != "" {
			list = append(list, s.dir.appObject(req, i, p))
		}
	}
	return s.mixed(req, "deviceAppManagement/mobileApps", list), nil
}

func (d *directory) appObject(req *request, i int, p appPlan) map[string]any {
	o := d.assignable(req, i, p)
	o["@odata.type"] = "#microsoft.graph." + p.kind
	switch p.kind {
	case "win32LobApp", "win32CatalogApp", "winGetApp":
		o["installExperience"] = map[string]any{"runAsAccount": runAs(p)}
	case "windowsMobileMSI":
		if req.version == "beta" {
			o["useDeviceContext"] = !p.user
		}
	}
	return o
}

// script answers one platform script with its assignments.
func (s *Server) script(req *request) (reply, error) {
	for i, p := range s.dir.apps {
		if p.kind == "" && s.dir.guid("app", i) == req.parameters[0] {
			o := s.dir.assignable(req, i, p)
			o["runAsAccount"] = runAs(p)
			return reply{body: plainJSON(o)}, nil
		}
	}
	return reply{}, notFound(req.parameters[0])
}

func runAs(p appPlan) string {
	if p.user {
		return "user"
	}
	return "system"
}

func (d *directory) assignable(req *request, i int, p appPlan) map[string]any {
	id := d.guid("app", i)
	o := map[string]any{"id": id, "displayName": p.name}
	if !req.q.expands("assignments") {
		return o
	}
	targets := []any{}
	// some scenarios are without the group
	if g := slices.IndexFunc(d.groups, func(g *group) bool { return g.name == p.to }); g >= 0 {
		targets = append(targets, map[string]any{"id": id + "_0", "intent": "required", "target": map[string]any{
			"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": d.groups[g].id,
		}})
	}
	o["assignments"] = targets
	return o
}

// deviceConfigurations answers profiles of the older kind.
func (s *Server) deviceConfigurations(req *request) (reply, error) {
	list := []map[string]any{{
		"@odata.type": "#microsoft.graph.windows10EndpointProtectionConfiguration",
		"id":          s.dir.guid("configuration", 0), "displayName": "Windows: firewall",
	}}
	if s.dir.proxy {
		list = append(list, map[string]any{
			"@odata.type": "#microsoft.graph.windows10GeneralConfiguration", "id": s.dir.guid("configuration", 1),
			"displayName":                           "Windows: proxy of the head office",
			"networkProxyAutomaticConfigurationUrl": "http://proxy." + s.dir.domain + "/proxy.pac",
			"networkProxyServer":                    nil, "networkProxyDisableAutoDetect": false,
			"diagnosticsDataSubmissionMode": "none",
		}, map[string]any{
			"@odata.type": "#microsoft.graph.windows10CustomConfiguration", "id": s.dir.guid("configuration", 2),
			"displayName": "Windows: proxy of the branch offices",
			"omaSettings": []any{map[string]any{
				"@odata.type": "#microsoft.graph.omaSettingString", "displayName": "Proxy", "description": nil,
				"omaUri": "./Vendor/MSFT/NetworkProxy/ProxyServer/ProxyAddress",
				"value":  "proxy." + s.dir.domain + ":8080",
			}},
		})
	}
	return s.mixed(req, "deviceManagement/deviceConfigurations", list), nil
}

// configurationAssignments assigns every profile to all devices.
func (s *Server) configurationAssignments(req *request) (reply, error) {
	return s.mixed(req, "deviceManagement/deviceConfigurations('"+req.parameters[0]+"')/assignments", []map[string]any{{
		"id":     req.parameters[0] + "_all",
		"target": map[string]any{"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"},
	}}), nil
}

// restrictionAssignments assigns a restriction that somebody made to the first group, or to everybody where there is
// none.
func (s *Server) restrictionAssignments(req *request) (reply, error) {
	target := map[string]any{"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}
	if len(s.dir.groups) > 0 {
		target = map[string]any{"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": s.dir.groups[0].id}
	}
	return s.mixed(req,
		"deviceManagement/deviceEnrollmentConfigurations('"+req.parameters[0]+"')/assignments", []map[string]any{{
			"id": req.parameters[0] + "_1", "target": target,
		}}), nil
}

// corporateIDs answers the corporate identifiers.
func (s *Server) corporateIDs(req *request) (reply, error) {
	var list []map[string]any
	for i := range s.dir.corporate {
		list = append(list, map[string]any{
			"id": s.dir.guid("corporate", i), "importedDeviceIdentifier": "LENOVO,21KC,SN" + itoa(1000+i),
			"importedDeviceIdentityType": "manufacturerModelSerial",
			"enrollmentState":            "notContacted", "platform": "windows",
		})
	}
	return s.mixed(req, "deviceManagement/importedDeviceIdentities", list), nil
}
