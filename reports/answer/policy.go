package answer

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

func (k *Known) policy() string {
	if !k.Facts.Has(tenant.Preparation) {
		return "not known"
	}
	user := k.Row.User.ID
	p, meant := k.Facts.Winning(user)
	switch meant {
	case tenant.No:
		return k.noPolicy()
	case tenant.Unknown:
		switch {
		case p == nil:
			return "not known: a policy has a deployment type that prepaudit doesn't know"
		case rules.Assigned(p.Assignments, user) == tenant.Yes && slices.ContainsFunc(k.Facts.Preparation, ofOtherMode):
			return "not known: policy " + quoted(p.Name) +
				" applies to the user, and one with a deployment type that prepaudit doesn't know may come first"
		case rules.Assigned(p.Assignments, user) == tenant.Yes:
			return "not known: more than one policy applies to the user, and their priorities don't say which is first"
		}
		return "not known: whether policy " + quoted(p.Name) + " applies to the user couldn't be read"
	}
	var with []string
	for _, a := range k.Facts.Apps {
		if slices.Contains(p.AppIDs, a.ID) && a.Name != "" {
			with = append(with, plain.Clip(a.Name, 60))
		}
	}
	if n := len(p.AppIDs) - len(with); n > 0 {
		with = append(with, english.Count(n, "more app"))
	}
	if n := len(p.ScriptIDs); n > 0 {
		with = append(with, english.Count(n, "script"))
	}
	words := quoted(p.Name)
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
	if own, names := k.ownPolicies(); own != "" && names != p.Name {
		words += "; " + own + ", which comes first"
	}
	return words
}

// noPolicy speaks of a user without a policy, whose device may have one of its own.
func (k *Known) noPolicy() string {
	if own, _ := k.ownPolicies(); own != "" {
		return "none for the user: " + own + ", and any other PC gets normal setup"
	}
	if _, _, known := k.Facts.Targeted(); !known {
		return "none for the user: the PC gets normal setup, unless it's associated and has a policy of its own, " +
			"which isn't known"
	}
	return "none: the PC gets normal setup"
}

// ownPolicies tells of the associated devices with a policy of their own, and names these; "" where there is none.
func (k *Known) ownPolicies() (words, names string) {
	n, names, _ := k.Facts.Targeted()
	if n == 0 {
		return "", ""
	}
	return fmt.Sprintf("%s a policy of %s own (%s)", english.CountVerb(n, "associated device", "has", "have"),
		english.Verb(n, "its", "their"), plain.Clip(names, 200)), names
}

func ofOtherMode(p tenant.PreparationPolicy) bool { return p.Mode == tenant.OtherMode }

// access lists the Conditional Access policies that meet the user while a device is prepared.
func (k *Known) access() []string {
	if !k.Facts.Has(tenant.AccessPolicies) {
		return []string{"not known"}
	}
	var words []string
	named := map[string][]string{} // policies by what they ask
	for _, p := range k.Facts.Access {
		if !p.MeetsEnrollment() || p.State == "disabled" {
			continue
		}
		meets := p.Meets(k.Row.User)
		if meets == tenant.No {
			continue
		}
		asks := accessWords(p)
		switch p.State {
		case "enabled":
		case "enabledForReportingButNotEnforced":
			asks += " (report-only)"
		default:
			asks += " (" + plain.Clip(p.State, 40) + ")"
		}
		if meets == tenant.Unknown {
			asks += ", if it applies to the user, which isn't certain"
		}
		if named[asks] == nil {
			words = append(words, asks)
		}
		named[asks] = append(named[asks], quoted(p.Name))
	}
	if len(words) == 0 {
		return []string{"no Conditional Access policy applies to enrollment"}
	}
	slices.SortStableFunc(words, func(a, b string) int { return gravity(b) - gravity(a) })
	for i, asks := range words {
		words[i] = asks + ": " + strings.Join(named[asks], ", ")
	}
	return words
}

// gravity sorts what policies ask by how much it is in the way.
func gravity(asks string) int {
	switch {
	case strings.HasPrefix(asks, controlWords["block"]):
		return 2
	case strings.Contains(asks, everyTime):
		return 1
	}
	return 0
}

const everyTime = ", every time"

// quoted is a name from the directory.
func quoted(name string) string { return "\"" + plain.Clip(name, 80) + "\"" }

// controlWords are the grant controls of Conditional Access in words.
var controlWords = map[string]string{
	"mfa": "MFA", "compliantDevice": "a compliant device", "domainJoinedDevice": "a hybrid joined device",
	"block": "blocked", tenant.TermsOfUse: "terms of use", tenant.CustomControl: "a custom control",
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
		words = "no grant control"
	}
	if p.Frequency == "everyTime" {
		words += everyTime
	}
	switch only := " (" + strings.Join(p.Only, "; ") + ")"; {
	case p.AtRisk() == tenant.Yes:
		words += ", only at a risk" + only
	case len(p.Only) > 0:
		words += ", only under further conditions" + only
	}
	return plain.Clip(words, 200)
}
