package tenants

import "testing"

// A tenant has one name, whatever the case of its id.
func TestDistinct(t *testing.T) {
	var d Distinct
	for _, one := range []struct{ name, id, err string }{
		{"a", "contoso.com", ""}, {"a", "contoso.com", ""}, {"b", "fabrikam.com", ""},
		{"c", "Contoso.COM", `it is the same tenant as "a"`},
	} {
		said := ""
		if err := d.Take(one.name, one.id); err != nil {
			said = err.Error()
		}
		if said != one.err {
			t.Errorf("%s: %q, want %q", one.name, said, one.err)
		}
	}
}
