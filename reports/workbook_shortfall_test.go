package reports

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// shortfallOf is the sheet as text, without its header.
func shortfallOf(t *testing.T, s *story) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(write(t, "xlsx", Options{}, s)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Shortfall")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range rows[1:] {
		lines = append(lines, strings.Join(row, "|"))
	}
	return strings.Join(lines, "\n")
}

// Only where everybody was judged does the sheet say that nobody lacks anything.
func TestShortfallOfTheUnknown(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*rules.Summary)
		want   string
	}{
		"all known": {func(*rules.Summary) {}, "nobody lacks anything"},
		"not asked": {
			func(s *rules.Summary) { s.Scope.Asked = false },
			"not read: no selected rule is about users",
		},
		"users broke off": {
			func(s *rules.Summary) { s.Missing = []rules.Gap{{Dataset: tenant.Users, Partial: true}} },
			"not known: users were not read whole, see sheet Not evaluated",
		},
		"products were refused": {
			func(s *rules.Summary) { s.Missing = []rules.Gap{{Dataset: tenant.SKUs}} },
			"not known: products were not read, see sheet Not evaluated",
		},
		"nobody in scope": {func(s *rules.Summary) { s.Scope.InScope = 0 }, "not known: nobody is in scope"},
		"one user's are not sent": {
			func(s *rules.Summary) { s.Statuses.By[rules.LicensesUnknown] = 1 },
			"incomplete: the licenses of 1 user aren't known",
		},
		"perhaps no persons": {
			func(s *rules.Summary) { s.Statuses.By[rules.Unclassified] = 40 },
			"users|no licence: person or not is unknown|no license||40|||||" +
				"Not counted: those of them who will set up a PC need a seat too",
		},
	} {
		s := empty()
		s.sum.Scope.InScope = 5
		c.change(&s.sum)
		if got := shortfallOf(t, s); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestShortfallMarksTrials(t *testing.T) {
	s := empty()
	s.sum.Scope.InScope = 5
	ems := known(t, "EMSPREMIUM", 25, 0)
	s.sum.SKUs = []rules.SKURow{{SKU: ems, Class: license.Person, Subscriptions: []tenant.Subscription{{IsTrial: true}}}}
	s.sum.Shortfall.Close = []rules.Closing{{Status: rules.LacksBoth, SKU: ems.ID, PartNumber: "EMSPREMIUM", Free: 3}}
	want := `free seats|lacks both|EMSPREMIUM||||3||trial|Assign them: filter sheet Users by License "lacks both". ` +
		`They go when the trial ends: buy seats before`
	if got := shortfallOf(t, s); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
