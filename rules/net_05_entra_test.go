package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET05(t *testing.T) {
	try(t, entraReached, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "sign-in intercepted", Change: probed(at("login.microsoftonline.com", tenant.ProbeIntercepted)),
			Want: Fail, Detail: "intercepted"},
		{Name: "joining has the certificate of somebody else",
			Change: probed(at("enterpriseregistration.windows.net", tenant.ProbeWrongName)), Want: Fail,
			Detail: "somebody else"},
		{Name: "the sample of a wildcard is gone", Change: probed(unresolved("aadcdn.msauth.net", tenant.ProbeNoName)),
			Want: Warn, Detail: "sample"},
		{Name: "single sign-on is out of reach",
			Change: probed(at("autologon.microsoftazuread-sso.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "single sign-on"},
	})
}
