package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET01(t *testing.T) {
	try(t, internetNames, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no name is known", Change: probed(unresolved("", tenant.ProbeNoName)), Want: Fail,
			Detail: "does not resolve internet names"},
		{Name: "the DNS server is silent", Change: probed(unresolved("", tenant.ProbeDNSTimeout)), Want: Fail,
			Detail: "no answer"},
		{Name: "one name gets no answer", Change: probed(unresolved("login.live.com", tenant.ProbeDNSFailed)),
			Want: Warn, Detail: "login.live.com"},
		{Name: "nobody probed", Change: nil, Want: NotEvaluated, Detail: "not probed"},
	})
}
