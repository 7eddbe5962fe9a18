package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

// asksAlone reports whether a policy asks to sign in every time, risk or not, and for no MFA.
func asksAlone(p tenant.AccessPolicy) bool {
	return p.State != "disabled" && p.AtRisk() != tenant.Yes && p.Frequency == "everyTime" && !demandsMultiFactor(p) &&
		meets(p, enrollmentApp)
}

// demandsToo reports whether a policy that is enforced demands MFA of the enrollment, so that one that asks
// to sign in every time asks for it every time.
func demandsToo(p tenant.AccessPolicy) bool {
	return p.State == "enabled" && p.AtRisk() != tenant.Yes && p.Frequency != "everyTime" && demandsMultiFactor(p) &&
		meets(p, enrollmentApp)
}

// together says what becomes of a policy that asks to sign in every time, where others demand MFA of the
// same users, and how many these are.
func together(env *Env, i int) (Verdict, affected) {
	c := &env.count.Access
	var demand, perhaps []string
	for n, j := range c.demands {
		name := env.Access[j].Name
		if len(env.Access[j].Only) > 0 {
			name += " (only under further conditions)"
		}
		if len(env.Access[j].ExcludeRoles) > 0 {
			name += " (except for members of an excluded role)"
		}
		switch pair := c.pairs[i][n]; {
		case pair.Sure > 0:
			demand = append(demand, name)
		case pair.Perhaps > 0:
			perhaps = append(perhaps, name)
		}
	}
	if demand == nil {
		demand = perhaps
	}
	if demand == nil {
		return OK, affected{}
	}
	return Warnf("requires sign-in every time, and %s MFA: together they require it every time, where "+
		"nobody can answer during setup", demands(demand)), c.together[i]
}

func demands(policies []string) string {
	if len(policies) == 1 {
		return "policy " + policies[0] + " requires"
	}
	return "policies " + strings.Join(policies, ", ") + " require"
}
