package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestMDM10(t *testing.T) {
	try(t, minimumVersion, examples{
		{Name: "no bounds", Change: restricted(tenant.Restriction{Default: true, Blocked: tenant.No}), Want: Pass},
		{Name: "a minimum below everything that is supported",
			Change: restricted(tenant.Restriction{Default: true, MinVersion: "10.0.19045"}), Want: Pass},
		{Name: "a minimum that is just supported",
			Change: restricted(tenant.Restriction{Default: true, MinVersion: "10.0.26100"}), Want: Pass},
		{Name: "a minimum above a supported version",
			Change: restricted(tenant.Restriction{Default: true, MinVersion: "10.0.26101"}), Want: Warn,
			Detail: "10.0.26101 keeps out 24H2 (10.0.26100)"},
		{Name: "a minimum inside a supported version",
			Change: restricted(tenant.Restriction{Default: true, MinVersion: "10.0.26100.4061"}), Want: Warn,
			Detail: "keeps out older builds of 24H2"},
		{Name: "24H2, while 23H2 is serviced",
			Change: changes(restricted(tenant.Restriction{Default: true, MinVersion: "10.0.26100"}), on(2026, 11, 10)),
			Want:   Warn, Detail: "23H2 (10.0.22631.3374)"},
		{Name: "24H2, a day after the end of 23H2",
			Change: changes(restricted(tenant.Restriction{Default: true, MinVersion: "10.0.26100"}), on(2026, 11, 11)),
			Want:   Pass},
		{Name: "23H2 as device preparation needs it, while it is serviced",
			Change: changes(restricted(tenant.Restriction{Default: true, MinVersion: "10.0.22631.3374"}),
				on(2026, 11, 10)), Want: Pass},
		{Name: "Graph did not say whether the platform is blocked, and sent no bounds",
			Change: restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.No}), Want: Pass},
		{Name: "a minimum above all of Windows",
			Change: restricted(tenant.Restriction{Default: true, MinVersion: "11"}), Want: Warn,
			Detail: "11 keeps out 24H2 (10.0.26100)"},
		{Name: "a maximum", Change: restricted(tenant.Restriction{Default: true, MaxVersion: "10.0.26100.9999"}),
			Want: Warn, Detail: "maximum"},
		{Name: "a minimum that is no version",
			Change: restricted(tenant.Restriction{Default: true, MinVersion: "24H2"}), Want: NotEvaluated,
			Detail: "24H2"},
		{Name: "Graph did not say", Change: restricted(tenant.Restriction{Default: true}), Want: NotEvaluated},
		{Name: "no restriction was sent", Want: NotEvaluated},
	})
}
