package rules

import (
	"fmt"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var storeApps = &Rule{
	ID:       "INT-04",
	Title:    "Policies that install Store or Microsoft 365 apps are known",
	Level:    Advisory,
	Effect:   Effect{Prepare, Information, Information},
	Citation: requirement("networking", "Microsoft Store; Microsoft 365"),
	Rationale: "Store apps and Microsoft 365 Apps come from hosts of their own. Only if a policy installs them do " +
		"these hosts matter.",
	Remediation: "Open the hosts of the Store and of Microsoft 365 if a policy installs such apps: `prepaudit " +
		"network export` writes them. Replace a Store for Business app with the Microsoft Store app: Microsoft " +
		"Intune admin center > Apps > All Apps > Create > Microsoft Store app (new).",
	Needs: []tenant.Dataset{tenant.PushedApps},
	Once: overTenant(func(env *Env) Verdict {
		var store, office, business []string
		for _, a := range env.PushedApps {
			switch a.Type {
			case "officeSuiteApp":
				office = append(office, a.Name)
			case "microsoftStoreForBusinessApp":
				business = append(business, a.Name)
			default:
				store = append(store, a.Name)
			}
		}
		if len(business) > 0 {
			return Warnf("policies install %s of the Microsoft Store for Business%s, which Microsoft's page of "+
				"2025-06-11 does not name any more", english.CountOrNo(len(business), "app"), someNames(business))
		}
		return Passf("policies install %s of the Store%s and %s of Microsoft 365 Apps%s",
			english.CountOrNo(len(store), "app"), someNames(store), english.CountOrNo(len(office), "suite"),
			someNames(office))
	}),
	Shown: []Shown{
		{Pass, "no app"},
		{Pass, "an app of the Store"},
		{Pass, "Microsoft 365 Apps"},
		{Warn, "an app of the Store for Business"},
	},
}

func someNames(names []string) string {
	switch {
	case len(names) == 0:
		return ""
	case len(names) > 3:
		return fmt.Sprintf(" (%s and %s more)", strings.Join(names[:3], ", "), english.Number(len(names)-3))
	}
	return " (" + strings.Join(names, ", ") + ")"
}
