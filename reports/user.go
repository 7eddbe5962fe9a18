package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// OneUser is everything that a tenant says of one person.
type OneUser struct {
	Row         *rules.UserRow
	Env         *rules.Env
	Groups      []tenant.Group // that the user belongs to, through others too
	GroupsError error          // why Groups are not all
	Gaps        []rules.Gap
	Rules       []*rules.Rule // that were asked about the user
}

// WriteUser writes the answer to "can this person set up a device", a screen of text. It returns Pass where nothing
// that is required is unmet or unknown, else Fail or NotEvaluated.
func WriteUser(w io.Writer, o OneUser, options Options) (rules.Outcome, error) {
	inner, err := openTable(w, options)
	if err != nil {
		return rules.NotEvaluated, err
	}
	t := inner.(*table)
	f := front{words: map[license.Entitlement]entitlement{}}
	v := view{User: o.Row.User, Standing: o.Row.Standing(), Entitlement: f.entitlement(&o.Row.Entitlement), MDM: o.Row.MDM, Policy: o.Row.Policy, Findings: o.Row.Findings}
	outcome := o.outcome()
	word := map[rules.Outcome]string{rules.Pass: "READY", rules.Fail: "NOT READY", rules.NotEvaluated: "UNDECIDED"}[outcome]
	t.paragraph(0, t.paint(outcomeColor(outcome), word)+": "+clip(v.User.DisplayName, 80)+" ("+clip(v.User.UPN, 120)+")")
	t.line("")
	t.labelled("Account", o.account())
	t.labelled("Licences", clip(v.Entitlement.Why, longest))
	run := Run{Groups: o.Env.LicenseGroups}
	for _, a := range assignmentsOf(v.User) {
		t.labelled("", "- "+assignmentWords(run, a))
	}
	t.labelled("MDM scope", v.MDM.String())
	t.labelled("Joining", o.joining())
	t.labelled("Policy", o.policy())
	for i, line := range o.access() {
		label := ""
		if i == 0 {
			label = "Access"
		}
		t.labelled(label, line)
	}
	alone := v
	alone.Findings = nil // they follow, each with its cure
	next := toDo(&alone)
	switch {
	case next != "":
	case outcome == rules.NotEvaluated:
		next = "Read what is not evaluated"
	case len(v.Findings) > 0:
		next = "Cure what follows"
	default:
		next = "Nothing: the user can set up a device"
	}
	t.labelled("Next step", next)
	t.line("")
	for _, finding := range v.Findings {
		t.paragraph(0, t.paint(outcomeColor(finding.Outcome), outcomeWords(finding))+" "+finding.Rule.ID+" "+finding.Rule.Title+": "+clip(finding.Detail, longest))
		if finding.Outcome != rules.NotEvaluated {
			t.paragraph(2, "Cure: "+inWords(finding.Rule.Remediation))
		}
	}
	if o.GroupsError != nil {
		t.paragraph(0, t.paint(yellow, "not evaluated")+" the user's groups: "+clip(o.GroupsError.Error(), longest))
	}
	for _, g := range o.Gaps {
		t.paragraph(0, t.paint(yellow, "not evaluated")+" "+string(g.Dataset)+": "+clip(g.Why, longest))
	}
	if t.err != nil {
		return outcome, t.err
	}
	_, err = w.Write(clean(t.out.Bytes()))
	return outcome, err
}

func (o *OneUser) outcome() rules.Outcome {
	outcome := rules.Pass
	for _, f := range o.Row.Findings {
		switch {
		case f.Level != rules.Required:
		case f.Outcome == rules.Fail:
			return rules.Fail
		case f.Outcome == rules.NotEvaluated:
			outcome = rules.NotEvaluated
		}
	}
	if slices.ContainsFunc(o.Gaps, o.decides) {
		return rules.NotEvaluated
	}
	return outcome
}

// decides reports whether a required rule needs what is missing.
func (o *OneUser) decides(g rules.Gap) bool {
	return slices.ContainsFunc(o.Rules, func(r *rules.Rule) bool { return r.Level == rules.Required && slices.Contains(r.Needs, g.Dataset) })
}

func (o *OneUser) account() string {
	u := o.Row.User
	words := []string{u.ID.String()}
	switch u.Enabled {
	case tenant.No:
		words = append(words, "disabled: nobody can sign in")
	case tenant.Unknown:
		words = append(words, "enabled or not is not known")
	}
	if u.UserType != "" && u.UserType != "Member" {
		words = append(words, strings.ToLower(clip(u.UserType, 20)))
	}
	for _, s := range []string{u.Department, u.Country} {
		if s != "" {
			words = append(words, clip(s, 40))
		}
	}
	return strings.Join(words, ", ")
}

func assignmentWords(r Run, a assignment) string {
	name := a.sku.String()
	if p, ok := license.ProductOf(a.sku); ok {
		name = p.Name + " (" + p.PartNumber + ")"
	}
	switch a.path() {
	case "direct":
		name += ", directly"
	case "group", "both":
		name += ", by group " + clip(groupNames(r, a.groups), 120)
		if a.direct {
			name += " and directly"
		}
	}
	if a.off > 0 {
		name += fmt.Sprintf(", %s off", count(a.off, "plan"))
	}
	if a.error != "" {
		name += ", in error: " + clip(a.error, 60)
	}
	return name
}

func (o *OneUser) joining() string {
	e, u := o.Env, o.Row.User
	if !e.Has(tenant.Registration) {
		return "who may join devices was not read"
	}
	may := map[tenant.Tri]string{tenant.Yes: "may join devices", tenant.No: "may not join devices", tenant.Unknown: "whether the user may join devices is not known"}[e.Registration.Join.Has(u.ID)]
	if !e.Has(tenant.OwnedDevices) {
		return may + "; the user's devices were not read"
	}
	return fmt.Sprintf("%s; %d of %s joined or registered", may, e.Owned.Of(u.ID), count(e.Registration.DeviceQuota, "device"))
}

func (o *OneUser) policy() string {
	if !o.Env.Has(tenant.Preparation) {
		return "device preparation policies were not read"
	}
	p, meant := o.Env.Winning(o.Row.User.ID)
	switch meant {
	case tenant.No:
		return "none: the device is set up without device preparation"
	case tenant.Unknown:
		return "not known: the members of a policy's group could not be read"
	}
	var apps []string
	for _, a := range o.Env.Apps {
		if slices.Contains(p.AppIDs, a.ID) && a.Name != "" {
			apps = append(apps, clip(a.Name, 60))
		}
	}
	words := clip(p.Name, 80)
	if len(apps) > 0 {
		words += ", with " + strings.Join(apps, ", ")
	}
	if n := len(p.ScriptIDs); n > 0 {
		words += " and " + count(n, "script")
	}
	return words
}

// access lists the Conditional Access policies that meet the user while a device is prepared.
func (o *OneUser) access() []string {
	if !o.Env.Has(tenant.AccessPolicies) {
		return []string{"Conditional Access was not read"}
	}
	var lines []string
	for _, p := range o.Env.Access {
		if !p.MeetsEnrolment() || p.State == "disabled" {
			continue
		}
		meets := p.Meets(o.Row.User.ID, o.Groups, o.GroupsError == nil)
		if meets == tenant.No {
			continue
		}
		line := clip(p.Name, 80) + ": " + accessWords(p)
		if p.State != "enabled" {
			line += " (" + clip(p.State, 40) + ")"
		}
		if meets == tenant.Unknown {
			line += "; whether it means the user is not known for certain"
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return []string{"no Conditional Access policy meets the enrolment"}
	}
	return lines
}

func accessWords(p tenant.AccessPolicy) string {
	words := strings.Join(p.Controls, " "+strings.ToLower(p.Operator)+" ")
	if p.Strength {
		words = strings.TrimSpace(words + " authentication strength")
	}
	if words == "" {
		words = "no control"
	}
	if p.Frequency == "everyTime" {
		words += ", every time"
	}
	return clip(words, 120)
}
