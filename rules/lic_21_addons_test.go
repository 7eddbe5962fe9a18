package rules

import (
	"slices"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

func TestLIC21(t *testing.T) {
	try(t, addOnSeats, examples{
		{Name: "nothing of it twice", Holds: "Microsoft_Intune_Suite", Change: counted(holding{InScope: 10}), Want: Pass},
		{Name: "a part of it twice", Holds: "Microsoft_Intune_Suite",
			Change: counted(holding{InScope: 10, Partly: 2, Again: [16]int{0, 2, 1}}), Want: Warn,
			Detail: "2 of 10 users in scope who have it get a part of it by other products: Intune Endpoint Privilege Management (2), "},
		{Name: "all of it twice", Holds: "Microsoft_Intune_Suite",
			Change: counted(holding{InScope: 10, Redundant: 3}), Want: Warn,
			Detail: "3 of 10 users in scope who have it get all of it by other products"},
		{Name: "all of it twice, and what is a trial was not read", Holds: "Microsoft_Intune_Suite",
			Change: changes(counted(holding{InScope: 10, Redundant: 1}), missing(tenant.Subscriptions)),
			Want:   NotEvaluated, Detail: "whether that is a trial"},
		{Name: "no add-on", Holds: "EMS", Change: counted(holding{InScope: 10, Redundant: 1}), Want: NotApplicable},
		{Name: "a trial", Holds: "Microsoft_Intune_Suite", Change: changes(bought("Enabled", true, 10, 90),
			counted(holding{InScope: 10, Redundant: 1})), Want: NotApplicable},
		{Name: "nobody has it", Holds: "Microsoft_Intune_Suite", Want: NotApplicable},
	})
}

// Each seat is told once: LIC-14 leaves add-ons to LIC-21, which has those that one product covers, those that several
// do together, and those that are covered in part.
func TestAddOnsCounted(t *testing.T) {
	ev, c := evaluator(t, Example{Holds: "Microsoft_Intune_Suite, Microsoft_Intune_Advanced_Analytics, SPE_E5, SPE_E3"},
		&Scope{})
	suite, one, e5, e3 := &c.SKUs[0], &c.SKUs[1], &c.SKUs[2], &c.SKUs[3]
	for i := range ev.env.SKUs { // as of a tenant whose suites have what was split off
		switch s := &ev.env.SKUs[i]; s.ID {
		case e5.ID:
			s.Plans = append(s.Plans, suite.Plans[:3]...)
		case e3.ID:
			s.Plans = append(s.Plans, suite.Plans[3:]...)
		}
	}
	ev.env.Licenses = license.NewTable(ev.env.SKUs, license.Options{})
	for _, has := range [][]*tenant.SKU{{suite}, {suite, e5}, {suite, e5}, {suite, e5, e3}, {one, suite}, {one, e5}} {
		u := c.User
		u.Licenses = nil
		for _, s := range has {
			u.Licenses = append(u.Licenses, tenant.License{SKU: s.ID})
		}
		ev.User(&u)
	}
	findings, _ := ev.Finish()
	var said []string
	for _, f := range findings {
		if f.Rule == addOnSeats || f.Rule == redundantSeats {
			said = append(said, f.Rule.ID+" "+f.Subject.Name+": "+f.Detail)
		}
	}
	want := []string{"LIC-21 Microsoft_Intune_Suite: 1 of 5 users in scope who have it get all of it by other products; " +
		"2 of 5 users in scope who have it get a part of it by other products: " +
		"Intune Plan 2 (2), Intune Endpoint Privilege Management (2), Microsoft Tunnel for Mobile Application Management (2)",
		"LIC-21 Microsoft_Intune_Advanced_Analytics: 1 of 2 users in scope who have it get all of it by other products"}
	if !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
}
