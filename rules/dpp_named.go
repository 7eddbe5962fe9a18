package rules

import (
	"fmt"
	"slices"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

const mostApps, mostScripts = 25, 10 // of a policy

// namedThing is an app or a script that a policy names.
type namedThing struct {
	name        string
	found       tenant.Tri
	runAs       string // system, user; "" where its type has no such choice
	unlike      string // why device preparation does not take it; "" for what it takes
	unsure      string // why it is not known how it runs; "" where it is, or the assignment says so
	each        bool   // each of its assignments has a context of its own
	assignments []tenant.Assignment
}

// overNamed judges what each policy names of one kind: the number of it, and each.
func overNamed(env *Env, kind string, most int, ids func(tenant.PreparationPolicy) []string,
	find func(id string) (namedThing, bool)) []Verdict {
	var vs []Verdict
	for _, p := range env.policies() {
		list := ids(p)
		v := Passf("names %s", english.CountOrNo(len(list), kind))
		if len(list) > most {
			v = Warnf("names %s, and %d are the most", english.Count(len(list), kind), most)
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
		vs = append(vs, env.noPolicy())
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
	case t.unlike != "":
		return Warnf("%s%s", t.unlike, of)
	case t.runAs == "user":
		return Warnf("it runs as the user, and is skipped while nobody is signed in%s", of)
	case t.runAs != "" && t.runAs != "system":
		t.unsure = fmt.Sprintf("it runs as %.40q, an unrecognized value", t.runAs)
	}
	// An app's assignment installs where it says so; one of a script always does.
	installs := func(a tenant.Assignment) bool { return a.Intent == "required" || kind == "script" }
	has := func(meant func(tenant.Assignment) bool) bool { return slices.ContainsFunc(t.assignments, meant) }
	here := !p.Device.ID.IsZero()
	meant := func(a tenant.Assignment) bool {
		return a.Kind == "group" && a.Group.ID == p.Device.ID && installs(a) && a.Filter == ""
	}
	all := has(func(a tenant.Assignment) bool { return a.Kind == "allDevices" && installs(a) && a.Filter == "" })
	switch {
	case p.Device.Known && !here:
		return Warnf("policy %s, which names it, has no device group: it is skipped", p.Name)
	case here && has(func(a tenant.Assignment) bool { return a.Kind == "exclusion" && a.Group.ID == p.Device.ID }):
		return Warnf("its assignments exclude the device group, and it is skipped%s", of)
	case here && has(meant):
		return t.runs(slices.IndexFunc(t.assignments, meant), of)
	case all:
		return Unknown("it is assigned to all devices, and whether that counts as the device group is not known%s", of)
	case !here:
		return Unknown("whether it is assigned to the device group is not known, since the group is not%s", of)
	case has(func(a tenant.Assignment) bool {
		return installs(a) && a.Filter != "" && (a.Kind == "allDevices" || a.Group.ID == p.Device.ID)
	}):
		return Unknown("it is assigned through a filter, and whether a device matches that while it is prepared "+
			"is not known%s", of)
	}
	if i := slices.IndexFunc(t.assignments, func(a tenant.Assignment) bool { return !a.Known() }); i >= 0 {
		return Unknown("it is assigned to %q, an unrecognized value%s", t.assignments[i].Kind, of)
	}
	return Warnf("it is not assigned to the device group as required, and is skipped%s", of)
}

// runs judges how something runs that is assigned as it should be.
func (t namedThing) runs(assignment int, of string) Verdict {
	switch context := t.assignments[assignment].RunAs; {
	case t.unsure != "":
		return Unknown("%s%s", t.unsure, of)
	case !t.each || context == "system":
		return OK
	case context == "user":
		return Warnf("its assignment to the device group installs it for the user, and it is skipped while nobody "+
			"is signed in%s", of)
	}
	return Unknown("Graph did not send the install context of its assignment to the device group; without one it is "+
		"that of the user%s", of)
}

// appNamed says how an app installs. The types that device preparation takes are those of Microsoft's tutorial of
// 2026-08-07: line-of-business, Win32, Microsoft Store by WinGet, Microsoft 365 and Enterprise App Catalog.
func appNamed(a tenant.App) namedThing {
	t := namedThing{name: a.Name, found: a.Found, runAs: a.RunAs, assignments: a.Assignments}
	switch a.Type {
	case "win32LobApp", "win32CatalogApp", "winGetApp":
		if a.RunAs == "" {
			t.unsure = "Graph did not send its install behavior"
		}
	case "windowsMobileMSI":
		if a.RunAs == "" {
			t.unsure = "Graph does not say whether its MSI installs for the device or for a user (useDeviceContext " +
				"is not set): look at its App information"
		}
	case "windowsUniversalAppX", "windowsAppX":
		t.each = true
	case "officeSuiteApp": // installs for the device
	case "windowsMicrosoftEdgeApp", "microsoftStoreForBusinessApp", "windowsStoreApp", "windowsWebApp", "webApp":
		t.unlike = "it is of the type " + a.Type + ", which is not among those that device preparation installs"
	default:
		t.unsure = fmt.Sprintf("its type %.60q is unrecognized", a.Type)
	}
	return t
}
