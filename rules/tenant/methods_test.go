package tenant

import (
	"fmt"
	"slices"
	"testing"
)

func TestMethodReport(t *testing.T) {
	var m MethodReport
	var many []string
	for i := range 61 {
		many = append(many, fmt.Sprint("m", i))
	}
	m.Add(GUID{15: 4}, Yes, many)
	m.Add(GUID{15: 1}, No, []string{"m59", "m3"})
	m.Add(GUID{15: 3}, Unknown, nil)
	m.Add(GUID{15: 2}, Yes, []string{})
	m.Close()
	for _, c := range []struct {
		user    byte
		capable Tri
		methods []string
		known   bool
	}{
		{1, No, []string{"m3", "m59"}, true},
		{2, Yes, nil, true},
		{3, Unknown, nil, false},
		{4, Yes, append(many[:60:60], MoreMethods), true},
		{5, Unknown, nil, false},
	} {
		user := GUID{15: c.user}
		methods, known := m.Registered(user)
		if got := m.Capable(user); got != c.capable || known != c.known || !slices.Equal(methods, c.methods) {
			t.Errorf("user %d: %v, %q %v; want %v", c.user, got, methods, known, c)
		}
	}
	if m.Len() != 4 {
		t.Errorf("%d users", m.Len())
	}
}
