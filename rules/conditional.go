package rules

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Applications as Conditional Access names them (Microsoft's pages and windows-itpro-docs, 2026-08).
const (
	enrollmentApp     = tenant.IntuneEnrollmentApp
	universalStoreApp = tenant.StoreApp
)

// overAccess judges every Conditional Access policy that asks something of an application on Windows; stands tells what
// stands in the way, by the policy's place, and is OK for nothing; with it comes how many users in scope meet that.
// Policies for other platforms or ways of signing in, and those that are off, are passed over.
func overAccess(app, well string, stands func(*Env, int) (Verdict, affected)) func(*Env) []Verdict {
	return func(env *Env) []Verdict {
		var vs []Verdict
		for i, p := range env.Access {
			if p.State == "disabled" || !meets(p, app) {
				continue
			}
			v, reach := stands(env, i)
			if v.Outcome == Pass {
				continue
			}
			if p.AtRisk() == tenant.Yes {
				vs = append(vs, Verdict{Outcome: Pass, Subject: Subject{"policy", p.ID, p.Name}, Detail: v.Detail +
					", only at a risk (" + strings.Join(p.Only, "; ") + "): a user without such a risk is not affected"})
				continue
			}
			if len(p.Only) > 0 {
				v.Does = Information // whether a person meets the conditions is not known
				v.Detail += ", only under further conditions (" + strings.Join(p.Only, "; ") + ")"
			}
			v.Detail += "; " + env.whom(p)
			if p.AtRisk() == tenant.Unknown {
				reach.Sure, reach.Perhaps = 0, reach.Sure+reach.Perhaps
			}
			v = reach.narrow(env, v)
			switch {
			case reach.Perhaps > 0 && len(p.IncludeRoles) > 0:
				v.Detail += ", because role members aren't read"
			case len(p.ExcludeRoles) > 0 && v.Outcome == Warn:
				v.Detail += ", except for members of an excluded role, who aren't read"
			}
			v.Subject = Subject{"policy", p.ID, p.Name}
			switch {
			case v.Outcome == Pass:
			case p.State == "enabled":
				v.Detail = "enforced: " + v.Detail
			case p.State == reportOnly:
				v.Does = Information
				v.Detail = "not enforced yet, only reported: " + v.Detail
			default:
				v.Outcome, v.Detail = NotEvaluated, fmt.Sprintf("its state is %q, an unrecognized value",
					p.State)
			}
			vs = append(vs, v)
		}
		if len(vs) == 0 {
			vs = append(vs, Passf("%s", well))
		}
		return vs
	}
}

// meets reports whether a policy can apply to somebody who comes to an application while Windows is set up.
func meets(p tenant.AccessPolicy, app string) bool {
	return p.MeetsApp(app) && p.OnWindows() && !p.MeansNobody()
}

// accessInQuestion tells of each Conditional Access policy whether a rule asks which users it means, so that its groups
// have to be read.
func (f *Facts) accessInQuestion(all []tenant.AccessPolicy) []bool {
	question := make([]bool, len(all))
	asks := slices.ContainsFunc(all, asksAlone)
	for i, p := range all {
		switch {
		case p.State == "disabled", p.AtRisk() == tenant.Yes:
		case forJoining(p), demandsStrength(p):
			question[i] = true
		case meets(p, enrollmentApp) &&
			(p.Frequency == "everyTime" || keepsOut(p).Outcome != Pass || asks && demandsMultiFactor(p)):
			question[i] = true
		case meets(p, universalStoreApp) && demandsMultiFactor(p) && f.activationAtRisk():
			question[i] = true
		}
	}
	return question
}

// activationAtRisk reports whether a Windows that is serviced cannot answer while it is activated; so too where that is
// not known.
func (f *Facts) activationAtRisk() bool {
	r := f.Windows.OldestServiced(f.Now, build22H2)
	return r == nil || r.Build < build24H2
}
