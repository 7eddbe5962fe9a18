package graphtest

// autopilotFields are the properties of devices that are registered for classic Autopilot.
var autopilotFields = map[string]deviceField{
	"id":                                numbered("ztd"),
	"serialNumber":                      managedFields["serialNumber"],
	"manufacturer":                      words(maker),
	"model":                             words(model),
	"systemFamily":                      always(`""`),
	"skuNumber":                         always(`""`),
	"groupTag":                          always(`""`),
	"purchaseOrderIdentifier":           always(`""`),
	"productKey":                        always(`""`),
	"displayName":                       always(`""`),
	"resourceName":                      always(`""`),
	"addressableUserName":               always(`""`),
	"userPrincipalName":                 always(`""`),
	"enrollmentState":                   always(`"enrolled"`),
	"lastContactedDateTime":             moment((*directory).seen),
	"azureActiveDirectoryDeviceId":      numbered("deviceId"),
	"managedDeviceId":                   numbered("managedDevice"),
	"deploymentProfileAssignmentStatus": always(`"assignedUnkownSyncState"`), // Graph's spelling
	"remediationState":                  always(`"noRemediationRequired"`),
}

// autopilotIdentities answers the devices that take the classic way, whatever policy waits for them.
func (s *Server) autopilotIdentities(req *request) (reply, error) {
	view := &deviceView{set: "deviceManagement/windowsAutopilotDeviceIdentities",
		entity: "windowsAutopilotDeviceIdentity", fields: autopilotFields}
	for _, k := range s.dir.fleet.kinds {
		if k.classic {
			view.list = s.dir.list(k.span)
		}
	}
	return s.devicePage(req, view, true)
}
