package rules

import (
	"fmt"
	"slices"

	"prepaudit/rules/tenant"
)

// namedThing is an app or a script that a policy names.
type namedThing struct {
	name        string
	found       tenant.Tri
	runAs       string // system, user; "" where its type has no such choice
	assignments []tenant.Assignment
}

// overNamed judges what each policy names of one kind: the number of it, and each.
func overNamed(env *Env, kind string, most int, ids func(tenant.PreparationPolicy) []string, find func(id string) (namedThing, bool)) []Verdict {
	var vs []Verdict
	for _, p := range env.UserDriven() {
		list := ids(p)
		v := Passf("names %s", appsOf(len(list), kind))
		if len(list) > most {
			v = Warnf("names %d %ss, and %d are the most", len(list), kind, most)
		}
		v.Subject = Subject{"policy", p.ID, p.Name}
		vs = append(vs, v)
		for _, id := range slices.Compact(slices.Sorted(slices.Values(list))) {
			t, ok := find(id)
			if !ok {
				t.name = id
			}
			v := judgeNamed(kind, p, t, ok)
			v.Subject = Subject{kind, id, t.name}
			vs = append(vs, v)
		}
	}
	if len(vs) == 0 {
		vs = append(vs, NA("there is no user-driven device preparation policy"))
	}
	return vs
}

func judgeNamed(kind string, p tenant.PreparationPolicy, t namedThing, read bool) Verdict {
	of := fmt.Sprintf("; policy %s names it", p.Name)
	switch {
	case !read || t.found == tenant.Unknown:
		return Unknown("it was not read%s", of)
	case t.found == tenant.No:
		return Warnf("it does not exist%s", of)
	case t.runAs == "user":
		return Warnf("it runs as the user, and is skipped while nobody is signed in%s", of)
	case t.runAs != "" && t.runAs != "system":
		return Unknown("it runs as %q, a word that prepaudit does not know%s", t.runAs, of)
	}
	if slices.ContainsFunc(t.assignments, func(a tenant.Assignment) bool { return a.Kind == "allDevices" && required(a) }) {
		return OK
	}
	if p.Device.ID.IsZero() {
		return Unknown("whether it is assigned to the device group is not known, since the group is not%s", of)
	}
	if slices.ContainsFunc(t.assignments, func(a tenant.Assignment) bool { return a.Kind == "group" && a.Group.ID == p.Device.ID && required(a) }) {
		return OK
	}
	return Warnf("it is not assigned to the device group as required, and is skipped%s", of)
}

// required reports whether an assignment installs; one of a script always does.
func required(a tenant.Assignment) bool { return a.Intent == "" || a.Intent == "required" }
