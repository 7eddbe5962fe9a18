package rules

import (
	"strconv"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

const dppPrefix = "enrollment_autopilot_dpp_"

var policySettings = &Rule{
	ID:          "DPP-05",
	Title:       "The settings of each policy are within their bounds",
	Level:       Recommended,
	Citation:    Citation{tutorial, "Create a device preparation policy", preparationPage},
	Rationale:   "A time limit that is too short ends the preparation in the middle of an app. The other settings are told in words, so that somebody reads them before the first device does.",
	Remediation: preparationPath + " > the policy > Configuration settings > Minutes allowed before showing installation error: 60 or more, 15 to 720 are allowed.",
	Needs:       []tenant.Dataset{tenant.Preparation},
	Once:        overPolicies(judgeSettings),
	Examples: []Example{
		{Name: "an hour", Change: setting("timeout", "60", ""), Want: Pass, Detail: "time limit 60 minutes"},
		{Name: "the shortest time", Change: setting("timeout", "15", ""), Want: Pass},
		{Name: "too short", Change: setting("timeout", "14", ""), Want: Warn, Detail: "15 to 720"},
		{Name: "the longest time", Change: setting("timeout", "720", ""), Want: Pass},
		{Name: "too long", Change: setting("timeout", "721", ""), Want: Warn},
		{Name: "no number", Change: setting("timeout", "long", ""), Want: NotEvaluated, Detail: "long"},
		{Name: "in the words of Intune", Change: setting("accountype", "enrollment_autopilot_dpp_accountype_1", "Standard user"), Want: Pass, Detail: "account type Standard user"},
		{Name: "without words of Intune", Change: setting("allowskip", "enrollment_autopilot_dpp_allowskip_0", ""), Want: Pass, Detail: "skipping option 0"},
		{Name: "no time limit", Change: preparing(), Want: NotEvaluated},
		{Name: "no policy", Want: NotApplicable},
	},
}

func setting(name, value, label string) func(*Case) {
	return func(c *Case) {
		preparing()(c)
		s := []tenant.PreparationSetting{{ID: dppPrefix + name, Values: []string{value}, Labels: []string{label}}}
		if name != "timeout" {
			s = append(s, tenant.PreparationSetting{ID: dppPrefix + "timeout", Values: []string{"60"}})
		}
		c.Preparation[0].Settings = s
	}
}

// spokenOf are the settings that are told, and what they are called.
var spokenOf = []struct{ id, words string }{
	{"deploymentmode", "deployment mode"}, {"deploymenttype", "deployment type"}, {"jointype", "join type"}, {"accountype", "account type"},
	{"timeout", "time limit"}, {"allowskip", "skipping"}, {"allowdiagnostics", "diagnostics"}, {"customerrormessage", "message on errors"},
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
			return Unknown("the time limit %.40q is no number", s.Values[0])
		}
		if minutes < 15 || minutes > 720 {
			return Warnf("the time limit is %s minutes; 15 to 720 are allowed", english.Number(minutes))
		}
	}
	if !limited {
		return Unknown("Graph sent no time limit")
	}
	return Passf("%s", strings.Join(said, ", "))
}

// settingValue is what Intune calls the chosen option, else its number, else the value itself.
func settingValue(s tenant.PreparationSetting) string {
	if len(s.Labels) > 0 && s.Labels[0] != "" {
		return s.Labels[0]
	}
	if option, ok := strings.CutPrefix(s.Values[0], s.ID+"_"); ok {
		return "option " + option
	}
	return s.Values[0]
}
