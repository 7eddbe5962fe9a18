package rules

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// env is the example's tenant as a rule sees it.
func (c *Case) env(otherMDM bool) *Env {
	env := &Env{count: c.Count, Facts: &Facts{
		Settings: c.Settings, Cloud: c.Cloud, Network: c.Network, OtherMDM: otherMDM, Now: c.Now,
		Windows: windows.Default(), ExpiryDays: 30, Devices: c.Devices, missing: map[tenant.Dataset]bool{},
	}}
	for _, ds := range c.Missing {
		env.missing[ds] = true
	}
	if env.Has(tenant.SKUs) {
		env.Licenses = license.NewTable(env.SKUs, license.Options{OtherMDM: otherMDM, Groups: env.LicenseGroups})
	}
	return env
}

// examples are what a rule is tried with.
type examples []Example

// try judges each example of a rule, and holds against them what the rule shows. Those of LIC-02 stand in TestLIC02.
func try(t *testing.T, r *Rule, all examples) {
	t.Helper()
	if t.Name() != testOf(r) {
		t.Fatalf("the examples of %s stand in %s, not in %s", r.ID, t.Name(), testOf(r))
	}
	for _, x := range all {
		t.Run(x.Name, func(t *testing.T) { x.judge(t, r) })
	}
	has := func(o Outcome) bool { return slices.ContainsFunc(all, func(x Example) bool { return x.Want == o }) }
	// What only informs may apply to nobody, and has at least a word that it does not know.
	if !has(Pass) && !has(Manual) && !(r.Level == Advisory && has(NotApplicable)) {
		t.Error("no example of what is well")
	}
	if !has(Fail) && !has(Warn) && !has(Manual) && !(r.Level == Advisory && has(NotEvaluated)) {
		t.Error("no example of what is not")
	}
	// A rule that never judges needs nothing: what is refused leaves it as it is.
	if len(r.Needs)+len(r.Uses) == 0 && slices.ContainsFunc(all, func(x Example) bool { return x.Want != Manual }) {
		t.Error("the rule judges, and needs nothing")
	}
	if len(r.Shown) == 0 || len(r.Shown) > 4 {
		t.Errorf("%d examples are shown", len(r.Shown))
	}
	for i, s := range r.Shown {
		if !slices.ContainsFunc(all, func(x Example) bool { return x.Name == s.Name && x.Want == s.Outcome }) {
			t.Errorf("what is shown is no example: %v, %s", s.Outcome, s.Name)
		}
		if slices.Contains(r.Shown[:i], s) {
			t.Errorf("%s is shown twice", s.Name)
		}
	}
	for _, o := range []Outcome{Pass, Fail, Warn, Manual} {
		if has(o) && !slices.ContainsFunc(r.Shown, func(s Shown) bool { return s.Outcome == o }) {
			t.Errorf("there are examples of %q, and Shown of %s has none of them", o, r.ID)
		}
	}
}

// testOf is the test in which a rule's examples stand.
func testOf(r *Rule) string { return "Test" + strings.ReplaceAll(r.ID, "-", "") }

// judge holds what a rule says against what is wanted.
func (x Example) judge(t *testing.T, r *Rule) {
	c, err := x.Case()
	if err != nil {
		t.Fatal(err)
	}
	env := c.env(x.OtherMDM)
	var vs []Verdict
	switch {
	case r.EachUser != nil:
		vs = []Verdict{r.EachUser(env.Facts, &c.User, env.Licenses.Of(&c.User))}
	case r.EachDevice != nil:
		row := describe(env.Facts, &c.Device, nil)
		vs = []Verdict{r.device(env.Facts, &row)}
	case r.EachSKU != nil:
		for i := range env.SKUs {
			vs = append(vs, r.EachSKU(env, &env.SKUs[i]))
		}
	default:
		env.begin()
		env.meet(&c.User, Qualified)
		row := describe(env.Facts, &c.Device, nil)
		env.count.Associated.meet(&row)
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
		if kind := v.Subject.Kind; kind != "" && !slices.Contains(SubjectKinds(), kind) {
			t.Errorf("it speaks of a %s, which is none of SubjectKinds", kind)
		}
		if !wellSaid(v) {
			t.Errorf("%v is not told in words that are said once and without a period: %q", v.Outcome, v.Detail)
		}
	}
	if !strings.Contains(said, x.Detail) {
		t.Errorf("detail %q does not have %q", said, x.Detail)
	}
}

// wellSaid reports whether a verdict says why, unless it is a pass, and nothing twice.
func wellSaid(v Verdict) bool {
	clauses := strings.Split(v.Detail, "; ")
	slices.Sort(clauses)
	return (v.Detail != "" || v.Outcome == Pass) && !strings.HasSuffix(v.Detail, ".") &&
		!strings.Contains(v.Detail, "%!") && len(slices.Compact(clauses)) == strings.Count(v.Detail, "; ")+1
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

// Every rule says where it stands and what cures it, and has a test of its own.
func TestCatalog(t *testing.T) {
	tests := sources(t, "*_test.go")
	seen := map[string]bool{}
	for _, r := range Catalog() {
		if seen[r.ID] {
			t.Errorf("%s stands twice in the catalog", r.ID)
		}
		seen[r.ID] = true
		if r.Title == "" || strings.HasSuffix(r.Title, ".") || r.Level == 0 || r.Rationale == "" ||
			r.Remediation == "" ||
			r.Citation.Document == "" || r.Citation.Section == "" || !strings.HasPrefix(r.Citation.URL, "https://") {
			t.Errorf("%s lacks a title (without a period), level, rationale, remediation or citation", r.ID)
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
		if r.Rooms && r.EachUser == nil || r.Unlisted && r.EachSKU == nil || r.OneUser && r.Once == nil {
			t.Errorf("%s has a field that says nothing of a rule of its kind", r.ID)
		}
		if e := r.Effect; e.Step == 0 || e.Fails == 0 || e.Warns == 0 {
			t.Errorf("%s does not say what its failure does to whom", r.ID)
		}
		if r.Probed != slices.Contains(r.Needs, tenant.Network) {
			t.Errorf("%s: what the network tells is found by probing", r.ID)
		}
		if !strings.Contains(tests, "\nfunc "+testOf(r)+"(t *testing.T) {\n\ttry(t, ") {
			t.Errorf("%s has no examples: there is no %s that calls try", r.ID, testOf(r))
		}
	}
}

// sources is the text of files of this package.
func sources(t *testing.T, pattern string) string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}
