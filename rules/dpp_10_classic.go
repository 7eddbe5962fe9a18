package rules

import (
	"cmp"
	"fmt"
	"strings"

	"prepaudit/rules/tenant"
)

var noClassicDevices = &Rule{
	ID:          "DPP-10",
	Title:       "Devices that are to be prepared are not registered with classic Windows Autopilot",
	Level:       Recommended,
	Citation:    Citation{"Windows Autopilot device preparation known issues and FAQ", "FAQ", "https://learn.microsoft.com/autopilot/device-preparation/faq"},
	Rationale:   "A device that is registered with classic Windows Autopilot takes that way, whatever device preparation policy waits for its user.",
	Remediation: "Microsoft Intune admin center > Devices > Enrollment > Windows > Devices (Windows Autopilot): delete the registration of devices that are to be prepared.",
	Needs:       []tenant.Dataset{tenant.Autopilots},
	Once: func(env *Env) []Verdict {
		n := env.Autopilots.Total
		if n == 0 {
			return []Verdict{Passf("no device is registered with classic Windows Autopilot")}
		}
		var some []string
		for _, d := range env.Autopilots.Sample[:min(3, len(env.Autopilots.Sample))] {
			some = append(some, cmp.Or(d.Model, "one without a model"))
		}
		return []Verdict{Warnf("%s registered with classic Windows Autopilot and ignore device preparation, such as %s", are(n, "device"), strings.Join(some, ", "))}
	},
	Examples: []Example{
		{Name: "none", Want: Pass},
		{Name: "one", Change: classic(1), Want: Warn, Detail: "such as Latitude 7450"},
		{Name: "many", Change: classic(40), Want: Warn, Detail: "40 devices are"},
	},
}

func classic(n int) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Autopilots = tenant.AutopilotDevices{Total: n, Sample: []tenant.AutopilotDevice{{ID: "1", Serial: "SN1", Model: "Latitude 7450"}}}
	})
}

func are(n int, what string) string {
	if n == 1 {
		return "1 " + what + " is"
	}
	return fmt.Sprintf("%d %ss are", n, what)
}
