package rules

import (
	"fmt"
	"time"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

var minimumVersion = &Rule{
	ID:       "MDM-10",
	Title:    "No restriction blocks supported versions of Windows",
	Level:    Recommended,
	Effect:   Effect{Enroll, Information, Information},
	Citation: Citation{restrictions, "OS version", restrictionsURL},
	Rationale: "A new device has the version that it was built with. One below the minimum, or above the maximum, " +
		"is refused at enrollment, though Microsoft's requirements page supports it.",
	Remediation: restrictionPath + ": lower the minimum to the oldest serviced release, without its revision, " +
		"which Intune doesn't see at enrollment, or clear it. Clear the maximum.",
	Needs:   []tenant.Dataset{tenant.Restrictions, tenant.Users},
	Uses:    []tenant.Dataset{tenant.RestrictionWho},
	OneUser: true,
	Counted: "restrictions",
	Once:    overRestrictions(judgeVersions),
	Shown: []Shown{
		{Pass, "no bounds"},
		{Pass, "a minimum that is just supported"},
		{Warn, "a minimum above a supported version"},
		{Warn, "a maximum"},
	},
}

func judgeVersions(env *Env, r tenant.Restriction) Verdict {
	if r.Blocked == tenant.Unknown && r.PersonalBlocked == tenant.Unknown && r.MinVersion == "" && r.MaxVersion == "" {
		return Unknown("Graph did not send what it restricts")
	}
	if r.MinVersion != "" {
		oldest := env.Windows.OldestServiced(env.Now, build22H2)
		if oldest == nil {
			return Unknown("the minimum version is %.40q, and which versions are serviced on %s is not known",
				r.MinVersion, env.Now.Format(time.DateOnly))
		}
		first := fmt.Sprintf("10.0.%d", oldest.Build)
		if oldest.Build < build24H2 {
			first += fmt.Sprintf(".%d", revisionKB5035942)
		}
		above, ok := versionAbove(r.MinVersion, first)
		switch v, _ := windows.ParseVersion(r.MinVersion); {
		case !ok:
			return Unknown("the minimum version %.40q is no version", r.MinVersion)
		case above && v.Build == oldest.Build:
			return Warnf("the minimum version %s keeps out older builds of %s (%s), which are supported; it "+
				"is set for %s", r.MinVersion, oldest.Name, first, reachOf(r))
		case above:
			return Warnf("the minimum version %s keeps out %s (%s), which is supported; it is set for %s", r.MinVersion,
				oldest.Name, first, reachOf(r))
		}
	}
	if r.MaxVersion != "" {
		return Warnf("the maximum version %s keeps out newer releases and updates; it is set for %s", r.MaxVersion,
			reachOf(r))
	}
	return Passf("no version that is supported is kept out for %s", reachOf(r))
}
