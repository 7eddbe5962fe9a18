package terminal

import (
	"fmt"
	"io"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// OneUser is everything that a tenant says of one person.
type OneUser struct {
	Row         *rules.UserRow
	Facts       *rules.Facts
	Groups      []tenant.Group // that the user belongs to, through others too
	GroupsError error          // why Groups are not all
	Gaps        []rules.Gap
	Rules       []*rules.Rule // that were asked about the user
	Summary     rules.Summary // of what they said
	Allowed     rules.Allowed
}

// WriteUser writes the answer to "can this person set up a device", a screen of text. It returns Pass where nothing
// stands in the way and nothing that the rules need is unknown, unless that is allowed, else Fail or NotEvaluated. What fails stands in the way of
// one person though a tenant does without it: a quota that is used up, a policy that is skipped.
func WriteUser(w io.Writer, o OneUser, options Options) (rules.Outcome, error) {
	t := newScreen(w, options)
	v := record.NewUser(o.Row)
	outcome := o.outcome()
	words := map[rules.Outcome]string{rules.Pass: "READY", rules.Fail: "NOT READY", rules.NotEvaluated: "UNDECIDED"}
	who := plain.Clip(v.UPN, 120)
	if v.DisplayName != "" {
		who = plain.Clip(v.DisplayName, 80) + " (" + who + ")"
	}
	t.paragraph(0, t.paint(outcomeColor(outcome), words[outcome])+": "+who)
	t.line("")
	t.labelled("Account", o.account())
	t.labelled("Licences", plain.Shown(v.Entitlement.Why))
	run := &record.Run{Groups: record.NewGroups(o.Facts.LicenseGroups), Products: record.NewProducts(&o.Facts.Settings)}
	for _, a := range v.Assignments() {
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
	for i, line := range o.next(v, outcome) {
		label := ""
		if i == 0 {
			label = "Next step"
		}
		t.labelled(label, line)
	}
	t.line("")
	o.findings(t)
	if o.GroupsError != nil {
		t.paragraph(0, t.paint(yellow, "not evaluated")+" the user's groups: "+plain.Shown(o.GroupsError.Error()))
	}
	for _, g := range o.Gaps {
		t.paragraph(0, t.paint(yellow, "not evaluated")+" "+string(g.Dataset)+": "+plain.Shown(g.Why))
		if g.Hint != "" {
			t.paragraph(2, "Hint: "+plain.Shown(g.Hint))
		}
	}
	if t.err != nil {
		return outcome, t.err
	}
	_, err := w.Write(clean(t.out.Bytes()))
	return outcome, err
}

// findings tells those about the user, each with its cure, and then those that anybody in the tenant would meet.
func (o *OneUser) findings(t *screen) {
	everybody := false
	for _, f := range o.Row.Findings {
		about := ""
		switch {
		case f.Rule.EachUser != nil:
		case !everybody:
			everybody = true
			if f.Rule != o.Row.Findings[0].Rule {
				t.line("")
			}
			t.paragraph(0, "What others meet as well (prepaudit rules show ID tells the cure):")
			fallthrough
		default:
			if f.Subject.Kind != "tenant" {
				about = wording.Subject(f.Subject) + ": "
			}
		}
		word := t.paint(outcomeColor(f.Outcome), f.Outcome.String()+wording.Weight(f.Level, f.Rule.Level))
		t.paragraph(0, word+" "+f.Rule.ID+" "+f.Rule.Title+": "+about+plain.Shown(f.Detail))
		if f.Rule.EachUser != nil && f.Outcome != rules.NotEvaluated && !o.lacks(f) { // to wait is the cure then
			t.paragraph(2, "Cure: "+wording.Remedy(f.Rule.Remediation))
		}
	}
}

func (o *OneUser) outcome() rules.Outcome {
	outcome := rules.Pass
	switch _, barred := rules.Barred(o.Row.User); barred {
	case tenant.Yes:
		return rules.Fail
	case tenant.Unknown:
		outcome = rules.NotEvaluated
	}
	if o.Row.Ready == rules.Blocked {
		return rules.Fail
	}
	if judged, _ := o.Summary.Judge(rules.Demands{Allowed: o.Allowed}); judged != rules.Pass {
		return judged
	}
	return outcome
}

// lacks reports whether a finding warns of a half that the user does not have yet: a group is still assigning it, and
// until then no device can be prepared.
func (o *OneUser) lacks(f rules.Finding) bool {
	e := &o.Row.Entitlement
	lacking := f.Rule.ID == "LIC-02" && !e.Intune.Usable() || f.Rule.ID == "LIC-03" && !e.Entra.Usable()
	return f.Outcome == rules.Warn && lacking
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
		words = append(words, strings.ToLower(plain.Clip(u.UserType, 20)))
	}
	for _, s := range []string{u.Department, u.Country} {
		if s != "" {
			words = append(words, plain.Clip(s, 40))
		}
	}
	return strings.Join(words, ", ")
}

func assignmentWords(r *record.Run, a record.Assignment) string {
	name := a.SKU.String()
	switch part, product := r.Product(a.SKU); {
	case part != product:
		name = product + " (" + part + ")"
	case part != "":
		name = plain.Clip(part, 80)
	}
	switch record.Path(a.Direct, a.Groups) {
	case "direct":
		name += ", directly"
	case "group", "both":
		name += ", by group " + plain.Clip(r.GroupNames(a.Groups), 120)
		if a.Direct {
			name += " and directly"
		}
	}
	if a.Off > 0 {
		name += fmt.Sprintf(", %s off", english.Count(a.Off, "plan"))
	}
	if a.Error != "" {
		name += ", in error: " + plain.Clip(a.Error, 60)
	}
	return name
}

func (o *OneUser) joining() string {
	e, u := o.Facts, o.Row.User
	if !e.Has(tenant.Registration) {
		return "who may join devices was not read"
	}
	may := map[tenant.Tri]string{
		tenant.Yes: "may join devices", tenant.No: "may not join devices",
		tenant.Unknown: "whether the user may join devices is not known",
	}[e.Registration.Join.Has(u.ID)]
	switch {
	case !e.Registration.Limited():
		return may + "; there is no quota that anybody reaches"
	case !e.Has(tenant.OwnedDevices):
		return may + "; the user's devices were not read"
	}
	return fmt.Sprintf("%s; %s of %s joined or registered", may,
		english.Number(e.Owned.Of(u.ID)), english.Count(e.Registration.DeviceQuota, "device"))
}
