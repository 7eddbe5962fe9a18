package license

import (
	"testing"

	"prepaudit/rules/tenant"
)

// ordinary is a user with three licenses and their states, two plans off.
func ordinary(t testing.TB) (*Table, *tenant.User) {
	all := skus(t, "SPE_E3", "FLOW_FREE", "EMSPREMIUM", "POWER_BI_STANDARD", "INTUNE_A_D", "AAD_PREMIUM",
		"VISIOCLIENT", "ENTERPRISEPACK")
	u := user(all[:3])
	u.Licenses[0].Disabled = []tenant.GUID{{1}, plans[intuneA].id}
	for _, l := range u.Licenses {
		u.States = append(u.States,
			tenant.LicenseState{SKU: l.SKU, Disabled: l.Disabled, State: "Active", Group: tenant.GUID{9}})
	}
	return NewTable(all, Options{}), u
}

func TestOfDoesNotAllocate(t *testing.T) {
	table, u := ordinary(t)
	stranger := *u
	stranger.Licenses = append([]tenant.License{{SKU: tenant.GUID{7}}, {SKU: sku(t, "SPE_E5").ID}}, u.Licenses...)
	basic := *u
	basic.Licenses = append([]tenant.License{{SKU: sku(t, "ENTERPRISEPACK").ID}}, u.Licenses[1:2]...)
	for _, u := range []*tenant.User{u, &stranger, &basic} {
		if n := testing.AllocsPerRun(100, func() { table.Of(u); table.Extras(u); table.Redundant(u, nil) }); n != 0 {
			t.Errorf("Of, Extras and Redundant allocate %v times", n)
		}
	}
	if e := table.Of(u); e.Row != 5 || e.Rows != 1<<5 {
		t.Errorf("row %d, rows %b; want row 5 alone", e.Row, e.Rows)
	}
}

func BenchmarkOf(b *testing.B) {
	table, u := ordinary(b)
	b.ReportAllocs()
	for b.Loop() {
		if !table.Of(u).Qualified {
			b.Fatal("not qualified")
		}
	}
}

func BenchmarkRedundant(b *testing.B) {
	table, u := ordinary(b)
	b.ReportAllocs()
	for b.Loop() {
		if table.Redundant(u, nil) != 0 {
			b.Fatal("redundant") // EMS E5 has what E3 has not
		}
	}
}

func BenchmarkExtras(b *testing.B) {
	table, u := ordinary(b)
	b.ReportAllocs()
	for b.Loop() {
		if table.Extras(u) == 0 {
			b.Fatal("nothing")
		}
	}
}

// BenchmarkCatalog is what the first use of the catalog costs a run.
func BenchmarkCatalog(b *testing.B) {
	for b.Loop() {
		if len(readCatalog().skus) == 0 {
			b.Fatal("empty")
		}
	}
}

func BenchmarkNewTable(b *testing.B) {
	all := skus(b, "SPE_E3", "FLOW_FREE", "EMSPREMIUM", "POWER_BI_STANDARD", "INTUNE_A_D", "AAD_PREMIUM", "VISIOCLIENT")
	for b.Loop() {
		NewTable(all, Options{})
	}
}
