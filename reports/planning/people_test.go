package planning

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// People come back as they were, in memory and from the temporary file, as often as they are asked for; nothing of it is
// left behind.
func TestPeople(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	for _, n := range []int{0, 1, 3, 40_000} {
		var p people
		who := func(i int) record.PlanUser {
			return record.PlanUser{ID: tenant.GUID{byte(i), byte(i >> 8), 1}, UPN: fmt.Sprintf("user%d@contoso.com", i),
				DisplayName: strings.Repeat("ü", i%200), CostCenter: "41\x0000"}
		}
		for i := range n {
			u := who(i)
			err := p.add(i%300, &record.User{ID: u.ID, UPN: u.UPN, DisplayName: u.DisplayName, CostCenter: u.CostCenter})
			if err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			i := 0
			err := p.each(func(kind int, row []byte) error {
				if got, want := named(row), who(i); kind != i%300 || got.ID != want.ID || got.UPN != want.UPN ||
					got.DisplayName != want.DisplayName || got.Department != "" || got.CostCenter != want.CostCenter {
					t.Fatalf("person %d of kind %d is %+v", i, kind, got)
				}
				i++
				return nil
			})
			if err != nil || i != n {
				t.Errorf("%d of %d people: %v", i, n, err)
			}
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
}
