package saved

import (
	"cmp"
	"strings"
)

// naturally compares names so that users-10 stands behind users-2, and users.json before both.
func naturally(a, b string) int {
	a, b = strings.TrimSuffix(strings.ToLower(a), ".json"), strings.TrimSuffix(strings.ToLower(b), ".json")
	for a != "" && b != "" {
		numA, restA := digits(a)
		numB, restB := digits(b)
		if numA != "" && numB != "" {
			x, y := strings.TrimLeft(numA, "0"), strings.TrimLeft(numB, "0")
			if c := cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(x, y)); c != 0 {
				return c
			}
			a, b = restA, restB
			continue
		}
		if c := cmp.Compare(a[0], b[0]); c != 0 {
			return c
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

// digits cuts off the digits at the beginning.
func digits(s string) (digits, rest string) {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return s[:n], s[n:]
}
