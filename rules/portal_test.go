package rules

import "testing"

// A link is made of an id, and of nothing else that a tenant or a report sends.
func TestPortalLink(t *testing.T) {
	const id = "a0000000-0000-4000-8000-000000000001"
	for _, c := range []struct {
		rule string
		s    Subject
		want string
	}{
		{"LIC-02", Subject{Kind: "user", ID: id}, userLink + id},
		{"LIC-08", Subject{Kind: "group", ID: id, Name: "x"}, groupLink + id},
		{"DEV-03", Subject{Kind: "device", ID: id}, deviceLink + id},
		{"DPP-07", Subject{Kind: "app", ID: id}, appLink + id},
		{"CA-01", Subject{Kind: "policy", ID: id}, accessLink + id},
		{"DPP-05", Subject{Kind: "policy", ID: id}, ""},
		{"LIC-15", Subject{Kind: "sku", ID: id}, ""},
		{"LIC-08", Subject{Kind: "group"}, ""},
		{"LIC-08", Subject{Kind: "group", ID: `"><script>`}, ""},
	} {
		if got := PortalLink("global", c.rule, c.s); got != c.want {
			t.Errorf("%s %+v: %q, want %q", c.rule, c.s, got, c.want)
		}
	}
}
