package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

var dataByPolicy = &Rule{
	ID:          "INT-02",
	Title:       "Diagnostic data is not switched off by Intune policy",
	Level:       Advisory,
	Citation:    Citation{document, "Diagnostics data", documentURL + "?tabs=networking"},
	Rationale:   "Diagnostic data is collected by default. Without it the process continues, and services that depend on it do not work: the edition of 2024 names Desktop Analytics, today's names none. The rule reads configuration profiles and policies of the settings catalogue, not administrative templates.",
	Remediation: "Microsoft Intune admin center > Devices > Configuration > the policy > Reporting and telemetry > Share usage data: Required.",
	Needs:       []tenant.Dataset{tenant.Configurations},
	Once: overSettings(settingNamed("allowtelemetry", "diagnosticsdatasubmissionmode"), "no configuration profile and no policy of the settings catalogue touches diagnostic data, which is collected by default", func(_ tenant.Configuration, sets []tenant.Setting) Verdict {
		verdict := Passf("leaves diagnostic data on")
		for _, s := range sets {
			switch value := strings.ToLower(s.Value); {
			case value == "none", value == "0", strings.HasSuffix(value, "allowtelemetry_0"):
				return Warnf("switches diagnostic data off (%s); the process continues without it", s.ID)
			case value == "basic", value == "enhanced", value == "full", value == "1", value == "2", value == "3",
				strings.HasSuffix(value, "allowtelemetry_1"), strings.HasSuffix(value, "allowtelemetry_2"), strings.HasSuffix(value, "allowtelemetry_3"):
			default:
				verdict = Unknown("%s is %.60q, a value that prepaudit does not know", s.ID, s.Value)
			}
		}
		return verdict
	}),
	Examples: []Example{
		{Name: "no policy", Want: Pass, Detail: "by default"},
		{Name: "off", Change: configured("diagnosticsDataSubmissionMode", "none", tenant.Yes), Want: Warn},
		{Name: "off, in the settings catalogue", Change: configured("device_vendor_msft_policy_config_system_allowtelemetry", "device_vendor_msft_policy_config_system_allowtelemetry_0", tenant.Yes), Want: Warn},
		{Name: "off, by its address", Change: configured("./Device/Vendor/MSFT/Policy/Config/System/AllowTelemetry", "0", tenant.Yes), Want: Warn},
		{Name: "required data only, by its address", Change: configured("./Device/Vendor/MSFT/Policy/Config/System/AllowTelemetry", "1", tenant.Yes), Want: Pass},
		{Name: "required data only", Change: configured("diagnosticsDataSubmissionMode", "basic", tenant.Yes), Want: Pass},
		{Name: "off, assigned to nobody", Change: configured("diagnosticsDataSubmissionMode", "none", tenant.No), Want: Pass},
		{Name: "a value that this program does not know before one that is off", Change: changes(configured("diagnosticsDataSubmissionMode", "some", tenant.Yes), func(x *Case) {
			x.Configurations[0].Sets = append(x.Configurations[0].Sets, tenant.Setting{ID: "./Vendor/MSFT/Policy/Config/System/AllowTelemetry", Value: "0"})
		}), Want: Warn},
		{Name: "a value that this program does not know", Change: configured("diagnosticsDataSubmissionMode", "some", tenant.Yes), Want: NotEvaluated, Detail: "some"},
	},
}
