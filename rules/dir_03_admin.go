package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

var localAdmin = &Rule{
	ID:     "DIR-03",
	Title:  "The policy's account type doesn't conflict with Entra's local administrator setting",
	Level:  Recommended,
	Effect: Effect{Prepare, Stops, Information},
	Citation: Citation{"Windows Autopilot device preparation known issues",
		"Conflict between Microsoft Entra ID and Windows Autopilot device preparation local administrator setting",
		knownIssuesURL},
	Rationale: "If a policy makes people standard users while Entra makes nobody, or only some people, local " +
		"administrator, the two conflict. Windows skips the preparation, and people reach the desktop without " +
		"their apps.",
	Remediation: "For standard users: Microsoft Entra admin center > Entra ID > Devices > Overview > Device settings " +
		"> Registering user is added as local administrator on the device: All, with the policy's account type " +
		"Standard user; or None, with Administrator. For administrators: All, with Administrator.",
	Needs:   []tenant.Dataset{tenant.Registration, tenant.Preparation},
	OneUser: true,
	change:  localAdmins,
	Counted: "policies",
	Once: overPolicies(func(env *Env, p tenant.PreparationPolicy) Verdict {
		if p.Mode == tenant.Automatic {
			return inAutomatic("Windows 365 says who is their local administrator")
		}
		return judgeAccount(env.Registration.Admins.Kind, accountType(&p))
	}),
	Shown: []Shown{
		{Pass, "administrator, none by joining"},
		{Pass, "standard user, all by joining"},
		{Fail, "standard user, none by joining"},
		{NotApplicable, "no policy"},
	},
}

// accountSetting is spelled as Intune does; its options are told by their labels only, since sources read their numbers
// in both ways (deploymenttheory/terraform-provider-microsoft365 against KelvinTegelaar/CIPP-API, 2026-08).
const accountSetting = "enrollment_autopilot_dpp_accountype"

// accountType is what Intune calls the account type of a policy; "" where it does not say.
func accountType(p *tenant.PreparationPolicy) string {
	for _, s := range p.Settings {
		if s.ID == accountSetting && len(s.Labels) > 0 {
			return s.Labels[0]
		}
	}
	return ""
}

func judgeAccount(admins, account string) Verdict {
	standard := strings.Contains(strings.ToLower(account), "standard")
	switch {
	case account == "":
		return Unknown("Intune does not say what the policy's account type is called")
	case !standard && !strings.Contains(strings.ToLower(account), "administrator"):
		return unrecognized("the policy's account type is", account)
	case admins != "all" && admins != "no" && admins != "enumerated":
		return unrecognized("who becomes local administrator by joining is", admins)
	case standard && admins == "all":
		return Passf("the policy makes people standard users, though joining would make them administrators")
	case standard:
		return Failf("the policy's account type is %s while joining makes %s local administrator: they conflict, and "+
			"provisioning is skipped", account,
			map[string]string{"no": "nobody", "enumerated": "only some users"}[admins])
	case admins == "all":
		return Passf("users become administrators")
	case admins == "enumerated":
		return Passf("users become standard users, but for those who are selected as administrators")
	}
	return Passf("users become standard users")
}
