package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET09(t *testing.T) {
	try(t, windowsUpdate, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no updates", Change: probed(at("download.windowsupdate.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "critical updates"},
	})
}
