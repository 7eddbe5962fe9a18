package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET18(t *testing.T) {
	try(t, revocationLists, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "out of reach", Change: probed(at("crl.microsoft.com", tenant.ProbeTimeout)), Want: Fail,
			Detail: "crl.microsoft.com:80"},
	})
}
