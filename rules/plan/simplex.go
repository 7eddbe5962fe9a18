package plan

import (
	"cmp"
	"slices"
)

// cost is what is made least, the first entry before all others.
type cost [costs]float64

// What is made least, in this order.
const (
	overdrawn = iota // seats that are freed by nobody; none in a plan
	unplanned        // people for whom there is no change
	lost             // paid products that people have, that end, and that nothing stands in for: no plan takes them away
	unpriced         // seats of products without a price
	price            // of seats bought or renewed, in ten-thousandths
	seats            // bought or renewed
	changes          // that somebody makes to people
	rank             // the order in which equal changes are preferred
	costs
)

func (c cost) times(n float64) cost {
	for i := range c {
		c[i] *= n
	}
	return c
}

func (c cost) plus(o cost) cost {
	for i := range c {
		c[i] += o[i]
	}
	return c
}

// near is how far two costs may be apart that are the same but for rounding; prices are large numbers.
func near(i int, v float64) float64 {
	if i == price {
		return 1e-3 + 1e-13*max(v, -v)
	}
	return 1e-6
}

// compare compares costs, the first entry first.
func (c cost) compare(o cost) int {
	for i := range c {
		if d := c[i] - o[i]; d < -near(i, c[i]) || d > near(i, c[i]) {
			return cmp.Compare(d, 0)
		}
	}
	return 0
}

// column is a variable of a linear program, zero or more.
type column struct {
	cost cost
	at   []entry
}

// entry is what one of a variable adds to a row.
type entry struct {
	row int
	a   float64
}

// tableau is a linear program of equations with a basis, solved by the simplex method.
type tableau struct {
	a     [][]float64 // a row for each equation; its last entry is the right side
	z     []cost      // reduced costs of the columns
	basis []int
}

// newTableau begins where each row has a column of its own, whose entry is 1 and which is in no other row.
func newTableau(columns []column, right []float64, basis []int) *tableau {
	t := &tableau{basis: slices.Clone(basis), z: make([]cost, len(columns))}
	for _, r := range right {
		row := make([]float64, len(columns)+1)
		row[len(columns)] = r
		t.a = append(t.a, row)
	}
	for j := range columns {
		t.z[j] = columns[j].cost
		for _, e := range columns[j].at {
			t.a[e.row][j] += e.a
		}
	}
	for i, b := range basis {
		c := columns[b].cost
		for j, v := range t.a[i][:len(columns)] {
			if v != 0 {
				t.z[j] = t.z[j].plus(c.times(-v))
			}
		}
	}
	return t
}

// tiny is what is taken for zero in a row: entries are small fractions, and seats at most some millions.
const tiny = 1e-7

// minimize makes the cost least. It ends, since after many steps that gain nothing it takes the first column that
// helps (Bland's rule).
func (t *tableau) minimize() {
	for idle := 0; ; {
		in := t.enter(idle > len(t.a))
		if in < 0 {
			return
		}
		out := t.leave(in)
		if out < 0 {
			return // no cost is below zero, so that nothing falls without end
		}
		if t.right(out) > tiny {
			idle = 0
		} else {
			idle++
		}
		t.pivot(out, in)
	}
}

func (t *tableau) right(row int) float64 { return t.a[row][len(t.z)] }

func (t *tableau) enter(first bool) int {
	best := -1
	for j := range t.z {
		if t.z[j].compare(cost{}) < 0 && (best < 0 || !first && t.z[j].compare(t.z[best]) < 0) {
			best = j
		}
	}
	return best
}

// leave finds the row that bounds a column first, of equal ones that with the first column.
func (t *tableau) leave(in int) int {
	best, least := -1, 0.0
	for i := range t.a {
		if t.a[i][in] < tiny {
			continue
		}
		ratio := t.right(i) / t.a[i][in]
		if best < 0 || ratio < least-tiny || ratio < least+tiny && t.basis[i] < t.basis[best] {
			best, least = i, ratio
		}
	}
	return best
}

func (t *tableau) pivot(out, in int) {
	row := t.a[out]
	by := row[in]
	var at []int // where the row is not zero
	for j := range row {
		if row[j] != 0 {
			row[j] /= by
			at = append(at, j)
		}
	}
	for i := range t.a {
		f := t.a[i][in]
		if i == out || f == 0 {
			continue
		}
		for _, j := range at {
			t.a[i][j] -= f * row[j]
		}
		t.a[i][in] = 0
	}
	z := t.z[in]
	for _, j := range at {
		if j < len(t.z) {
			t.z[j] = t.z[j].plus(z.times(-row[j]))
		}
	}
	t.z[in] = cost{}
	t.basis[out] = in
}

// solution is the value of each column.
func (t *tableau) solution() []float64 {
	x := make([]float64, len(t.z))
	for i, b := range t.basis {
		x[b] = max(0, t.right(i))
	}
	return x
}
