package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET07(t *testing.T) {
	try(t, intuneContent, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "one region of three is out of reach",
			Change: probed(at("imeswdc-afd-primary.manage.microsoft.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "another region"},
		{Name: "no region is whole",
			Change: probed(at("imeswda-afd-primary.manage.microsoft.com", tenant.ProbeTimeout),
				at("imeswdb-afd-hotfix.manage.microsoft.com", tenant.ProbeTimeout),
				at("go-apac.trouter.communications.svc.cloud.microsoft", tenant.ProbeReset)), Want: Fail,
			Detail: "imeswda"},
		{Name: "some of the content hosts",
			Change: probed(at("swda01-mscdn.manage.microsoft.com", tenant.ProbeTimeout)), Want: Pass,
			Detail: "one is enough"},
	})
}
