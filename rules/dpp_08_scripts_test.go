package rules

import (
	"slices"
	"testing"

	"prepaudit/rules/tenant"
)

func TestDPP08(t *testing.T) {
	try(t, policyScripts, examples{
		{Name: "a script of the system, assigned to the group", Change: scripted("system", tenant.Yes, tenant.GUID{1}),
			Want: Pass},
		{Name: "a script of which was not sent how it runs", Change: scripted("", tenant.Yes, tenant.GUID{1}),
			Want: NotEvaluated, Detail: "whether it runs as the user"},
		{Name: "a script of the user", Change: scripted("user", tenant.Yes, tenant.GUID{1}), Want: Warn,
			Detail: "as the user"},
		{Name: "assigned to another group", Change: scripted("system", tenant.Yes, tenant.GUID{2}), Want: Warn,
			Detail: "not assigned"},
		{Name: "assigned to all devices",
			Change: changes(scripted("system", tenant.Yes, tenant.GUID{}),
				func(x *Case) { x.Scripts[0].Assignments[0].Kind = "allDevices" }), Want: NotEvaluated,
			Detail: "all devices"},
		{Name: "not for the group, which is excluded",
			Change: changes(scripted("system", tenant.Yes, tenant.GUID{1}),
				func(x *Case) { x.Scripts[0].Assignments[0].Kind = "exclusion" }), Want: Warn, Detail: "exclude"},
		{Name: "an automatic policy with a script of the system",
			Change: changes(scripted("system", tenant.Yes, tenant.GUID{1}), automatically), Want: Pass},
		{Name: "an automatic policy with a script of the user",
			Change: changes(scripted("user", tenant.Yes, tenant.GUID{1}), automatically), Want: Warn},
		{Name: "an automatic policy with 11 scripts", Change: changes(scripts(11), automatically), Want: Warn},
		{Name: "10 scripts", Change: scripts(10), Want: Pass},
		{Name: "11 scripts", Change: scripts(11), Want: Warn, Detail: "11"},
		{Name: "a script that is gone", Change: scripted("system", tenant.No, tenant.GUID{1}), Want: Warn},
		{Name: "a script that was not read",
			Change: changes(putting(goodGroup), func(x *Case) { x.Preparation[0].ScriptIDs = []string{"s"} }),
			Want:   NotEvaluated},
		{Name: "no script", Change: putting(goodGroup), Want: Pass},
		{Name: "no policy", Want: NotApplicable},
	})
}

func scripted(runAs string, found tenant.Tri, group tenant.GUID) func(*Case) {
	return func(c *Case) {
		putting(goodGroup)(c)
		c.Preparation[0].ScriptIDs = []string{"s"}
		c.Scripts = []tenant.Script{{ID: "s", Name: "Set the time zone", Found: found, RunAs: runAs,
			Assignments: []tenant.Assignment{{Kind: "group", Group: tenant.Group{ID: group}}}}}
	}
}

func scripts(n int) func(*Case) {
	return func(c *Case) {
		scripted("system", tenant.Yes, tenant.GUID{1})(c)
		c.Preparation[0].ScriptIDs = slices.Repeat([]string{"s"}, n)
	}
}
