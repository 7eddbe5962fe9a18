package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestLIC10(t *testing.T) {
	try(t, usageLocation, examples{
		{Name: "licensed, without a location", Holds: "SPE_E3", Change: placed("", ""), Want: NotApplicable},
		{Name: "no license, a location", Change: placed("DE", ""), Want: Pass},
		{Name: "no license, no location", Change: placed("", ""), Want: Warn,
			Detail: "Graph sent no location of the organization"},
		{Name: "no license, the organization's location", Change: placed("", "DE"), Want: Warn,
			Detail: "a group would assign it for DE"},
		{Name: "no license, the organization unread", Change: changes(placed("", ""), missing(tenant.Organization)),
			Want: Warn, Detail: "wasn't read"},
		{Name: "no license, the location not sent by Graph",
			Change: changes(placed("", ""), func(c *Case) { c.User.UsageLocationKnown = false }), Want: NotEvaluated,
			Detail: "usageLocation"},
		{Name: "licensed, the location not sent by Graph", Holds: "SPE_E3",
			Change: changes(placed("", ""), func(c *Case) { c.User.UsageLocationKnown = false }), Want: NotApplicable},
		{Name: "half a license, no location", Holds: "INTUNE_A", Change: placed("", "DE"), Want: Warn},
		{Name: "prohibited in the user's location", Holds: "SPE_E3",
			Change: changes(placed("DE", "DE"), state("SPE_E3", "Error", "ProhibitedInUsageLocationViolation")),
			Want:   Warn, Detail: "SPE_E3 (Microsoft 365 E3) is not offered in the usage location DE"},
		{Name: "prohibited, and licensed by another product", Holds: "SPE_E3",
			Change: changes(placed("DE", "DE"), failed("SPE_E5", "ProhibitedInUsageLocationViolation")),
			Want:   NotApplicable},
		{Name: "prohibited, and it would give the other part", Holds: "INTUNE_A",
			Change: changes(placed("DE", "DE"), failed("AAD_PREMIUM", "ProhibitedInUsageLocationViolation")),
			Want:   Warn, Detail: "AAD_PREMIUM (Microsoft Entra ID P1) is not offered in the usage location DE"},
		{Name: "prohibited, and it would give nothing that lacks", Holds: "INTUNE_A",
			Change: changes(placed("DE", "DE"), failed("FLOW_FREE", "ProhibitedInUsageLocationViolation")), Want: Pass},
		{Name: "Entra ID alone, another MDM stated, no location", Holds: "AAD_PREMIUM", OtherMDM: true,
			Change: placed("", ""), Want: NotApplicable},
		{Name: "another error, a location", Change: changes(placed("DE", "DE"), failed("SPE_E3", "CountViolation")),
			Want: Pass},
		{Name: "an address that is not unique, a location",
			Change: changes(placed("DE", "DE"), failed("SPE_E3", "UniquenessViolation")), Want: Pass},
		{Name: "prohibited, without a location",
			Change: changes(placed("", "DE"), failed("SPE_E3", "ProhibitedInUsageLocationViolation")), Want: Warn,
			Detail: "no usage location"},
		{Name: "Graph didn't send the licenses", Change: unsent, Want: NotEvaluated},
	})
}
