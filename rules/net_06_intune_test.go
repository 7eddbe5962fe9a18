package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET06(t *testing.T) {
	try(t, intuneReached, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no answer", Change: probed(at("manage.microsoft.com", tenant.ProbeTimeout)), Want: Fail,
			Detail: "manage.microsoft.com:443"},
		{Name: "organizational messages are not asked for",
			Change: probed(at("fd.api.orgmsg.microsoft.com", tenant.ProbeTimeout)), Want: Pass},
		{Name: "intercepted", Change: probed(at("m.manage.microsoft.com", tenant.ProbeIntercepted)), Want: Fail,
			Detail: "private root"},
		{Name: "expired certificate", Change: probed(at("portal.manage.microsoft.com", tenant.ProbeExpired)),
			Want: Fail, Detail: "not valid"},
	})
}
