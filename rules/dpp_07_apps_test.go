package rules

import (
	"slices"
	"testing"

	"prepaudit/rules/tenant"
)

func TestDPP07(t *testing.T) {
	try(t, policyApps, examples{
		{Name: "an app of the system, assigned to the group", Change: naming("system", tenant.Yes, tenant.GUID{1}),
			Want: Pass},
		{Name: "an app of a type without an install context", Change: typed("officeSuiteApp", "", ""), Want: Pass},
		{Name: "an app whose install context was not sent", Change: naming("", tenant.Yes, tenant.GUID{1}),
			Want: NotEvaluated, Detail: "install behavior"},
		{Name: "an app of the catalog whose install context was not sent", Change: typed("win32CatalogApp", "", ""),
			Want: NotEvaluated},
		{Name: "an app of the Store for the device", Change: typed("winGetApp", "system", ""), Want: Pass},
		{Name: "an app of the Store whose install context was not sent", Change: typed("winGetApp", "", ""),
			Want: NotEvaluated},
		{Name: "an MSI for the device", Change: typed("windowsMobileMSI", "system", ""), Want: Pass},
		{Name: "an MSI for the user", Change: typed("windowsMobileMSI", "user", ""), Want: Warn,
			Detail: "runs as the user"},
		{Name: "an MSI as it comes", Change: typed("windowsMobileMSI", "", ""), Want: NotEvaluated,
			Detail: "useDeviceContext is not set"},
		{Name: "an MSI as it comes, assigned to another group",
			Change: changes(typed("windowsMobileMSI", "", ""),
				func(x *Case) { x.Apps[0].Assignments[0].Group.ID = tenant.GUID{2} }), Want: Warn,
			Detail: "not assigned"},
		{Name: "a packaged app for the device", Change: typed("windowsUniversalAppX", "", "system"), Want: Pass},
		{Name: "a packaged app for the user", Change: typed("windowsUniversalAppX", "", "user"), Want: Warn,
			Detail: "installs it for the user"},
		{Name: "a packaged app of which the context was not sent", Change: typed("windowsAppX", "", ""),
			Want: NotEvaluated, Detail: "that of the user"},
		{Name: "a packaged app for the device of others, and for the user here",
			Change: changes(typed("windowsAppX", "", "user"), func(x *Case) {
				x.Apps[0].Assignments = append([]tenant.Assignment{{Kind: "group", Intent: "required", RunAs: "system",
					Group: tenant.Group{ID: tenant.GUID{2}}}}, x.Apps[0].Assignments...)
			}), Want: Warn},
		{Name: "Microsoft Edge as an app of its own type", Change: typed("windowsMicrosoftEdgeApp", "", ""), Want: Warn,
			Detail: "not among those that device preparation installs"},
		{Name: "an app of the Store for Business", Change: typed("microsoftStoreForBusinessApp", "", "system"),
			Want: Warn},
		{Name: "a link to the Store", Change: typed("windowsStoreApp", "", ""), Want: Warn},
		{Name: "a web link", Change: typed("windowsWebApp", "", ""), Want: Warn},
		{Name: "a web app", Change: typed("webApp", "", ""), Want: Warn},
		{Name: "a type that this program does not know", Change: typed("windowsNewApp", "system", ""),
			Want: NotEvaluated, Detail: "windowsNewApp"},
		{Name: "an app of the user", Change: naming("user", tenant.Yes, tenant.GUID{1}), Want: Warn,
			Detail: "runs as the user"},
		{Name: "an app in a context that this program does not know",
			Change: naming("service", tenant.Yes, tenant.GUID{1}), Want: NotEvaluated, Detail: "service"},
		{Name: "assigned to another group", Change: naming("system", tenant.Yes, tenant.GUID{2}), Want: Warn,
			Detail: "not assigned to the device group"},
		{Name: "assigned to all devices",
			Change: changes(naming("system", tenant.Yes),
				func(x *Case) {
					x.Apps[0].Assignments = []tenant.Assignment{{Kind: "allDevices", Intent: "required"}}
				}), Want: NotEvaluated, Detail: "all devices"},
		{Name: "assigned to all devices, and to the group",
			Change: changes(naming("system", tenant.Yes, tenant.GUID{1}), func(x *Case) {
				x.Apps[0].Assignments = append(x.Apps[0].Assignments,
					tenant.Assignment{Kind: "allDevices", Intent: "required"})
			}), Want: Pass},
		{Name: "assigned to all devices but those of the group",
			Change: changes(naming("system", tenant.Yes), func(x *Case) {
				x.Apps[0].Assignments = []tenant.Assignment{{Kind: "allDevices", Intent: "required"},
					{Kind: "exclusion", Group: tenant.Group{ID: tenant.GUID{1}}}}
			}), Want: Warn, Detail: "exclude the device group"},
		{Name: "assigned through a filter",
			Change: changes(naming("system", tenant.Yes, tenant.GUID{1}),
				func(x *Case) { x.Apps[0].Assignments[0].Filter = "include" }), Want: NotEvaluated, Detail: "filter"},
		{Name: "assigned to another group through a filter",
			Change: changes(naming("system", tenant.Yes, tenant.GUID{2}),
				func(x *Case) { x.Apps[0].Assignments[0].Filter = "include" }), Want: Warn},
		{Name: "assigned without saying what for",
			Change: changes(naming("system", tenant.Yes, tenant.GUID{1}),
				func(x *Case) { x.Apps[0].Assignments[0].Intent = "" }), Want: Warn},
		{Name: "assigned to all devices, and the group is not known",
			Change: changes(naming("system", tenant.Yes), func(x *Case) {
				x.Apps[0].Assignments = []tenant.Assignment{{Kind: "allDevices", Intent: "required"}}
				x.Preparation[0].Device = tenant.DeviceGroup{}
			}), Want: NotEvaluated},
		{Name: "assigned to all devices but some, and the group is not known",
			Change: changes(naming("system", tenant.Yes), func(x *Case) {
				x.Apps[0].Assignments = []tenant.Assignment{{Kind: "allDevices", Intent: "required"},
					{Kind: "exclusion", Group: tenant.Group{ID: tenant.GUID{2}}}}
				x.Preparation[0].Device = tenant.DeviceGroup{}
			}), Want: NotEvaluated},
		{Name: "assigned as available only",
			Change: changes(naming("system", tenant.Yes, tenant.GUID{1}),
				func(x *Case) { x.Apps[0].Assignments[0].Intent = "available" }), Want: Warn},
		{Name: "an app that is gone", Change: naming("system", tenant.No), Want: Warn, Detail: "does not exist"},
		{Name: "the device group is not known",
			Change: changes(naming("system", tenant.Yes, tenant.GUID{1}),
				func(x *Case) { x.Preparation[0].Device = tenant.DeviceGroup{} }), Want: NotEvaluated},
		{Name: "assigned in a way that this program does not know",
			Change: changes(naming("system", tenant.Yes),
				func(x *Case) { x.Apps[0].Assignments = []tenant.Assignment{{Kind: "scopeTag", Intent: "required"}} }),
			Want: NotEvaluated, Detail: "scopeTag"},
		{Name: "the policy has no device group",
			Change: changes(naming("system", tenant.Yes, tenant.GUID{1}),
				func(x *Case) { x.Preparation[0].Device = tenant.DeviceGroup{Known: true} }), Want: Warn,
			Detail: "no device group"},
		{Name: "an app that was not read",
			Change: changes(naming("system", tenant.Yes, tenant.GUID{1}), func(x *Case) { x.Apps = nil }),
			Want:   NotEvaluated, Detail: "app\n"},
		{Name: "an app that may be there or not", Change: naming("system", tenant.Unknown, tenant.GUID{1}),
			Want: NotEvaluated, Detail: "VPN client"},
		{Name: "an automatic policy with an app of the system, assigned to the group",
			Change: changes(naming("system", tenant.Yes, tenant.GUID{1}), automatically), Want: Pass},
		{Name: "an automatic policy with an app of the user",
			Change: changes(naming("user", tenant.Yes, tenant.GUID{1}), automatically), Want: Warn,
			Detail: "runs as the user"},
		{Name: "an automatic policy with an app for another group",
			Change: changes(naming("system", tenant.Yes, tenant.GUID{2}), automatically), Want: Warn},
		{Name: "an automatic policy with 26 apps", Change: changes(counting(26), automatically), Want: Warn},
		{Name: "25 apps", Change: counting(25), Want: Pass},
		{Name: "26 apps", Change: counting(26), Want: Warn, Detail: "26"},
		{Name: "no app", Change: putting(goodGroup), Want: Pass, Detail: "no app"},
		{Name: "no policy", Want: NotApplicable},
	})
}

// naming is a change: a policy with one app that is assigned to these groups.
func naming(runAs string, found tenant.Tri, groups ...tenant.GUID) func(*Case) {
	return func(c *Case) {
		putting(goodGroup)(c)
		c.Preparation[0].AppIDs = []string{"app"}
		a := tenant.App{ID: "app", Name: "VPN client", Found: found, Type: "win32LobApp", RunAs: runAs}
		for _, g := range groups {
			a.Assignments = append(a.Assignments,
				tenant.Assignment{Kind: "group", Intent: "required", Group: tenant.Group{ID: g}})
		}
		c.Apps = append(c.Apps, a)
	}
}

// typed is a change: the app is of this type, runs so by itself, and so by its assignment to the device group.
func typed(kind, runAs, assignment string) func(*Case) {
	return func(c *Case) {
		naming(runAs, tenant.Yes, tenant.GUID{1})(c)
		c.Apps[0].Type, c.Apps[0].Assignments[0].RunAs = kind, assignment
	}
}

func counting(apps int) func(*Case) {
	return func(c *Case) {
		naming("system", tenant.Yes, tenant.GUID{1})(c)
		c.Preparation[0].AppIDs = slices.Repeat([]string{"app"}, apps)
	}
}
