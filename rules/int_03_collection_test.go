package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestINT03(t *testing.T) {
	try(t, diagnosticsCollection, examples{
		{Name: "collected", Change: collecting(tenant.Yes, tenant.Yes), Want: Pass},
		{Name: "not after a failure", Change: collecting(tenant.Yes, tenant.No), Want: Warn,
			Detail: "enableAutopilotDiagnostics"},
		{Name: "not at all", Change: collecting(tenant.No, tenant.Yes), Want: Warn, Detail: "enableLogCollection"},
		{Name: "not after a failure, and the rest was not sent", Change: collecting(tenant.Unknown, tenant.No),
			Want: Warn},
		{Name: "collected, and after a failure was not sent", Change: collecting(tenant.Yes, tenant.Unknown),
			Want: Manual},
		{Name: "not sent", Want: Manual, Detail: "Device diagnostics"},
	})
}

func collecting(all, failures tenant.Tri) func(*Case) {
	return set(func(s *tenant.Settings) { s.Diagnostics = tenant.Diagnostics{Collection: all, Failures: failures} })
}
