package audit

import (
	"testing"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Why the organization wasn't read is said where no permission helps, and nobody is told to name by its id what is.
func TestUnchecked(t *testing.T) {
	const id = "22222222-2222-4222-8222-222222222222"
	late := []rules.Gap{{Dataset: tenant.Users, Why: "another"}, {Dataset: tenant.Organization, Why: errTimeout.Error()}}
	denied := []rules.Gap{{Dataset: tenant.Organization, Why: "refused", Permission: "Organization.Read.All"}}
	for _, one := range []struct {
		asked      string
		byID       bool
		gaps       []rules.Gap
		said, hint string
	}{
		{id, true, late, ": --timeout ran out", ""},
		{"contoso.com", false, late, ": --timeout ran out", ""},
		{id, true, denied, "", "grant Organization.Read.All"},
		{"contoso.com", false, denied, "", "name the tenant by its id, or grant Organization.Read.All"},
	} {
		err := unchecked(one.asked, one.byID, one.gaps)
		want := "couldn't check that the sign-in is for tenant " + one.asked + ": its organization wasn't read" + one.said
		if err.Error() != want || process.HintOf(err) != one.hint {
			t.Errorf("%v, hint %q; want %s, hint %q", err, process.HintOf(err), want, one.hint)
		}
	}
}
