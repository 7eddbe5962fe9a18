package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET11(t *testing.T) {
	try(t, timeServer, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no answer", Change: probed(at("time.windows.com", tenant.ProbeTimeout)), Want: Fail,
			Detail: "no answer"},
		{Name: "the server refuses", Change: probed(at("time.windows.com", tenant.ProbeKiss)), Want: Fail,
			Detail: "refused to serve"},
		{Name: "a minute behind", Change: probed(ahead(60_000)), Want: Pass, Detail: "behind"},
		{Name: "over a minute behind", Change: probed(ahead(60_001)), Want: Warn, Detail: "behind"},
		{Name: "five minutes ahead", Change: probed(ahead(-300_000)), Want: Warn, Detail: "ahead of"},
		{Name: "over five minutes ahead", Change: probed(ahead(-300_001)), Want: Fail, Detail: "sign-in breaks"},
	})
}
