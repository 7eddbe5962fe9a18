package rules

import "prepaudit/rules/tenant"

var diagnosticsCollection = &Rule{
	ID:       "INT-03",
	Title:    "Diagnostics of failed preparations are collected",
	Level:    Advisory,
	Effect:   Effect{Prepare, Information, Information},
	Citation: requirement("networking", "Windows Autopilot device preparation automatic device diagnostics collection"),
	Rationale: "After a failure, Windows uploads diagnostics by itself if the tenant allows it. They are kept for " +
		"28 days.",
	Remediation: "Microsoft Intune admin center > Tenant administration > Device diagnostics: Enabled for " +
		"corporate-managed devices, and for automatic capture after a failure of Autopilot.",
	Uses: []tenant.Dataset{tenant.DiagnosticsSet}, // in beta only; without it somebody looks
	Once: overTenant(func(env *Env) Verdict {
		d := env.Diagnostics
		switch {
		case env.without[tenant.DiagnosticsSet]:
			return NA(noIntune)
		case d.Collection == tenant.No:
			return Warnf("no diagnostics of devices are collected (enableLogCollection is false)")
		case d.Failures == tenant.No:
			return Warnf("diagnostics are not collected by themselves after a failure " +
				"(enableAutopilotDiagnostics is false)")
		case d.Collection == tenant.Yes && d.Failures == tenant.Yes:
			return Passf("diagnostics are collected, after a failure by themselves")
		}
		return Manualf("Graph didn't send the tenant's setting: look under Tenant administration > Device diagnostics")
	}),
	Shown: []Shown{
		{Pass, "collected"},
		{Warn, "not after a failure"},
		{Warn, "not at all"},
		{Manual, "not sent"},
	},
}
