package graphtest

import "time"

// deviceManagement answers the singleton, by which an application sees that Intune is live.
func (s *Server) deviceManagement(req *request) (reply, error) {
	state := "active"
	if s.dir.authority != "intune" {
		state = "pending"
	}
	settings := map[string]any{"deviceComplianceCheckinThresholdDays": 30,
		"isScheduledActionEnabled": true, "secureByDefault": false}
	if req.version == "beta" {
		settings["enableLogCollection"], settings["enableAutopilotDiagnostics"] = !s.dir.silent, !s.dir.silent
	}
	return s.entity(req, "deviceManagement", "deviceManagement", nil, map[string]any{
		"id": s.dir.guid("deviceManagement", 0), "intuneAccountId": s.dir.guid("intuneAccount", 0),
		"subscriptionState": firstOf(s.dir.intuneIs, state),
		"settings":          settings,
	})
}

// restriction writes what one platform is allowed.
func restriction(blocked, personal bool) map[string]any {
	return map[string]any{"platformBlocked": blocked, "personalDeviceEnrollmentBlocked": personal,
		"osMinimumVersion": "", "osMaximumVersion": ""}
}

// enrollmentConfigurations answers limits and restrictions. What restricts one platform alone exists in beta only.
func (s *Server) enrollmentConfigurations(req *request) (reply, error) {
	blocked, personal := s.dir.blocked == "windows", s.dir.blocked == "personal"
	windows := restriction(blocked, personal || s.dir.blocked == "group")
	windows["osMinimumVersion"] = s.dir.minVersion
	list := []map[string]any{
		{"@odata.type": "#microsoft.graph.deviceEnrollmentLimitConfiguration",
			"id": s.dir.id + "_DefaultLimit", "limit": 5},
		{"@odata.type": "#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration",
			"id":                 s.dir.id + "_DefaultPlatformRestrictions",
			"windowsRestriction": windows, "windowsMobileRestriction": restriction(true, false),
			"iosRestriction":     restriction(false, false),
			"androidRestriction": restriction(false, false), "macOSRestriction": restriction(false, false)},
		{"@odata.type": "#microsoft.graph.deviceEnrollmentWindowsHelloForBusinessConfiguration",
			"id": s.dir.id + "_DefaultWindowsHelloForBusiness", "state": "notConfigured"},
		{"@odata.type": "#microsoft.graph.windows10EnrollmentCompletionPageConfiguration", "id": s.dir.id +
			"_DefaultWindows10EnrollmentCompletionPageConfiguration", "showInstallationProgress": false},
	}
	for _, o := range list {
		o["displayName"], o["priority"] = "All users and all devices", 0
	}
	if req.version == "beta" && personal {
		list = append(list, map[string]any{
			"@odata.type":  "#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration",
			"id":           s.dir.guid("restriction", 0) + "_SinglePlatformRestriction",
			"platformType": "windows", "platformRestriction": restriction(false, false),
			"displayName": "Windows: personal devices of the pilot", "priority": 1,
		})
	}
	if req.version == "beta" && s.dir.blocked == "group" {
		list = append(list, map[string]any{
			"@odata.type":  "#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration",
			"id":           s.dir.guid("restriction", 1) + "_SinglePlatformRestriction",
			"platformType": "windows", "platformRestriction": restriction(true, false),
			"displayName": "No PCs for this group", "priority": 1,
		})
	}
	for _, o := range list {
		o["description"], o["version"] = "", 0
		o["createdDateTime"], o["lastModifiedDateTime"] = s.dir.Now.AddDate(-3, 0, 0).Format(time.RFC3339),
			s.dir.Now.AddDate(-1, 0, 0).Format(time.RFC3339)
	}
	return s.mixed(req, "deviceManagement/deviceEnrollmentConfigurations", list), nil
}
