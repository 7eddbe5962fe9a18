package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestMDM01(t *testing.T) {
	try(t, mdmAuthority, examples{
		{Name: "Intune", Holds: "SPE_E3", Change: authority("intune"), Want: Pass},
		{Name: "Graph did not say", Holds: "SPE_E3", Change: authority(""), Want: NotEvaluated, Detail: "did not send"},
		{Name: "unknown", Holds: "SPE_E3", Change: authority("unknown"), Want: Fail, Detail: "not set"},
		{Name: "Configuration Manager", Holds: "SPE_E3", Change: authority("sccm"), Want: Fail},
		{Name: "Basic Mobility and Intune", Holds: "SPE_E3", Change: authority("office365"), Want: Warn},
		{Name: "Basic Mobility beside an Intune whose status this program does not know", Holds: "SPE_E3",
			Change: changes(authority("office365"), capability("Paused")), Want: NotEvaluated,
			Detail: "is active is not known"},
		{Name: "Basic Mobility alone", Holds: "ENTERPRISEPACK", Change: authority("office365"), Want: Fail},
		{Name: "Basic Mobility, products unknown",
			Change: func(x *Case) { authority("office365")(x); x.Missing = []tenant.Dataset{tenant.SKUs} },
			Want:   NotEvaluated},
		{Name: "unknown, another MDM stated", Holds: "SPE_E3", Change: authority("unknown"), OtherMDM: true,
			Want: NotApplicable, Detail: "not set"},
		{Name: "a word that this program does not know", Holds: "SPE_E3", Change: authority("intuneNext"),
			Want: NotEvaluated, Detail: "intuneNext"},
	})
}
