package rules

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// env is the example's tenant as a rule sees it.
func (c *Case) env(otherMDM bool) *Env {
	env := &Env{Settings: c.Settings, OtherMDM: otherMDM, Now: c.Now, Windows: windows.Default(), ExpiryDays: 30, Count: c.Count, missing: map[tenant.Dataset]bool{}}
	for _, ds := range c.Missing {
		env.missing[ds] = true
	}
	if env.Has(tenant.SKUs) {
		env.Licenses = license.NewTable(env.SKUs, license.Options{OtherMDM: otherMDM, Groups: env.LicenseGroups})
	}
	return env
}

func TestExamples(t *testing.T) {
	for _, r := range Catalog() {
		for _, x := range r.Examples {
			t.Run(r.ID+"/"+x.Name, func(t *testing.T) {
				c, err := x.Case()
				if err != nil {
					t.Fatal(err)
				}
				env := c.env(x.OtherMDM)
				var vs []Verdict
				switch {
				case r.EachUser != nil:
					vs = []Verdict{r.EachUser(env, &c.User, env.Licenses.Of(&c.User))}
				case r.EachDevice != nil:
					row := describe(env, &c.Device, nil)
					vs = []Verdict{r.device(env, &row)}
				case r.EachSKU != nil:
					for i := range env.SKUs {
						vs = append(vs, r.EachSKU(env, &env.SKUs[i]))
					}
				default:
					env.begin()
					env.meet(&c.User, true)
					vs = r.Once(env)
				}
				if len(vs) == 0 {
					t.Fatal("no verdict")
				}
				got := worst(vs)
				if got.Outcome != x.Want {
					t.Errorf("%v, want %v: %+v", got.Outcome, x.Want, vs)
				}
				if level := got.Level; level != x.Level && !(x.Level == 0 && level == r.Level) {
					t.Errorf("level %v, want %v", level, x.Level)
				}
				said := ""
				for _, v := range vs {
					said += v.Detail + v.Subject.Name + "\n"
					if !wellSaid(v) {
						t.Errorf("%v is not told in words that are said once and without a period: %q", v.Outcome, v.Detail)
					}
				}
				if !strings.Contains(said, x.Detail) {
					t.Errorf("detail %q does not have %q", said, x.Detail)
				}
			})
		}
	}
}

// wellSaid reports whether a verdict says why, unless it is a pass, and nothing twice.
func wellSaid(v Verdict) bool {
	clauses := strings.Split(v.Detail, "; ")
	slices.Sort(clauses)
	return (v.Detail != "" || v.Outcome == Pass) && !strings.HasSuffix(v.Detail, ".") && !strings.Contains(v.Detail, "%!") && len(slices.Compact(clauses)) == strings.Count(v.Detail, "; ")+1
}

// worst is the verdict that a reader must see first.
func worst(vs []Verdict) Verdict {
	for _, o := range []Outcome{Fail, NotEvaluated, Warn} {
		for _, v := range vs {
			if v.Outcome == o {
				return v
			}
		}
	}
	return vs[0]
}

// Every rule says where it stands, what cures it, and shows that it can fail.
func TestCatalog(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Catalog() {
		if seen[r.ID] {
			t.Errorf("%s stands twice in the catalog", r.ID)
		}
		seen[r.ID] = true
		if r.Title == "" || strings.HasSuffix(r.Title, ".") || r.Level == 0 || r.Rationale == "" || r.Remediation == "" ||
			r.Citation.Document == "" || r.Citation.Section == "" || !strings.HasPrefix(r.Citation.URL, "https://") || len(r.Needs)+len(r.Uses) == 0 && !byHandOnly(r) {
			t.Errorf("%s lacks a title (without a period), level, rationale, remediation, citation or need", r.ID)
		}
		kinds := 0
		for _, set := range []bool{r.EachUser != nil, r.EachDevice != nil, r.EachSKU != nil, r.Once != nil} {
			if set {
				kinds++
			}
		}
		if kinds != 1 {
			t.Errorf("%s must have exactly one of EachUser, EachDevice, EachSKU and Once", r.ID)
		}
		// What only informs may apply to nobody, and has at least a word that it does not know.
		if !hasExample(r, Pass) && !hasExample(r, ByHand) && !(r.Level == Advisory && hasExample(r, NotApplicable)) {
			t.Errorf("%s has no example of what is well", r.ID)
		}
		if !hasExample(r, Fail) && !hasExample(r, Warn) && !hasExample(r, ByHand) && !(r.Level == Advisory && hasExample(r, NotEvaluated)) {
			t.Errorf("%s has no example of what is not", r.ID)
		}
	}
}

// byHandOnly reports that the rule never judges, so that it needs nothing either: what is refused leaves it as it is.
func byHandOnly(r *Rule) bool {
	return !slices.ContainsFunc(r.Examples, func(x Example) bool { return x.Want != ByHand })
}

func hasExample(r *Rule, o Outcome) bool {
	for _, x := range r.Examples {
		if x.Want == o {
			return true
		}
	}
	return false
}
