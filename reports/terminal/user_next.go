package terminal

import (
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// ofPerson puts wording.ToDo, which speaks in a row of users, into the words of an answer about one.
var ofPerson = strings.NewReplacer("(see Why)", "(see Licences)", "ring into", "ring the user into")

// next says what is to be done, the first thing first.
func (o *OneUser) next(v *record.User, outcome rules.Outcome) []string {
	var steps []string
	switch why, barred := rules.Barred(o.Row.User); {
	case barred == tenant.Unknown:
		steps = append(steps, why+": look it up in the Entra admin center")
	case barred == tenant.Yes && o.Row.User.Enabled == tenant.No:
		steps = append(steps, why+": enable it, if the person is to set up a device")
	case barred == tenant.Yes:
		return []string{capital(why) + ": set up the device with an account of this one"}
	}
	said := []string{"LIC-02", "LIC-03", "MDM-03", "DPP-09", "DPP-13"} // wording.ToDo speaks of them
	alone := *v
	alone.Findings = nil // they follow, each with its cure
	if wording.Awaits(v) {
		other := func(f record.Finding) bool { return !wording.OfPart(&f) }
		alone.Findings = slices.DeleteFunc(slices.Clone(v.Findings), other)
	}
	if v.InError != "" {
		said = append(said, "LIC-04")
	}
	if s := wording.ToDo(&alone); s != "" {
		steps = append(steps, ofPerson.Replace(s))
	}
	var fails []string
	for _, f := range v.Findings {
		if f.Outcome == rules.Fail && f.Level != rules.Advisory && !slices.Contains(said, f.Rule) {
			said = append(said, f.Rule)
			fails = append(fails, f.Rule)
		}
	}
	if len(fails) > 0 {
		steps = append(steps, "cure "+strings.Join(fails, ", ")+" below")
	}
	steps = append(steps, o.otherCauses(v, said)...)
	if o.Facts.Has(tenant.Preparation) {
		if _, meant := o.Facts.Winning(o.Row.User.ID); meant == tenant.No {
			step := "add the user to the group of a device preparation policy, or the device is set up without it"
			if len(o.Facts.UserDriven()) == 0 {
				step = "create a device preparation policy, or the device is set up without it"
			} else if n, _, _ := o.Facts.Targeted(); n > 0 {
				step = "add the user to the group of a device preparation policy, or set up an associated device that has one"
			}
			steps = append(steps, step)
		}
	}
	switch {
	case outcome == rules.NotEvaluated:
		steps = append(steps, "read what is not evaluated")
	case len(steps) == 0 && len(v.Findings) > 0:
		steps = append(steps, "nothing that is required; look at what follows")
	case len(steps) == 0 && o.narrowed():
		steps = append(steps, "nothing, by the rules that were asked: --only or --skip leaves others out")
	case len(steps) == 0:
		steps = append(steps, "nothing: the user can set up a device")
	}
	for i, s := range steps {
		if i == 0 {
			steps[i] = capital(s)
		} else {
			steps[i] = "then " + strings.ToLower(s[:1]) + s[1:]
		}
	}
	return steps
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// narrowed reports whether a required rule was not asked.
func (o *OneUser) narrowed() bool {
	return slices.ContainsFunc(rules.Catalog(), func(r *rules.Rule) bool {
		return r.Level == rules.Required && r.OfOneUser() && !slices.Contains(o.Rules, r)
	})
}

// otherCauses are the titles of what stops the person besides what rules that were spoken of already fail for.
func (o *OneUser) otherCauses(v *record.User, said []string) (titles []string) {
	for _, c := range o.Summary.Causes {
		spoken := slices.ContainsFunc(v.Findings, func(f record.Finding) bool {
			return slices.Contains(c.Rules, f.Rule) && slices.Contains(said, f.Rule)
		})
		if slices.Contains(v.BlockedBy, c.ID) && !spoken && c.Step != rules.Target {
			titles = append(titles, plain.Shown(c.Title))
		}
	}
	return titles
}
