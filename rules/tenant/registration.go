package tenant

// RegistrationPolicy is the deviceRegistrationPolicy: who may join devices to Microsoft Entra ID, and how.
type RegistrationPolicy struct {
	DeviceQuota int // userDeviceQuota: devices a user may join or register
	// MultiFactor is multiFactorAuthConfiguration: notRequired, required.
	MultiFactor string
	Join        Joiners // azureADJoin.allowedToJoin
	Admins      Joiners // azureADJoin.localAdmins.registeringUsers: who becomes local administrator by joining
}

// Limited reports whether there is a quota that somebody may reach: Graph has a large number for none.
func (p *RegistrationPolicy) Limited() bool { return p.DeviceQuota < 10_000 }

// Joiners is a deviceRegistrationMembership.
type Joiners struct {
	Kind   string // all, no, enumerated: from @odata.type; anything else is a word newer than this program
	Users  map[GUID]bool
	Groups []Group // with transitive members where they could be read; without, in Admins
}

// Has says whether a user is meant. A group whose members could not be read leaves everybody unknown
// whom nothing else names.
func (j Joiners) Has(user GUID) Tri {
	switch j.Kind {
	case "all":
		return Yes
	case "no":
		return No
	case "enumerated":
	default:
		return Unknown
	}
	if j.Users[user] {
		return Yes
	}
	answer := No
	for _, g := range j.Groups {
		switch {
		case g.Members == nil:
			answer = Unknown
		case g.Members[user] != NotMember:
			return Yes
		}
	}
	return answer
}
