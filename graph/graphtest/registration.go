package graphtest

import "cmp"

// Words of scenario.joiners that are no group.
const (
	everybody = "everybody"
	nobody    = "nobody"
)

// registrationMembership writes a deviceRegistrationMembership, which is one of three types.
func (d *directory) registrationMembership(of string) map[string]any {
	switch of {
	case everybody:
		return map[string]any{"@odata.type": "#microsoft.graph.allDeviceRegistrationMembership"}
	case nobody:
		return map[string]any{"@odata.type": "#microsoft.graph.noDeviceRegistrationMembership"}
	}
	// It is a list of ids, in which a group stays that was deleted.
	return map[string]any{
		"@odata.type": "#microsoft.graph.enumeratedDeviceRegistrationMembership",
		"users":       []string{}, "groups": []string{d.group(of).id, d.guid("deleted group", 0)},
	}
}

// registrationPolicy answers /policies/deviceRegistrationPolicy, of which there is one.
func (s *Server) registrationPolicy(req *request) (reply, error) {
	mfa := "notRequired"
	if s.dir.demandsMFA {
		mfa = "required"
	}
	return s.entity(req, "policies/deviceRegistrationPolicy", "deviceRegistrationPolicy", nil, map[string]any{
		"id": "deviceRegistrationPolicy", "displayName": "Device Registration Policy",
		"description": "Tenant-wide policy that manages initial provisioning controls using quota restrictions, " +
			"additional authentication and authorization checks",
		"userDeviceQuota": cmp.Or(s.dir.quota, 50), "multiFactorAuthConfiguration": mfa,
		"azureADRegistration": map[string]any{"isAdminConfigurable": false,
			"allowedToRegister": s.dir.registrationMembership(everybody)},
		"azureADJoin": map[string]any{
			"isAdminConfigurable": true,
			"allowedToJoin":       s.dir.registrationMembership(firstOf(s.dir.joiners, everybody)),
			"localAdmins": map[string]any{"enableGlobalAdmins": true,
				"registeringUsers": s.dir.registrationMembership(firstOf(s.dir.admins, nobody))},
		},
		"localAdminPassword": map[string]any{"isEnabled": true},
	})
}
