package rules

import (
	"strconv"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var policySettings = &Rule{
	ID:       "DPP-05",
	Title:    "The settings of each policy are within their limits",
	Level:    Recommended,
	Do:       "Set the time limit of %s to between 15 and 720 minutes",
	Where:    preparationPath + " > the policy > Configuration settings",
	Effect:   Effect{Prepare, Degrades, Degrades},
	Citation: Citation{tutorial, "Create a device preparation policy", preparationPage},
	Rationale: "A time limit that is too short ends the preparation in the middle of an app. The report spells the " +
		"other settings out, so that somebody reads them before the first device does.",
	Remediation: preparationPath + " > the policy > Configuration settings > Minutes allowed before showing " +
		"installation error: 60 or more (15 to 720 are allowed).",
	Needs:   []tenant.Dataset{tenant.Preparation},
	OneUser: true,
	Counted: "policies",
	Once:    overPolicies(judgeSettings),
	Shown: []Shown{
		{Pass, "an hour"},
		{Warn, "too long"},
		{NotEvaluated, "no time limit"},
		{NotApplicable, "no policy"},
	},
}

// spokenOf are the settings that are told, and what they are called.
var spokenOf = []struct{ id, words string }{
	{"deploymentmode", "deployment mode"}, {"deploymenttype", "deployment type"}, {"jointype", "join type"},
	{"accountype", "account type"},
	{"timeout", "time limit"}, {"allowskip", "skipping"}, {"allowdiagnostics", "diagnostics"},
	{"customerrormessage", "message on errors"},
}

func judgeSettings(_ *Env, p tenant.PreparationPolicy) Verdict {
	var said []string
	for _, k := range spokenOf {
		for _, s := range p.Settings {
			if s.ID == dppPrefix+k.id && len(s.Values) > 0 {
				words := k.words + " " + settingValue(s)
				if k.id == "timeout" {
					words += " minutes"
				}
				said = append(said, words)
			}
		}
	}
	limited := false
	for _, s := range p.Settings {
		if s.ID != dppPrefix+"timeout" || len(s.Values) == 0 {
			continue
		}
		limited = true
		minutes, err := strconv.Atoi(s.Values[0])
		if err != nil {
			return Unknown("the time limit %.40q isn't a number", s.Values[0])
		}
		if minutes < 15 || minutes > 720 {
			return Warnf("the time limit is %s minutes; 15 to 720 are allowed", english.Number(minutes))
		}
	}
	switch {
	case !limited && p.Mode == tenant.Automatic:
		return inAutomatic("a Cloud PC provisioning policy sets the time limit")
	case !limited:
		return Unknown("Graph sent no time limit")
	}
	return Passf("%s", strings.Join(said, ", "))
}
