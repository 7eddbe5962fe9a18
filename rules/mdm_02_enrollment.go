package rules

import (
	"cmp"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var automaticEnrollment = &Rule{
	ID:       "MDM-02",
	Title:    "Automatic enrollment in Intune is on",
	Level:    Required,
	Effect:   Effect{Enroll, Stops, Information},
	Citation: requirement("configuration", "Configuration requirements"),
	Rationale: "The first sign-in joins the device to Microsoft Entra ID, and automatic enrollment enrolls it in " +
		"Intune. If it is off, the device joins and stays unmanaged.",
	Remediation: "In a tenant with Microsoft Entra ID P1, without which it can't be set: " +
		enrollmentPath + " > MDM user scope: All, or Some with the groups whose members prepare devices. " +
		enrollmentPage,
	Needs:   []tenant.Dataset{tenant.MDMPolicies},
	Uses:    []tenant.Dataset{tenant.OtherMDMMembers, tenant.SKUs}, // whoever is inside both is a warning
	OneUser: true,
	change:  mdmScope,
	Counted: "MDM services",
	Once:    judgeEnrollment,
	Shown: []Shown{
		{Pass, "all"},
		{Pass, "selected, a group with a member"},
		{Fail, "none, and no Entra ID P1"},
		{Warn, "a user inside two MDM services"},
	},
}

func judgeEnrollment(env *Env) []Verdict {
	p, ok := env.intunePolicy()
	v := Failf("the automatic enrollment settings don't list Microsoft Intune")
	if ok {
		v = intuneEntry(p)
	}
	return append([]Verdict{env.otherwise(env.premiumFirst(v))}, otherServices(env, p)...)
}

// premiumFirst sends to Microsoft Entra ID P1 where the tenant has none: automatic enrollment comes with it (licensing
// section of the requirements), so that without it the setting is unreachable, or is on and does nothing.
func (f *Facts) premiumFirst(v Verdict) Verdict {
	if f.Licenses == nil || v.Outcome == NotEvaluated {
		return v
	}
	switch e, _ := f.entitled(); {
	case e.Entra.Usable(), e.Entra.State == license.Unsure:
		return v
	case v.Outcome == Fail:
		v.Detail += "; first get Microsoft Entra ID P1, which automatic enrollment needs: "
	default:
		v.Outcome, v.Does = Warn, Stops
		v.Detail += ", and works with Microsoft Entra ID P1 alone: "
	}
	v.Detail += "the tenant has none that can be used"
	return v
}

func intuneEntry(p tenant.MDMPolicy) Verdict {
	v := whomItReaches(p)
	if v.Outcome == Pass && p.IsValid != nil && !*p.IsValid {
		return Warnf("%s, but Graph marks the entry as invalid (isValid is false)", v.Detail)
	}
	return v
}

func whomItReaches(p tenant.MDMPolicy) Verdict {
	switch p.AppliesTo {
	case "all":
		return Passf("automatic enrollment applies to all users")
	case "none":
		return Failf("automatic enrollment applies to nobody (none)")
	case "selected":
	default:
		return unrecognized("automatic enrollment applies to", p.AppliesTo)
	}
	if len(p.Groups) == 0 {
		return Failf("automatic enrollment applies to selected groups, and no group is selected")
	}
	users, whole := reached(p)
	switch {
	case users > 0 && !whole:
		return Passf("automatic enrollment applies to %s: at least %s, since the members of a group could not be read",
			names(p.Groups), english.Count(users, "user"))
	case users > 0:
		return Passf("automatic enrollment applies to %s: %s", names(p.Groups), english.Count(users, "user"))
	case !whole:
		return Unknown("automatic enrollment applies to %s, whose members could not be read", names(p.Groups))
	}
	return Failf("automatic enrollment applies to %s, which has no members", names(p.Groups))
}

// otherServices lists the MDM services beside Intune, and who is inside one of them and Intune. Whether automatic
// enrollment is on does not hang on that, so what is not known of another service is a warning, as its users would be.
func otherServices(env *Env, intune tenant.MDMPolicy) []Verdict {
	var vs []Verdict
	for _, p := range env.MDMPolicies {
		if strings.EqualFold(p.ID, tenant.IntuneApp) || strings.EqualFold(p.ID, tenant.IntuneEnrollmentApp) ||
			p.AppliesTo == "none" {
			continue
		}
		p.DisplayName = cmp.Or(p.DisplayName, p.ID)
		v := overlap(intune, p)
		v.Subject = Subject{"mdmPolicy", p.ID, p.DisplayName}
		vs = append(vs, v)
	}
	return vs
}

func overlap(a, b tenant.MDMPolicy) Verdict {
	const conflict = "%s inside both Microsoft Intune and %s; which of them enrolls the device is not settled"
	switch b.AppliesTo {
	case "all", "selected":
	default:
		return Warnf("another MDM service, %s, applies to %q, an unrecognized value", b.DisplayName,
			b.AppliesTo)
	}
	switch {
	case a.ID == "", a.AppliesTo == "none":
		return Passf("another MDM service, %s, applies to %s; no user is inside both", b.DisplayName, b.AppliesTo)
	case a.AppliesTo != "all" && a.AppliesTo != "selected":
		return Warnf("whether a user is inside both Microsoft Intune and %s is not known: Intune applies to %q, an "+
			"unrecognized value", b.DisplayName, a.AppliesTo)
	}
	if a.AppliesTo == "all" && b.AppliesTo == "all" {
		return Warnf(conflict, "everybody is", b.DisplayName)
	}
	other, appliesTo := b.DisplayName, b.AppliesTo
	if b.AppliesTo == "all" {
		a, b = b, a
	}
	_, whole := reached(a)
	left, right, n := selected(a), selected(b), 0
	for i, g := range right {
		whole = whole && g.Members != nil
		for id := range g.Members {
			if !memberOfAny(right[:i], id) && (a.AppliesTo == "all" || memberOfAny(left, id)) {
				n++
			}
		}
	}
	switch {
	case n > 0:
		return Warnf(conflict, english.Count(n, "user"), other)
	case !whole:
		return Warnf("whether a user is inside both Microsoft Intune and %s is not known: the members of a group "+
			"could not be read", other)
	}
	return Passf("another MDM service, %s, applies to %s; no user is inside both", other, appliesTo)
}

// selected is the groups that a policy applies to; what is left in the list of another kind of policy is not.
func selected(p tenant.MDMPolicy) []tenant.Group {
	if p.AppliesTo != "selected" {
		return nil
	}
	return p.Groups
}

// reached counts the users in a policy's groups, and says whether all of the groups could be read.
func reached(p tenant.MDMPolicy) (users int, whole bool) {
	whole = true
	groups := selected(p)
	for i, g := range groups {
		whole = whole && g.Members != nil
		for id := range g.Members {
			if !memberOfAny(groups[:i], id) {
				users++
			}
		}
	}
	return users, whole
}
