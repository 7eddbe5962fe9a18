package rules

import (
	"fmt"
	"strings"

	"prepaudit/rules/tenant"
)

var seatsForAll = &Rule{
	ID:       "LIC-05",
	Title:    "There are seats for every user in scope who lacks a licence",
	Level:    Recommended,
	Citation: Citation{document, licensing + ", note", documentURL + "?tabs=licensing"},
	Rationale: "Every user needs a licence of their own. Where fewer seats are free than users lack one, assigning fails for the last of them, " +
		"by a group without a word to anybody.",
	Remediation: "Buy the seats that are missing, or free those that nobody uses: " + adminCentre + " > Buy licenses.",
	Needs:       []tenant.Dataset{tenant.SKUs, tenant.Users},
	Once:        judgeSeats,
	Examples: []Example{
		{Name: "nobody lacks a licence", Holds: "SPE_E3", Change: seatless(5, NoLicence, 0), Want: Pass, Detail: "no user in scope needs a seat\n"},
		{Name: "as many free seats as users", Holds: "SPE_E3", Change: changes(units(7, 10, 0), seatless(10, NoLicence, 3)), Want: Pass, Detail: "3 users in scope need a seat, and 3 are free"},
		{Name: "free seats of a trial", Holds: "SPE_E3", Change: changes(units(7, 10, 0), lot("Enabled", true, 10, 90), seatless(10, NoLicence, 3)), Want: Pass, Detail: "3 users in scope need a seat, and 3 are free, 3 of them of a trial that ends\n"},
		{Name: "free seats, one of them of a trial", Holds: "SPE_E3, SPE_E5", Change: changes(units(8, 10, 0), func(x *Case) {
			x.Subscriptions = []tenant.Subscription{{SKU: x.SKUs[1].ID, Status: "Enabled", IsTrial: true}}
		}, seatless(10, NoLicence, 3)), Want: Pass, Detail: "and 3 are free, 1 of them of a trial that ends\n"},
		{Name: "one seat too few", Holds: "SPE_E3", Change: changes(units(8, 10, 0), seatless(10, NoLicence, 3)), Want: Warn, Detail: "1 seat is missing: 1 of SPE_E3"},
		{Name: "seats in their grace period can be assigned", Holds: "SPE_E3", Change: changes(units(7, 9, 1), seatless(10, LacksBoth, 3)), Want: Pass},
		{Name: "over-assigned", Holds: "SPE_E3", Change: changes(units(12, 10, 0), seatless(10, NoLicence, 2)), Want: Warn, Detail: "2 seats are missing"},
		{Name: "only robots' seats are free", Holds: "SPE_E3_RPA1", Change: seatless(10, NoLicence, 1), Want: Warn, Detail: "1 user in scope needs a seat, 0 are free; 1 seat is missing"},
		{Name: "free seats of a suspended subscription", Holds: "SPE_E3", Change: changes(capability("Suspended"), seatless(10, NoLicence, 1)), Want: Warn},
		{Name: "free seats of Entra ID P1 and of Intune together", Holds: "AAD_PREMIUM, INTUNE_A", Change: seatless(10, NoLicence, 9), Want: Pass},
		{Name: "nobody was judged, and seats are free", Holds: "SPE_E3", Change: seatless(0, NoLicence, 0), Want: NotEvaluated},
		{Name: "members who never signed in", Holds: "SPE_E3", Change: func(x *Case) { seatless(5, NoLicence, 0)(x); x.Count.Standings.By[NoSignIn] = 1 }, Want: Pass, Detail: "1 user without any licence"},
		{Name: "only Intune lacks, and Intune is free", Holds: "INTUNE_A", Change: seatless(10, LacksIntune, 4), Want: Pass},
		{Name: "only Entra ID lacks, and Intune is free", Holds: "INTUNE_A", Change: seatless(10, LacksEntra, 4), Want: Warn, Detail: "AAD_PREMIUM"},
		{Name: "the licences of some users are not known", Holds: "SPE_E3", Change: func(x *Case) { seatless(5, NoLicence, 0)(x); x.Count.Standings.By[LicencesUnknown] = 1 }, Want: NotEvaluated},
		{Name: "members without a licence who may be no persons", Holds: "SPE_E3", Change: func(x *Case) { seatless(5, NoLicence, 0)(x); x.Count.Standings.By[Unclassified] = 40 }, Want: Pass, Detail: "40 users without any licence, who may be no persons, are not counted"},
		{Name: "accounts of rooms", Holds: "SPE_E3", Change: func(x *Case) { seatless(5, NoLicence, 0)(x); x.Count.Standings.By[RoomAccount] = 12 }, Want: Pass, Detail: "12 users with licences for a room"},
		{Name: "nobody was judged", Holds: "SPE_E3", Want: NotEvaluated},
	},
}

func judgeSeats(env *Env) []Verdict {
	lack := 0
	for _, n := range env.Count.Seatless {
		lack += n
	}
	buy, trial := 0, 0
	var said []string
	for _, c := range closings(env, env.Count.Seatless) {
		if env.isTrial(c.SKU) {
			trial += c.Free
		}
		if c.Buy > 0 {
			buy += c.Buy
			said = append(said, fmt.Sprintf("%d of %s", c.Buy, c.PartNumber))
		}
	}
	verb, need := "are", "need"
	if buy == 1 {
		verb = "is"
	}
	if lack == 1 {
		need = "needs"
	}
	switch {
	case env.Count.Scope.InScope == 0:
		return []Verdict{Unknown("no user in scope was judged")}
	case buy > 0:
		return []Verdict{Warnf("%s in scope %s a seat, %d are free; %s %s missing: %s", users(lack), need, lack-buy, seats(buy), verb, strings.Join(said, ", "))}
	case env.Count.Standings.By[LicencesUnknown] > 0:
		return []Verdict{Unknown("the licences of %s in scope are not known", users(env.Count.Standings.By[LicencesUnknown]))}
	}
	perhaps := ""
	if trial > 0 {
		perhaps = fmt.Sprintf(", %d of them of a trial that ends", trial)
	}
	if n := env.Count.Standings.By[Unclassified] + env.Count.Standings.By[NoSignIn]; n > 0 {
		perhaps += fmt.Sprintf("; %s without any licence, who may be no persons, are not counted", users(n))
	}
	if n := env.Count.Standings.By[RoomAccount]; n > 0 {
		perhaps += fmt.Sprintf("; %s with licences for a room or a shared device only are not counted", users(n))
	}
	if lack == 0 {
		return []Verdict{Passf("no user in scope needs a seat%s", perhaps)}
	}
	return []Verdict{Passf("%s in scope %s a seat, and %d are free%s", users(lack), need, lack, perhaps)}
}
