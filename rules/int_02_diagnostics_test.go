package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestINT02(t *testing.T) {
	try(t, dataByPolicy, examples{
		{Name: "no policy", Want: Pass, Detail: "by default"},
		{Name: "off", Change: configured("diagnosticsDataSubmissionMode", "none", tenant.Yes), Want: Warn},
		{Name: "off, in the settings catalog",
			Change: configured("device_vendor_msft_policy_config_system_allowtelemetry",
				"device_vendor_msft_policy_config_system_allowtelemetry_0", tenant.Yes), Want: Warn},
		{Name: "off, by its address",
			Change: configured("./Device/Vendor/MSFT/Policy/Config/System/AllowTelemetry", "0", tenant.Yes),
			Want:   Warn},
		{Name: "required data only, by its address",
			Change: configured("./Device/Vendor/MSFT/Policy/Config/System/AllowTelemetry", "1", tenant.Yes),
			Want:   Pass},
		{Name: "required data only", Change: configured("diagnosticsDataSubmissionMode", "basic", tenant.Yes),
			Want: Pass},
		{Name: "off, assigned to nobody", Change: configured("diagnosticsDataSubmissionMode", "none", tenant.No),
			Want: Pass},
		{Name: "a value that this program does not know before one that is off",
			Change: changes(configured("diagnosticsDataSubmissionMode", "some", tenant.Yes), func(x *Case) {
				x.Configurations[0].Sets = append(x.Configurations[0].Sets,
					tenant.Setting{ID: "./Vendor/MSFT/Policy/Config/System/AllowTelemetry", Value: "0"})
			}), Want: Warn},
		{Name: "a value that this program does not know",
			Change: configured("diagnosticsDataSubmissionMode", "some", tenant.Yes), Want: NotEvaluated,
			Detail: "some"},
	})
}
