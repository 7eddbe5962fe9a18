package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET13(t *testing.T) {
	try(t, diagnosticData, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "intercepted", Change: probed(at("v10.events.data.microsoft.com", tenant.ProbeIntercepted)), Want: Warn,
			Detail: "depend on diagnostic data"},
	})
}
