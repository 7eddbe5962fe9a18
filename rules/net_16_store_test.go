package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET16(t *testing.T) {
	try(t, microsoftStore, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "out of reach", Change: probed(at("storeedgefd.dsx.mp.microsoft.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "Store apps"},
	})
}
