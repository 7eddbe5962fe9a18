package tenant

import "testing"

func TestOwned(t *testing.T) {
	id := func(n byte) GUID { return GUID{15: n} }
	many := make([]GUID, 1<<16+5)
	for i := range many {
		many[i] = id(7)
	}
	var o Owned
	for _, owner := range append([]GUID{id(9), id(2), id(9), id(3), id(9), id(2)}, many...) {
		o.Add(owner)
	}
	o.Close()
	for n, want := range map[byte]int{2: 2, 3: 1, 9: 3, 7: 1<<16 - 1, 1: 0, 4: 0, 10: 0} {
		if got := o.Of(id(n)); got != want {
			t.Errorf("%d owns %d devices, want %d", n, got, want)
		}
	}
}
