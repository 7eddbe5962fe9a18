package terminal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

func (o *OneUser) policy() string {
	if !o.Facts.Has(tenant.Preparation) {
		return "device preparation policies were not read"
	}
	user := o.Row.User.ID
	p, meant := o.Facts.Winning(user)
	switch meant {
	case tenant.No:
		return o.noPolicy()
	case tenant.Unknown:
		switch {
		case p == nil:
			return "not known: a policy is of a deployment type that prepaudit does not know"
		case rules.Assigned(p.Assignments, user) == tenant.Yes && slices.ContainsFunc(o.Facts.Preparation, ofOtherMode):
			return "not known: policy " + plain.Clip(p.Name, 80) +
				" means the user, and one of a deployment type that prepaudit does not know may win over it"
		case rules.Assigned(p.Assignments, user) == tenant.Yes:
			return "not known: more than one policy means the user, and their priorities do not say which of them wins"
		}
		return "not known: whether policy " + plain.Clip(p.Name, 80) + " means the user could not be read"
	}
	var with []string
	for _, a := range o.Facts.Apps {
		if slices.Contains(p.AppIDs, a.ID) && a.Name != "" {
			with = append(with, plain.Clip(a.Name, 60))
		}
	}
	if n := len(p.AppIDs) - len(with); n > 0 {
		with = append(with, english.Count(n, "app")+" whose name is not known")
	}
	if n := len(p.ScriptIDs); n > 0 {
		with = append(with, english.Count(n, "script"))
	}
	words := plain.Clip(p.Name, 80)
	for i, s := range with {
		switch i {
		case 0:
			words += ", with " + s
		case len(with) - 1:
			words += " and " + s
		default:
			words += ", " + s
		}
	}
	if own, names := o.ownPolicies(); own != "" && names != p.Name {
		words += "; " + own + ", which comes first"
	}
	return words
}

// noPolicy speaks of a user without a policy, whose device may have one of its own.
func (o *OneUser) noPolicy() string {
	if own, _ := o.ownPolicies(); own != "" {
		return "none for the user: " + own + ", and any other device is set up without device preparation"
	}
	if _, _, known := o.Facts.Targeted(); !known {
		return "none for the user: the device is set up without device preparation, unless it is associated and has a " +
			"policy of its own, which is not known"
	}
	return "none: the device is set up without device preparation"
}

// ownPolicies tells of the associated devices with a policy of their own, and names these; "" where there is none.
func (o *OneUser) ownPolicies() (words, names string) {
	n, names, _ := o.Facts.Targeted()
	if n == 0 {
		return "", ""
	}
	return fmt.Sprintf("%s a policy of %s own (%s)", english.CountVerb(n, "associated device", "has", "have"),
		english.Verb(n, "its", "their"), plain.Clip(names, 200)), names
}

func ofOtherMode(p tenant.PreparationPolicy) bool { return p.Mode == tenant.OtherMode }

// access lists the Conditional Access policies that meet the user while a device is prepared.
func (o *OneUser) access() []string {
	if !o.Facts.Has(tenant.AccessPolicies) {
		return []string{"Conditional Access was not read"}
	}
	var lines []string
	for _, p := range o.Facts.Access {
		if !p.MeetsEnrollment() || p.State == "disabled" {
			continue
		}
		meets := p.Meets(o.Row.User)
		if meets == tenant.No {
			continue
		}
		line := plain.Clip(p.Name, 80) + ": " + accessWords(p)
		switch p.State {
		case "enabled":
		case "enabledForReportingButNotEnforced":
			line += " (reported only, not enforced)"
		default:
			line += " (" + plain.Clip(p.State, 40) + ")"
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

// controlWords are the grant controls of Conditional Access in words.
var controlWords = map[string]string{
	"compliantDevice": "a compliant device", "domainJoinedDevice": "a hybrid joined device", "block": "blocked",
	tenant.TermsOfUse: "terms of use", tenant.CustomControl: "what another provider asks",
}

func accessWords(p tenant.AccessPolicy) string {
	var controls []string
	for _, c := range p.Controls {
		controls = append(controls, cmp.Or(controlWords[c], c))
	}
	if p.Strength != nil {
		controls = append(controls, "an authentication strength")
	}
	words := strings.Join(controls, " "+strings.ToLower(p.Operator)+" ")
	if words == "" {
		words = "no control"
	}
	if p.Frequency == "everyTime" {
		words += ", every time"
	}
	switch only := " (" + strings.Join(p.Only, "; ") + ")"; {
	case p.AtRisk() == tenant.Yes:
		words += ", only at a risk" + only
	case len(p.Only) > 0:
		words += ", only under further conditions" + only
	}
	return plain.Clip(words, 200)
}
