package rules

import (
	"fmt"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

var associatedBuild = &Rule{
	ID:       "DEV-09",
	Title:    "Associated devices run Windows 11 25H2 or 24H2 with KB5120998, or later",
	Level:    Recommended,
	Effect:   Effect{Prepare, Information, Information},
	Citation: Citation{association, "Windows 11", associationURL + "?tabs=software#windows-11"},
	Rationale: "Before this update (26100.9278, 26200.9278), Windows setup doesn't know device association: the " +
		"device goes through normal setup and counts as personal.",
	Remediation: "Install the newest cumulative update before you reset the device or hand it out. For new " +
		"devices, ask the manufacturer for the build.",
	Needs: []tenant.Dataset{tenant.Associations, tenant.ManagedDevices},
	Once:  overAssociated(judgeAssociatedBuilds),
	Shown: []Shown{
		{Pass, "24H2 with the update"},
		{Warn, "24H2 before the update"},
		{Manual, "not enrolled yet"},
		{NotApplicable, "no device"},
	},
}

const build25H2, revisionKB5120998 = 26200, 9278

// associates says whether a build has device association. What runs no release is not known.
func associates(v windows.Version) tenant.Tri {
	switch {
	case v.Build > build25H2:
		return tenant.Yes // 26H1 and 26H2 came later
	case v.Build == 0, v.Build > build24H2 && v.Build < build25H2, v.Build >= build24H2 && v.Revision < 0:
		return tenant.Unknown
	case v.Build >= build24H2 && v.Revision >= revisionKB5120998:
		return tenant.Yes
	}
	return tenant.No
}

func judgeAssociatedBuilds(env *Env, all []tenant.Association) Verdict {
	older, unknown := 0, 0
	var builds sample
	for _, a := range all {
		seen := env.count.Associated[a.Device]
		switch associates(seen.version) {
		case tenant.No:
			older++
			builds.add(fmt.Sprintf("%d.%d", seen.version.Build, max(seen.version.Revision, 0)))
		case tenant.Unknown:
			unknown++
		}
	}
	switch {
	case older > 0:
		return Warnf("%s of %s an older build, such as %s", english.Number(older),
			english.CountVerb(len(all), "associated device", "runs", "run"), builds)
	case unknown > 0:
		return Manualf("the build of %s of %s is not known to Intune: winver must show 26100.9278, 26200.9278 or later",
			english.Number(unknown), english.Count(len(all), "associated device"))
	}
	return Passf("%s build 26100.9278, 26200.9278 or later",
		english.CountVerb(len(all), "associated device", "runs", "run"))
}
