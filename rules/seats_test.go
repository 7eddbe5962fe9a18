package rules

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// fewestMissing tries every way to hand free seats to users, each of whom needs some parts.
func fewestMissing(lacks []parts, seats []parts) int {
	if len(lacks) == 0 {
		return 0
	}
	least := 1 + fewestMissing(lacks[1:], seats)
	for i, a := range seats {
		rest := slices.Delete(slices.Clone(seats), i, i+1)
		if lacks[0]&^a == 0 {
			least = min(least, fewestMissing(lacks[1:], rest))
		}
		for j, b := range rest {
			if lacks[0]&^a != 0 && lacks[0]&^(a|b) == 0 {
				least = min(least, fewestMissing(lacks[1:], slices.Delete(slices.Clone(rest), j, j+1)))
			}
		}
	}
	return least
}

// Seats go round: as few are to be bought as the best of all ways to hand the free ones out leaves, in tenants with
// parts that are there and switched off, lapsed products and another MDM service.
func TestSeatsGoRound(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 9))
	holdings := []string{"", "ENTERPRISEPACK", "INTUNE_A", "AAD_PREMIUM", "INTUNE_A -INTUNE_A", "AAD_PREMIUM -AAD_PREMIUM",
		"EMS -INTUNE_A", "EMS -AAD_PREMIUM", "EMS -INTUNE_A -AAD_PREMIUM", "EMS", "INTUNE_A -INTUNE_A, ENTERPRISEPACK"}
	products := []string{"INTUNE_A", "AAD_PREMIUM", "IDENTITY_THREAT_PROTECTION", "EMS", "SPE_E3", "INTUNE_A_D",
		"ENTERPRISEPACK", "SPE_F1"}
	short, whole := 0, 0
	for try := range 3000 {
		build, err := Example{Holds: "EMS, INTUNE_A, AAD_PREMIUM, ENTERPRISEPACK"}.Case()
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range products {
			if r.IntN(2) == 0 && !slices.ContainsFunc(build.SKUs,
				func(s tenant.SKU) bool { return s.PartNumber == part }) {
				if err := build.hold(part, nil); err != nil {
					t.Fatal(err)
				}
			}
		}
		facts := &Facts{Settings: build.Settings, OtherMDM: r.IntN(4) == 0}
		var free []parts
		for i := range facts.SKUs {
			s := &facts.SKUs[i]
			s.Enabled, s.Consumed = 10, 10-r.IntN(3)
			if r.IntN(8) == 0 {
				s.CapabilityStatus = "Suspended"
			}
		}
		facts.Licenses = license.NewTable(facts.SKUs, license.Options{OtherMDM: facts.OtherMDM})
		for _, s := range facts.SKUs {
			h, _ := facts.Licenses.Product(s.ID)
			gives := noPart
			if h.Intune.Usable() {
				gives |= intune
			}
			if h.Entra.Usable() {
				gives |= entra
			}
			for range s.Enabled - s.Consumed {
				free = append(free, gives)
			}
		}
		free = slices.DeleteFunc(free, func(p parts) bool { return p == noPart })
		free = free[:min(len(free), 5)]
		// What was cut off is nobody's to give.
		kept := map[parts]int{}
		for _, p := range free {
			kept[p]++
		}
		for i := range facts.SKUs {
			s := &facts.SKUs[i]
			h, _ := facts.Licenses.Product(s.ID)
			gives := noPart
			if h.Intune.Usable() {
				gives |= intune
			}
			if h.Entra.Usable() {
				gives |= entra
			}
			n := min(kept[gives], s.Enabled-s.Consumed)
			kept[gives] -= n
			s.Consumed = s.Enabled - n
		}
		need := map[missingSeat]int{}
		var lacks []parts
		names := ""
		for range 1 + r.IntN(4) {
			holds := holdings[r.IntN(len(holdings))]
			x, err := Example{Holds: holds}.Case()
			if err != nil {
				t.Fatal(err)
			}
			e := facts.Licenses.Of(&x.User)
			w, lacking := wanted(StatusOfPerson(&x.User, &e), &e)
			names += fmt.Sprintf("%q ", holds)
			// The same in words of its own: a part is needed that is neither usable nor switched off.
			want := noPart
			for part, h := range map[parts]license.Part{intune: e.Intune, entra: e.Entra} {
				if h.State == license.Missing && !(part == intune && facts.OtherMDM) {
					want |= part
				}
			}
			lapsed := slices.ContainsFunc(x.User.Licenses, func(l tenant.License) bool {
				i := slices.IndexFunc(facts.SKUs, func(s tenant.SKU) bool { return s.ID == l.SKU })
				return facts.SKUs[i].CapabilityStatus != "Enabled"
			})
			if !lapsed && !e.Qualified && (w.gives != want || !lacking) {
				t.Fatalf("%q, another MDM %v: a seat of %d is wanted, not of %d", holds, facts.OtherMDM, w.gives, want)
			}
			if w.gives != noPart && lacking {
				need[w]++
				lacks = append(lacks, w.gives)
			}
		}
		missing, used := 0, map[tenant.GUID]int{}
		for _, c := range closings(facts, need) {
			missing += c.Buy
			used[c.SKU] += c.Free
		}
		if want := fewestMissing(lacks, free); missing != want {
			t.Fatalf("try %d: users hold %s, seats give %v: %d missing, want %d: %+v", try, names, free, missing, want,
				closings(facts, need))
		}
		for _, s := range facts.SKUs {
			if used[s.ID] > s.Enabled-s.Consumed {
				t.Fatalf("%d seats of %s are set aside, and %d are free", used[s.ID], s.PartNumber, s.Enabled-s.Consumed)
			}
		}
		if missing > 0 {
			short++
		} else if len(lacks) > 0 {
			whole++
		}
	}
	if short < 300 || whole < 300 {
		t.Errorf("seats were short in %d tenants, and went round in %d: the test tries too little", short, whole)
	}
}
