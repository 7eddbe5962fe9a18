package rules

import (
	"testing"
	"time"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

func BenchmarkDevice(b *testing.B) {
	env := &Env{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Windows: windows.Default()}
	ev := NewEvaluator(env, &Scope{}, Catalog())
	d := tenant.Device{
		ID: tenant.GUID{1}, Name: "PC-1", System: "Windows", Version: "10.0.26200.7171", SKUNumber: 4, SKUFamily: "Enterprise", Model: "Latitude 7450",
		JoinType: "azureADJoined", Ownership: "company", Agent: "mdm",
	}
	b.ReportAllocs()
	for b.Loop() {
		if row := ev.Device(&d); len(row.Findings) > 0 {
			b.Fatal(row.Findings)
		}
	}
}
