package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET17(t *testing.T) {
	try(t, microsoft365, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "out of reach", Change: probed(at("officecdn.microsoft.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "Microsoft 365 Apps"},
	})
}
