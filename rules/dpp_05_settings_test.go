package rules

import "testing"

func TestDPP05(t *testing.T) {
	try(t, policySettings, examples{
		{Name: "an hour", Change: setting("timeout", "60", ""), Want: Pass, Detail: "time limit 60 minutes"},
		{Name: "the shortest time", Change: setting("timeout", "15", ""), Want: Pass},
		{Name: "too short", Change: setting("timeout", "14", ""), Want: Warn, Detail: "15 to 720"},
		{Name: "the longest time", Change: setting("timeout", "720", ""), Want: Pass},
		{Name: "too long", Change: setting("timeout", "721", ""), Want: Warn},
		{Name: "no number", Change: setting("timeout", "long", ""), Want: NotEvaluated, Detail: "long"},
		{Name: "in the words of Intune",
			Change: setting("accountype", "enrollment_autopilot_dpp_accountype_1", "Standard user"), Want: Pass,
			Detail: "account type Standard user"},
		{Name: "without words of Intune", Change: setting("allowskip", "enrollment_autopilot_dpp_allowskip_0", ""),
			Want: Pass, Detail: "skipping option 0"},
		{Name: "no time limit", Change: preparing(), Want: NotEvaluated},
		{Name: "an automatic policy, which has none", Change: changes(preparing(), automatically), Want: NotApplicable,
			Detail: "provisioning policy sets the time limit"},
		{Name: "an automatic policy that has one", Change: changes(setting("timeout", "60", ""), automatically),
			Want: Pass},
		{Name: "an automatic policy with too long a one", Change: changes(setting("timeout", "721", ""), automatically),
			Want: Warn},
		{Name: "no policy", Want: NotApplicable},
	})
}
