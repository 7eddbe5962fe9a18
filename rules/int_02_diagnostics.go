package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

var dataByPolicy = &Rule{
	ID:       "INT-02",
	Title:    "No Intune policy turns diagnostic data off",
	Level:    Advisory,
	Effect:   Effect{Prepare, Information, Information},
	Citation: requirement("networking", "Diagnostics data"),
	Rationale: "Diagnostic data is collected by default. Without it, device preparation works, and services that " +
		"depend on it don't. This rule reads configuration profiles and settings catalog policies, not " +
		"administrative templates.",
	Remediation: "Microsoft Intune admin center > Devices > Manage devices > Configuration > the policy > Reporting and telemetry > " +
		"Share usage data: Required.",
	Needs:   []tenant.Dataset{tenant.Configurations},
	Counted: "policies",
	Once: overSettings(settingNamed("allowtelemetry", "diagnosticsdatasubmissionmode"),
		"no configuration profile or settings catalog policy changes diagnostic data, which is "+
			"collected by default", func(_ tenant.Configuration, sets []tenant.Setting) Verdict {
			verdict := Passf("leaves diagnostic data on")
			for _, s := range sets {
				switch value := strings.ToLower(s.Value); {
				case value == "none", value == "0", strings.HasSuffix(value, "allowtelemetry_0"):
					return Warnf("switches diagnostic data off (%s); the process continues without it", s.ID)
				case value == "basic", value == "enhanced", value == "full", value == "1", value == "2", value == "3",
					strings.HasSuffix(value, "allowtelemetry_1"), strings.HasSuffix(value, "allowtelemetry_2"),
					strings.HasSuffix(value, "allowtelemetry_3"):
				default:
					verdict = unrecognized(s.ID+" is", s.Value)
				}
			}
			return verdict
		}),
	Shown: []Shown{
		{Pass, "no policy"},
		{Warn, "off"},
		{Pass, "required data only"},
		{Pass, "off, assigned to nobody"},
	},
}
