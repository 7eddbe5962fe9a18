package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

func TestShortfall(t *testing.T) {
	// What each user holds, and the free seats of each product.
	for _, c := range []struct {
		name  string
		users []string
		free  map[string]int
		lacks []string
		close []string
	}{
		{"nobody lacks anything", []string{"SPE_E3"}, nil, nil, nil},
		{"both halves are to buy", []string{"ENTERPRISEPACK", "ENTERPRISEPACK", ""}, nil,
			[]string{"2 lacksBoth ENTERPRISEPACK", "1 noLicence"}, []string{"lacksBoth EMS buy 2", "noLicence EMS buy 1"}},
		{"the product that the tenant has most of is bought", []string{"SPE_E3", ""}, nil, []string{"1 noLicence"}, []string{"noLicence SPE_E3 buy 1"}},
		{"free seats first, the smallest product before the suite", []string{"AAD_PREMIUM", "AAD_PREMIUM", "AAD_PREMIUM"}, map[string]int{"INTUNE_A": 1, "SPE_E3": 1},
			[]string{"3 lacksIntune AAD_PREMIUM"}, []string{"lacksIntune INTUNE_A free 1", "lacksIntune SPE_E3 free 1", "lacksIntune INTUNE_A buy 1"}},
		{"a seat closes one user's lack, not two", []string{"AAD_PREMIUM", "INTUNE_A"}, map[string]int{"SPE_E3": 1},
			[]string{"1 lacksIntune AAD_PREMIUM", "1 lacksEntra INTUNE_A"}, []string{"lacksIntune SPE_E3 free 1", "lacksEntra AAD_PREMIUM buy 1"}},
		{"device licences close nothing", []string{"AAD_PREMIUM"}, map[string]int{"INTUNE_A_D": 5}, []string{"1 lacksIntune AAD_PREMIUM"}, []string{"lacksIntune INTUNE_A buy 1"}},
		{"a plan that is off needs no seat", []string{"SPE_E3 -INTUNE_A"}, nil, []string{"1 lacksIntune SPE_E3 (no seat)"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			build := &Case{}
			var users []tenant.User
			for _, holds := range c.users {
				build.User.Licenses = nil
				if words := strings.Fields(holds); len(words) > 0 {
					if err := build.hold(words[0], words[1:]); err != nil {
						t.Fatal(err)
					}
				}
				users = append(users, tenant.User{LicensesKnown: true, Licenses: build.User.Licenses})
			}
			for part := range c.free {
				if err := build.hold(part, nil); err != nil {
					t.Fatal(err)
				}
			}
			env := &Env{Settings: build.Settings}
			env.SKUs = slices.CompactFunc(slices.SortedFunc(slices.Values(env.SKUs), func(a, b tenant.SKU) int { return strings.Compare(a.PartNumber, b.PartNumber) }),
				func(a, b tenant.SKU) bool { return a.ID == b.ID })
			for i := range env.SKUs {
				s := &env.SKUs[i]
				s.Consumed = s.Enabled - c.free[s.PartNumber]
			}
			env.Licenses = license.NewTable(env.SKUs, license.Options{})
			l := lacks{}
			for i := range users {
				e := env.Licenses.Of(&users[i])
				row := UserRow{User: &users[i], Entitlement: e}
				l.add(row.Standing(), &users[i], &e)
			}
			s := l.shortfall(env)
			var got, closing []string
			for _, k := range s.Lacks {
				line := strings.TrimSpace(fmt.Sprintf("%d %s %s", k.Users, k.Standing.Name(), strings.Join(k.Holds, " ")))
				if !k.Seat {
					line += " (no seat)"
				}
				got = append(got, line)
			}
			for _, k := range s.Close {
				line := k.Standing.Name() + " " + k.PartNumber
				if k.Free > 0 {
					line += fmt.Sprintf(" free %d", k.Free)
				}
				if k.Buy > 0 {
					line += fmt.Sprintf(" buy %d", k.Buy)
				}
				closing = append(closing, line)
			}
			if !slices.Equal(got, c.lacks) {
				t.Errorf("lacks %q, want %q", got, c.lacks)
			}
			if !slices.Equal(closing, c.close) {
				t.Errorf("close %q, want %q", closing, c.close)
			}
		})
	}
}

func TestShortfallIsBounded(t *testing.T) {
	l := lacks{}
	for i := range 2 * mostLacks {
		l.add(LacksBoth, &tenant.User{Licenses: []tenant.License{{SKU: tenant.GUID{byte(i), byte(i >> 8), 2: 1}}}}, &license.Entitlement{})
	}
	s := l.shortfall(&Env{})
	if len(s.Lacks) != mostLacks+1 || !s.Lacks[0].Others || s.Lacks[0].Users != mostLacks {
		t.Errorf("%d combinations, the first %+v", len(s.Lacks), s.Lacks[0])
	}
}
