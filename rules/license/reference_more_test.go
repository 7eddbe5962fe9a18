package license

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// refExtra is what a plan of the recommended items says when it is on, and when it is off.
var refExtra = map[string][]Extra{
	"OFFICESUBSCRIPTION":                               {AppsOn, AppsOff},
	"OFFICESUBSCRIPTION_GOV":                           {AppsOn, AppsOff},
	"OFFICE_BUSINESS":                                  {AppsPartly, 0},
	"OFFICE_PROPLUS_DEVICE":                            {AppsPartly, 0},
	"WIN10_PRO_ENT_SUB":                                {WindowsOn, WindowsOff},
	"Virtualization Rights for Windows 10 (E3/E5+VDA)": {WindowsOn, WindowsOff},
	"WIN10_ENT_LOC_F1":                                 {WindowsOn, WindowsOff},
	"WINBIZ":                                           {WindowsPartly, 0},
}

// refGiven is one plan that a license gives: by its name, and whether it can be relied on.
type refGiven struct {
	name   string
	usable bool // with a warning or without
	sure   bool
}

// refGives are the plans for users of a license that are not switched off.
func refGives(all []tenant.SKU, l tenant.License) map[tenant.GUID]refGiven {
	gives := map[tenant.GUID]refGiven{}
	for _, s := range all {
		for _, p := range s.Plans {
			if s.ID != l.SKU || s.AppliesTo == "Company" || p.AppliesTo == "Company" ||
				slices.Contains(l.Disabled, p.ID) {
				continue
			}
			worst := max(refProvisioning(p.ProvisioningStatus), refCapability(s.CapabilityStatus))
			old := gives[p.ID]
			gives[p.ID] = refGiven{p.Name, old.usable || refState(worst) >= Doubtful, old.sure || worst == fine}
		}
	}
	return gives
}

func (w world) refExtras(all []tenant.SKU, u *tenant.User) Extra {
	var x Extra
	for _, l := range u.Licenses {
		if w.byID[l.SKU].Class != Person || refAssignment(l.SKU, u.States) != fine {
			continue
		}
		on := refGives(all, l)
		for id, p := range refGives(all, tenant.License{SKU: l.SKU}) {
			words := refExtra[p.name]
			switch _, isOn := on[id]; {
			case words == nil || !p.usable:
			case isOn:
				x |= words[0]
			default:
				x |= words[1]
			}
		}
	}
	return x
}

// refStands lists what gives all that a plan gives.
func refStands(name string) []string {
	switch strings.TrimSuffix(name, "_GOV") {
	case "AAD_PREMIUM":
		return []string{"AAD_PREMIUM", "AAD_PREMIUM_P2"}
	case "AAD_EDU", "AAD_SMB", "AAD_BASIC", "AAD_BASIC_EDU":
		return []string{name, "AAD_PREMIUM", "AAD_PREMIUM_P2"}
	case "INTUNE_A_VL", "INTUNE_SMBIZ":
		return []string{name, "INTUNE_A", "INTUNE_A_GOV"}
	case "INTUNE_A", "OFFICESUBSCRIPTION":
		return []string{strings.TrimSuffix(name, "_GOV"), strings.TrimSuffix(name, "_GOV") + "_GOV"}
	}
	return []string{name}
}

// refRedundant takes away each license that another one covers. Where two cover each other the engine's order of
// products decides, which is a choice and not a requirement: here the first by row, match and part number stays.
func (w world) refRedundant(all []tenant.SKU, u *tenant.User, passing map[tenant.GUID]bool) uint64 {
	ordinary := func(l tenant.License) bool {
		p := w.byID[l.SKU]
		return p.Class == Person && p.Match != Unattended && p.Match != Developer &&
			refAssignment(l.SKU, u.States) == fine
	}
	covers := func(a, b tenant.License) bool {
		over := slices.ContainsFunc(all,
			func(s tenant.SKU) bool { return s.ID == a.SKU && s.Consumed > s.Enabled+s.Warning })
		if !ordinary(a) || !ordinary(b) || passing[a.SKU] || over {
			return false
		}
		have, want := refGives(all, a), refGives(all, b)
		for id, p := range want {
			found := false
			for other, q := range have {
				found = found || q.sure && (other == id || slices.Contains(refStands(p.name), q.name))
			}
			if !found {
				return false
			}
		}
		return len(want) > 0
	}
	key := func(l tenant.License) []string {
		p := w.byID[l.SKU]
		return []string{string(rune('0' + refPath{Product: p}.key()/10)),
			string(rune('0' + refPath{Product: p}.key()%10)), p.PartNumber, string(l.SKU[:])}
	}
	var found uint64
	for i, l := range u.Licenses {
		for j, o := range u.Licenses {
			if i != j && covers(o, l) && (!covers(l, o) || slices.Compare(key(o), key(l)) < 0) {
				found |= 1 << i
			}
		}
	}
	return found
}
