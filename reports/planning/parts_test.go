package planning

import (
	"math/rand/v2"
	"testing"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// Shares add up to what is divided, none is above its weight, and none is further than one from its proportion.
func TestShares(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		weights, sum := make([]int, 1+r.IntN(8)), 0
		for i := range weights {
			weights[i] = r.IntN(5) * r.IntN(9)
			sum += weights[i]
		}
		n := r.IntN(sum + 1)
		total := 0
		for i, got := range shares(n, weights) {
			total += got
			if got > weights[i] || sum > 0 && (got*sum >= n*weights[i]+sum || got*sum <= n*weights[i]-sum) {
				t.Fatalf("%d of %d by %v: part %d gets %d", n, sum, weights, i, got)
			}
		}
		if total != n {
			t.Fatalf("%d by %v: %d in all", n, weights, total)
		}
	}
}

// Whatever a plan makes of a product, its parts add up to it; only those who need seats get bought ones, and what is for
// others is the rest's.
func TestDivide(t *testing.T) {
	r, id := rand.New(rand.NewPCG(3, 4)), tenant.GUID{1}
	for range 10_000 {
		var whole record.PlanProduct
		whole.SKU, whole.Others = id, r.IntN(4)*r.IntN(2)
		seats := make([]map[tenant.GUID]*record.PlanProduct, 2+r.IntN(5))
		for i := range seats {
			seats[i] = map[tenant.GUID]*record.PlanProduct{id: {Needed: r.IntN(6), Freed: r.IntN(3), Renew: r.IntN(2)}}
			one := seats[i][id]
			whole.Needed, whole.Freed, whole.Renew = whole.Needed+one.Needed, whole.Freed+one.Freed, whole.Renew+one.Renew
		}
		whole.Buy = r.IntN(whole.Needed + 3)
		whole.Renew += r.IntN(3) + whole.Others
		var sum record.PlanProduct
		for i, one := range divide(&whole, seats) {
			sum.Needed, sum.Freed, sum.Buy = sum.Needed+one.Needed, sum.Freed+one.Freed, sum.Buy+one.Buy
			sum.Renew, sum.Others = sum.Renew+one.Renew, sum.Others+one.Others
			if i < len(seats)-1 && (one.Others > 0 || one.Buy+one.Renew-seats[i][id].Renew > one.Needed) || one.Buy < 0 {
				t.Fatalf("part %d of %+v gets %+v", i, whole, one)
			}
		}
		sum.SKU = id
		if sum != whole {
			t.Fatalf("in all %+v, want %+v", sum, whole)
		}
	}
}
