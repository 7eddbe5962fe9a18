package license

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// Each of the seven rows, met and missed by the least.
func TestRows(t *testing.T) {
	for _, c := range []struct {
		row  int
		part string
		why  string
	}{
		{1, "SPB", "SPB (Microsoft 365 Business Premium) qualifies (option 1)"},
		{2, "SPE_F1", "SPE_F1 (Microsoft 365 F3) qualifies (option 2)"},
		{3, "M365EDU_A5_FACULTY", "M365EDU_A5_FACULTY (Microsoft 365 A5 for faculty) qualifies (option 3)"},
		{4, "SPE_E5", "SPE_E5 (Microsoft 365 E5) qualifies (option 4)"},
		{5, "EMS", "EMS (Enterprise Mobility + Security E3) qualifies (option 5)"},
		{6, "INTUNE_EDU", "INTUNE_EDU (Intune for Education) qualifies (option 6)"},
	} {
		all := skus(t, c.part)
		e := judge(all)
		check(t, e, want{c.row, Active, Active, c.why})
		if e.SKU != c.part || e.Match != Literal || e.Rows != 1<<c.row {
			t.Errorf("%s: SKU %q, match %q, rows %b", c.part, e.SKU, e.Match, e.Rows)
		}
		u := user(all)
		u.Licenses[0].Disabled = without(intuneA, intuneEDU, intuneSMB)
		off := NewTable(all, Options{}).Of(u)
		if off.Qualified || off.Row != 0 || off.Rows != 0 || off.SKU != "" || off.Match != "" ||
			off.Intune.State != Inactive {
			t.Errorf("%s with Intune off: %+v", c.part, off)
		}
	}
	e := judge(skus(t, "AAD_PREMIUM", "INTUNE_A"))
	check(t, e, want{7, Active, Active,
		"AAD_PREMIUM of AAD_PREMIUM (Microsoft Entra ID P1) and INTUNE_A of INTUNE_A (Intune) qualify together (option 7)"})
	if e.SKU != "" || e.Match != "" {
		t.Errorf("row 7 met by two: SKU %q, match %q", e.SKU, e.Match)
	}
	check(t, judge(skus(t, "AAD_PREMIUM")), want{0, Active, Missing, "none of the user's licenses includes an Intune plan"})
	check(t, judge(skus(t, "INTUNE_A")), want{0, Missing, Active, "none of the user's licenses includes Entra ID P1 or P2"})
}

// Every product of rows 1 to 6 qualifies with the plans published for it, to its row and match.
func TestEveryRowProduct(t *testing.T) {
	n := 0
	for line := range strings.Lines(rowsText) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		row, ok := strings.CutPrefix(f[0], "row ")
		if !ok {
			continue
		}
		if p, _ := ProductOf(tenant.MustGUID(f[2])); !p.PlansKnown {
			continue
		}
		n++
		s := sku(t, f[2])
		e := judge(append(skus(t, "FLOW_FREE"), s))
		if !e.Qualified || e.Row != int(row[0]-'0') || string(e.Match) != f[1] || e.SKU != f[3] || e.Rows != 1<<e.Row {
			t.Errorf("%s: row %d, match %q, SKU %q, rows %b; want row %s, %s", f[3], e.Row,
				e.Match, e.SKU, e.Rows, row, f[1])
		}
		state := Active
		if f[1] == string(Unattended) {
			state = Doubtful
		}
		if e.Entra.State != state || e.Intune.State != state {
			t.Errorf("%s: entra %v, intune %v; want %v", f[3], e.Entra.State, e.Intune.State, state)
		}
		if f[1] != string(Literal) && !strings.Contains(e.Why(), f[1]) {
			t.Errorf("%s does not say that it is %s: %s", f[3], f[1], e.Why())
		}
	}
	if n < 50 {
		t.Errorf("%d products in rows", n)
	}
}

// The two row 3 products of which only the name is published are judged by the tenant's plans.
func TestNamesOnly(t *testing.T) {
	s := sku(t, "M365EDU_A5_NOPSTNCONF_STUDENT")
	check(t, judge([]tenant.SKU{s}), want{row: 0, entra: Missing, intune: Missing})
	s.Plans = made(1, "", intuneA, entraP1).Plans
	e := judge([]tenant.SKU{s})
	check(t, e, want{row: 3, entra: Active, intune: Active})
	if e.Match != Literal {
		t.Errorf("match %q", e.Match)
	}
}

func TestRowTitle(t *testing.T) {
	seen := map[string]bool{"": true}
	for row := 1; row <= Rows; row++ {
		if seen[RowTitle(row)] {
			t.Errorf("row %d has no title of its own: %q", row, RowTitle(row))
		}
		seen[RowTitle(row)] = true
	}
	if RowTitle(0) != "" || RowTitle(8) != "" {
		t.Error("a row that is none has a title")
	}
	if RowTitle(3) != "Microsoft 365 Academic A1, A3, or A5 subscription" {
		t.Errorf("row 3 is %q", RowTitle(3))
	}
}

// Names that mislead: the table of traps.
func TestTraps(t *testing.T) {
	for _, c := range []struct {
		part          string
		row           int
		entra, intune State
		note          string
	}{
		{"SPE_F1", 2, Active, Active, "Microsoft 365 F3"},
		{"M365_F1_GOV", 2, Active, Active, "Microsoft 365 F3 GCC"},
		{"M365_F1", 2, Active, Active, "two SKUs"},
		{"M365_F1_COMM", 2, Active, Active, "two SKUs"},
		{"DESKLESSPACK", 0, Missing, Missing, "Office 365 F3"},
		{"O365_BUSINESS_PREMIUM", 0, Missing, Missing, "Business Standard"},
		{"SMB_BUSINESS_PREMIUM", 0, Missing, Missing, "Business Standard"},
		{"STANDARDWOFFPACK_FACULTY", 0, Missing, Missing, "only M365EDU_A1 is option 3"},
		{"STANDARDWOFFPACK_STUDENT", 0, Missing, Missing, "only M365EDU_A1 is option 3"},
		{"ENTERPRISEPACKPLUS_FACULTY", 0, Missing, Missing, "Office 365 A3"},
		{"ENTERPRISEPACKPLUS_STUDENT", 0, Missing, Missing, "Office 365 A3"},
		{"ENTERPRISEPREMIUM_FACULTY", 0, Missing, Missing, "Office 365 A3"},
		{"ENTERPRISEPREMIUM_STUDENT", 0, Missing, Missing, "Office 365 A3"},
		{"ENTERPRISEPACK", 0, Missing, Missing, "Office 365 E3"},
		{"ENTERPRISEPREMIUM", 0, Missing, Missing, "Office 365 E3"},
		{"O365_w/o Teams Bundle_M3", 4, Active, Active, "not Office 365"},
		{"O365_w/o_Teams_Bundle_M5", 4, Active, Active, "not Office 365"},
		{"O365_w/o_Teams_Bundle_E3", 0, Missing, Missing, "not Microsoft 365"},
		{"Office_365_w/o_Teams_Bundle_E5", 0, Missing, Missing, "not Microsoft 365"},
		{"Office_365_w/o_Teams_Bundle_Business_Premium", 1, Active, Active, "Business Premium"},
		{"Microsoft_365_E3_Extra_Features", 0, Missing, Missing, "without Intune"},
		{"M365_E5_SUITE_COMPONENTS", 0, Missing, Missing, "without Intune"},
		{"Microsoft 365 A3 Suite features for faculty", 0, Missing, Doubtful, "one part of option 7"},
		{"M365_A5_SUITE_COMPONENTS_FACULTY", 0, Missing, Doubtful, "one part of option 7"},
		{"IDENTITY_THREAT_PROTECTION", 0, Active, Missing, "one part of option 7"},
		{"IDENTITY_THREAT_PROTECTION_FOR_EMS_E5", 0, Missing, Missing, "neither"},
		{"INFORMATION_PROTECTION_COMPLIANCE", 0, Missing, Missing, "neither"},
		{"SPE_F5_SEC", 0, Active, Missing, "one part of option 7"},
		{"SPE_F5_SECCOMP", 0, Active, Missing, "one part of option 7"},
		{"SPE_F5_COMP", 0, Missing, Missing, "neither"},
		{"M365_SECURITY_COMPLIANCE_FOR_FLW", 0, Missing, Missing, "after April 2024"},
		{"AAD_BASIC", 0, Missing, Missing, "not P1 or P2"},
		{"Microsoft_Intune_Suite", 0, Missing, Missing, "add-on"},
		{"Microsoft_Intune_Advanced_Analytics", 0, Missing, Missing, "add-on"},
		{"INTUNE_SMB", 0, Missing, Active, ""},
		{"INTUNE_A_VL", 0, Missing, Active, ""},
		{"INTUNE_A_VL_USGOV_GCCHIGH", 0, Missing, Active, ""},
		{"INTUNE_A_GOV", 0, Missing, Active, ""},
		{"AAD_PREMIUM_FACULTY", 0, Active, Missing, ""},
		{"AAD_PREMIUM_USGOV_GCCHIGH", 0, Active, Missing, ""},
		{"AAD_PREMIUM_P2", 0, Active, Missing, ""},
		{"MICROSOFT_365_E7", 4, Active, Active, "doesn't name it"},
		{"INTUNE_A_D", 0, Missing, Inactive, "device license"},
		{"INTUNE_A_D_GOV", 0, Missing, Inactive, "device license"},
		{"Microsoft_Teams_Rooms_Pro", 0, Inactive, Inactive, "room"},
		{"Microsoft_Teams_Rooms_Pro_FAC", 0, Inactive, Inactive, "room"},
		{"Microsoft_Teams_Rooms_Pro_GCC", 0, Inactive, Inactive, "room"},
		{"Microsoft_Teams_Rooms_Pro_without_Audio_Conferencing", 0, Inactive, Inactive, "room"},
		{"MEETING_ROOM", 0, Inactive, Inactive, "room"},
		{"MEETING_ROOM_GOV", 0, Inactive, Inactive, "room"},
		{"MEETING_ROOM_GOV_NOAUDIOCONF", 0, Inactive, Inactive, "room"},
		{"MEETING_ROOM_NOAUDIOCONF", 0, Missing, Inactive, "room"},
		{"MTR_PREM", 0, Missing, Inactive, "room"},
		{"MCOCAP", 0, Inactive, Inactive, "room"},
		{"MCOCAP_FACULTY", 0, Inactive, Inactive, "room"},
		{"MCOCAP_GOV", 0, Inactive, Inactive, "room"},
		{"Microsoft_Teams_Rooms_Basic", 0, Missing, Missing, ""},
	} {
		t.Run(c.part, func(t *testing.T) {
			all := skus(t, c.part)
			check(t, judge(all), want{row: c.row, entra: c.entra, intune: c.intune})
			held, ok := NewTable(all, Options{}).Product(all[0].ID)
			p, _ := ProductOf(all[0].ID)
			if !ok || held.Row != c.row || held.Qualifies != (c.row != 0) || held.Name != p.Name ||
				held.Class != p.Class || held.Match != p.Match {
				t.Errorf("held %+v, product %+v", held, p)
			}
			if held.Entra.State != c.entra || held.Intune.State != c.intune {
				t.Errorf("held: entra %v, intune %v", held.Entra.State, held.Intune.State)
			}
			var notes []string
			for _, n := range p.Notes {
				notes = append(notes, n.Text)
			}
			if !strings.Contains(strings.Join(notes, "\n"), c.note) {
				t.Errorf("no note says %q: %q", c.note, notes)
			}
		})
	}
}
