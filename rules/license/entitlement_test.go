package license

import (
	"strings"
	"testing"
)

func TestLowestRow(t *testing.T) {
	for _, c := range []struct {
		parts string // separated by commas
		sku   string
		row   int
		match Match
		rows  RowSet
	}{
		{"EMS,SPE_E3,SPB", "SPB", 1, Literal, 1<<1 | 1<<4 | 1<<5},
		{"MICROSOFT_365_E7,M365_G3_GOV,SPE_E3", "SPE_E3", 4, Literal, 1 << 4},
		{"MICROSOFT_365_E7,M365_G3_GOV", "M365_G3_GOV", 4, Equivalent, 1 << 4},
		{"DEVELOPERPACK_E5,SPE_E3_RPA1,MICROSOFT_365_E7", "MICROSOFT_365_E7", 4, Successor, 1 << 4},
		{"SPE_E3_RPA1,DEVELOPERPACK_E5", "DEVELOPERPACK_E5", 4, Developer, 1 << 4},
		{"SPE_E5,SPE_E3", "SPE_E3", 4, Literal, 1 << 4},
		{"AAD_PREMIUM,SPE_E3,INTUNE_A", "SPE_E3", 4, Literal, 1<<4 | 1<<7},
		{"AAD_PREMIUM,SPE_E3", "SPE_E3", 4, Literal, 1 << 4},
		{"INTUNE_A,AAD_PREMIUM_P2", "", 7, "", 1 << 7},
		{"SPE_F5_SEC,M365_F1", "M365_F1", 2, Literal, 1 << 2},
	} {
		e := judge(skus(t, strings.Split(c.parts, ",")...))
		if !e.Qualified || e.SKU != c.sku || e.Row != c.row || e.Match != c.match || e.Rows != c.rows {
			t.Errorf("%s: row %d by %q (%s), rows %b; want row %d by %q (%s), rows %b", c.parts, e.Row, e.SKU, e.Match,
				e.Rows, c.row, c.sku, c.match, c.rows)
		}
	}
	// Two row products, each with one part off, qualify together (option 7).
	all := skus(t, "SPE_E3", "EMS")
	u := user(all)
	u.Licenses[0].Disabled, u.Licenses[1].Disabled = without(intuneA), without(entraP1)
	e := NewTable(all, Options{}).Of(u)
	if e.Row != 7 || e.Rows != 1<<7 || e.Entra.SKU() != "SPE_E3" || e.Intune.SKU() != "EMS" {
		t.Errorf("row %d, rows %b: %s", e.Row, e.Rows, e.Why())
	}
	// Of two products of one row and match, the one without a warning qualifies.
	all = skus(t, "SPE_E3", "SPE_E5")
	all[0].CapabilityStatus = "Warning"
	if e := judge(all); e.SKU != "SPE_E5" || e.Entra.State != Active || e.Entra.SKU() != "SPE_E5" {
		t.Errorf("%s: %s", e.SKU, e.Why())
	}
	// One in no row that holds both parts qualifies to row 7 alone, and a row product before it.
	all = append(skus(t, "SPE_E3"), made(1, "A", entraP1, intuneA))
	if e := judge(all); e.SKU != "SPE_E3" || e.Rows != 1<<4|1<<7 {
		t.Errorf("%s, rows %b", e.SKU, e.Rows)
	}
}

func TestOtherMDM(t *testing.T) {
	other := func(parts ...string) Entitlement {
		all := skus(t, parts...)
		return NewTable(all, Options{OtherMDM: true}).Of(user(all))
	}
	check(t, other("AAD_PREMIUM"), want{7, Active, Missing,
		"AAD_PREMIUM of AAD_PREMIUM (Microsoft Entra ID P1) qualifies with another MDM service (option 7)"})
	check(t, other("AAD_PREMIUM", "INTUNE_A"), want{row: 7, entra: Active, intune: Active})
	check(t, other("INTUNE_A"), want{row: 0, entra: Missing, intune: Active})
	check(t, other("SPE_E3"), want{row: 4, entra: Active, intune: Active})
	check(t, other("Microsoft_Teams_Rooms_Pro"), want{row: 0, entra: Inactive, intune: Inactive})
	check(t, other("AAD_PREMIUM", "INTUNE_A_D"), want{row: 7, entra: Active, intune: Inactive})

	all := skus(t, "SPE_E3", "M365EDU_A1")
	table := NewTable(all, Options{OtherMDM: true})
	u := user(all[:1])
	u.Licenses[0].Disabled = without(intuneA)
	check(t, table.Of(u), want{row: 7, entra: Active, intune: Inactive})
	// AAD_EDU is no P1: row 7 does not take it.
	u = user(all[1:])
	u.Licenses[0].Disabled = without(intuneA, intuneEDU)
	check(t, table.Of(u), want{row: 0, entra: Inactive, intune: Inactive})
}

func TestRowSet(t *testing.T) {
	s := RowSet(1<<4 | 1<<7)
	for row := range 8 {
		if s.Has(row) != (row == 4 || row == 7) {
			t.Errorf("Has(%d) = %v", row, s.Has(row))
		}
	}
}
