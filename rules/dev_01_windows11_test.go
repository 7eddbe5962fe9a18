package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDEV01(t *testing.T) {
	try(t, windows11, examples{
		{Name: "Windows 11", Change: runs("10.0.22000.1", 48), Want: Pass},
		{Name: "Windows 10", Change: runs("10.0.19045.6456", 48), Want: Warn, Detail: "Windows 10"},
		{Name: "the last build before Windows 11", Change: runs("10.0.21999.1", 48), Want: Warn},
		{Name: "a version that is none", Change: runs("unknown", 48), Want: NotEvaluated},
		{Name: "a device of which Graph sent no system",
			Change: changes(runs("10.0.19045.6456", 48), device(func(d *tenant.Device) { d.System = "" })), Want: Warn},
		{Name: "another system", Change: device(func(d *tenant.Device) { d.System, d.Version = "Android", "14" }),
			Want: NotApplicable, Detail: "not Windows"},
		{Name: "a server",
			Change: device(func(d *tenant.Device) { d.SKUFamily, d.Version = "Server Standard", "10.0.20348.1" }),
			Want:   NotApplicable, Detail: "server"},
		{Name: "a multi-session host", Change: runs("10.0.19045.1", 175), Want: NotApplicable, Detail: "multi-session"},
		{Name: "a Cloud PC",
			Change: device(func(d *tenant.Device) {
				d.Model, d.Version = "Cloud PC Enterprise 2vCPU/8GB/128GB",
					"10.0.19045.1"
			}), Want: NotApplicable, Detail: "Cloud PC"},
		{Name: "a hybrid joined device",
			Change: device(func(d *tenant.Device) { d.JoinType, d.Version = "hybridAzureADJoined", "10.0.19045.1" }),
			Want:   NotApplicable, Detail: "hybrid"},
		{Name: "a co-managed device",
			Change: device(func(d *tenant.Device) {
				d.Agent, d.Version = "configurationManagerClientMdm",
					"10.0.19045.1"
			}), Want: NotApplicable, Detail: "co-managed"},
		{Name: "neither joinType nor an edition was sent, as by v1.0",
			Change: changes(runs("10.0.19045.1", -1),
				device(func(d *tenant.Device) { d.JoinType, d.SKUFamily = "", "" })), Want: NotEvaluated,
			Detail: "beta only"},
		{Name: "no joinType was sent",
			Change: changes(runs("10.0.19045.1", 48), device(func(d *tenant.Device) { d.JoinType = "" })),
			Want:   NotEvaluated,
			Detail: "did not send joinType, which is in beta only: whether it is a hybrid device"},
		{Name: "no joinType was sent of a device that a user joined",
			Change: device(func(d *tenant.Device) { d.JoinType, d.Enrollment = "", "windowsAzureADJoin" }),
			Want:   NotEvaluated},
		{Name: "how it is joined is not known to Intune",
			Change: device(func(d *tenant.Device) { d.JoinType = "unknown" }), Want: NotEvaluated,
			Detail: "joinType is unknown"},
		{Name: "a joinType that this program does not know",
			Change: device(func(d *tenant.Device) { d.JoinType = "cloudJoined" }), Want: NotEvaluated,
			Detail: `"cloudJoined", an unrecognized`},
		{Name: "a registered device", Change: device(func(d *tenant.Device) { d.JoinType = "azureADRegistered" }),
			Want: Pass},
		{Name: "no edition was sent",
			Change: changes(runs("10.0.19045.1", -1), device(func(d *tenant.Device) { d.SKUFamily = "" })),
			Want:   NotEvaluated, Detail: "did not send skuNumber, which is in beta only: whether it is a server"},
		{Name: "the edition is not known to Intune",
			Change: changes(runs("10.0.19045.1", 0), device(func(d *tenant.Device) { d.SKUFamily = "" })),
			Want:   NotEvaluated, Detail: "skuNumber is 0): whether it is a server"},
		{Name: "neither the edition nor how it is joined is known to Intune",
			Change: changes(runs("10.0.19045.1", 0),
				device(func(d *tenant.Device) { d.JoinType, d.SKUFamily = "unknown", "" })), Want: NotEvaluated,
			Detail: "joinType is unknown"},
		{Name: "the number of the edition is 0, and the family was sent", Change: runs("10.0.19045.1", 0), Want: Warn},
		{Name: "the family of the edition alone was sent", Change: runs("10.0.19045.1", -1), Want: Warn},
		{Name: "the number of the edition alone was sent",
			Change: changes(runs("10.0.19045.1", 48), device(func(d *tenant.Device) { d.SKUFamily = "" })), Want: Warn},
		{Name: "co-managed, without joinType",
			Change: device(func(d *tenant.Device) { d.Agent, d.JoinType = "configurationManagerClientMdm", "" }),
			Want:   NotApplicable},
		{Name: "a device enrolled for co-management",
			Change: device(func(d *tenant.Device) { d.Enrollment, d.Version = "windowsCoManagement", "10.0.19045.1" }),
			Want:   NotApplicable, Detail: "co-managed"},
	})
}
