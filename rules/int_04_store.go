package rules

import (
	"fmt"
	"strings"

	"prepaudit/rules/tenant"
)

var storeApps = &Rule{
	ID:          "INT-04",
	Title:       "What policies take from the Microsoft Store and from Microsoft 365 is known",
	Level:       Advisory,
	Citation:    Citation{document, "Microsoft Store; Microsoft 365", documentURL + "?tabs=networking"},
	Rationale:   "Apps of the Store and Microsoft 365 Apps come from hosts of their own. Where a policy waits for them, these hosts (NET-16, NET-17) matter; where none does, they don't.",
	Remediation: "Open the hosts of the Store and of Microsoft 365 where a policy names such apps: `prepaudit network export` writes them.",
	Needs:       []tenant.Dataset{tenant.Preparation},
	Uses:        []tenant.Dataset{tenant.Apps},
	Once: func(env *Env) []Verdict {
		if !env.Has(tenant.Apps) {
			return []Verdict{Unknown("the apps that device preparation policies name were not read")}
		}
		store, office := 0, 0
		for _, a := range env.Apps {
			switch strings.ToLower(a.Type) {
			case "wingetapp", "microsoftstoreforbusinessapp", "windowsstoreapp":
				store++
			case "officesuiteapp":
				office++
			}
		}
		return []Verdict{Passf("device preparation policies name %s of the Store and %s", appsOf(store, "app"), appsOf(office, "suite of Microsoft 365 Apps"))}
	},
	Examples: []Example{
		{Name: "no app", Want: Pass, Detail: "no app of the Store and no suite"},
		{Name: "an app of the Store", Change: named("winGetApp"), Want: Pass, Detail: "1 app of the Store"},
		{Name: "Microsoft 365 Apps", Change: named("officeSuiteApp"), Want: Pass, Detail: "1 suite"},
		{Name: "a Win32 app", Change: named("win32LobApp"), Want: Pass, Detail: "no app of the Store"},
		{Name: "apps could not be read", Change: func(x *Case) { x.Missing = []tenant.Dataset{tenant.Apps} }, Want: NotEvaluated},
	},
}

func named(kind string) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Apps = []tenant.App{{ID: "1", Name: "Portal", Found: tenant.Yes, Type: kind}}
	})
}

func appsOf(n int, what string) string {
	switch n {
	case 0:
		return "no " + what
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
