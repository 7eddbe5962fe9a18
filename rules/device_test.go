package rules

import (
	"strings"
	"testing"
	"time"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

func BenchmarkDevice(b *testing.B) {
	facts := &Facts{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Windows: windows.Default()}
	ev := NewEvaluator(facts, &Scope{}, Catalog())
	d := tenant.Device{
		ID: tenant.GUID{1}, Name: "PC-1", System: "Windows", Version: "10.0.26200.7171", SKUNumber: 4,
		SKUFamily: "Enterprise", Model: "Latitude 7450",
		JoinType: "azureADJoined", Ownership: "company", Agent: "mdm",
	}
	b.ReportAllocs()
	for b.Loop() {
		if row := ev.Device(&d); len(row.Findings) > 0 {
			b.Fatal(row.Findings)
		}
	}
}

// A table of somebody's own may not say how old a row is.
func TestUndatedTables(t *testing.T) {
	tables, err := windows.Read(strings.NewReader("source 2026-12-31 page\n24H2 26100 2024-10-01 - -\nsource - " +
		"page\nedition 48 supported W Pro\n"))
	if err != nil {
		t.Fatal(err)
	}
	vs := freshTables.Once(&Env{Facts: &Facts{Windows: tables}})
	if len(vs) != 1 || vs[0].Outcome != Warn || !strings.Contains(vs[0].Detail, "how old") {
		t.Errorf("%+v", vs)
	}
}
