package reports

import (
	"cmp"
	"fmt"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

func shortfallColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"Line", "users who lack something, free seats that close it, or seats left to buy", 16, l.text},
		{"Lacks", "Intune, Entra ID P1 or P2, both, or any licence", 27, l.text},
		{"Held or needed", "part numbers that such users hold, or the product whose seats close it", 40, l.text},
		{"Product", "of the catalogue", 36, l.text},
		{"Users", "in scope who lack the same and hold the same", 10, l.number},
		{"A seat is missing", "no: a plan that is there need only be made usable", 17, l.text},
		{"Free seats", "that the tenant has and nobody holds", 12, l.number},
		{"Seats to buy", "", 13, l.number},
		{"Offer", "how the tenant has the product of the free seats: paid, trial …", 10, l.text},
		{"What to do", "", 60, l.wrapped},
	}
}

func (x *workbook) fillShortfall(s *sheet, sum *record.Summary) error {
	if note := unknownShortfall(sum); note != "" {
		if err := s.add(note); err != nil {
			return err
		}
	}
	for _, l := range sum.Shortfall.Lacks {
		holds := strings.Join(l.Holds, " + ")
		switch {
		case l.Others:
			holds = "rarer combinations"
		case holds == "":
			holds = "no licence"
		}
		todo := "Make the plan usable that they hold; why it is not: " + whose(l.Standing) + ", column Why"
		if l.Seat {
			todo = "Assign the seats below: " + whose(l.Standing)
		}
		if err := s.add("users", styled{x.look.bad, l.Standing.String()}, holds, nil, l.Users, yes(l.Seat), nil, nil, nil, todo); err != nil {
			return err
		}
	}
	for _, st := range []rules.Standing{rules.Unclassified, rules.NoSignIn, rules.RoomAccount} {
		if n := sum.Users[st]; n > 0 {
			holds := "no licence"
			if st == rules.RoomAccount {
				holds = "a room's licence"
			}
			err := s.add("users", styled{x.look.neutral, st.String()}, holds, nil, n, nil, nil, nil, nil, "Not counted: those of them who will set up a PC need a seat too")
			if err != nil {
				return err
			}
		}
	}
	for _, c := range sum.Shortfall.Close {
		line, free, buy, todo := "free seats", any(c.Free), any(nil), "Assign them: "+whose(c.Standing)
		offer := offerOf(sum, c)
		if offer == rules.Trial {
			todo += ". They go when the trial ends: buy seats before"
		}
		if c.Buy > 0 {
			line, free, buy, todo = "seats to buy", nil, c.Buy, "Buy them, and assign them: "+whose(c.Standing)
		}
		if err := s.add(line, c.Standing.String(), c.PartNumber, c.Name, nil, nil, free, buy, string(offer), todo); err != nil {
			return err
		}
	}
	return nil
}

// whose says where the users of a standing are listed.
func whose(s rules.Standing) string { return fmt.Sprintf("filter sheet Users by State %q", s) }

// shortfallWords is the sheet in some sentences: who lacks a licence, and what is to be assigned and bought.
func shortfallWords(s *record.Summary) string {
	users, held, free, trial := 0, 0, 0, 0
	var buy []string
	for _, l := range s.Shortfall.Lacks {
		users += l.Users
		if !l.Seat {
			held += l.Users
		}
	}
	for _, c := range s.Shortfall.Close {
		if c.Buy > 0 {
			buy = append(buy, english.Number(c.Buy)+" of "+cmp.Or(c.Name, c.PartNumber))
			continue
		}
		free += c.Free
		if offerOf(s, c) == rules.Trial {
			trial += c.Free
		}
	}
	var said []string
	note := unknownShortfall(s)
	if note != "" {
		said = append(said, note)
	}
	if users == 0 && note == "" {
		return "every user in scope who is known to be a person qualifies"
	}
	if users > 0 {
		said = append(said, english.Count(users, "user")+" in scope "+english.Verb(users, "lacks", "lack")+" something: see sheet Shortfall")
	}
	if held > 0 {
		said = append(said, english.Number(held)+" of them "+english.Verb(held, "needs", "need")+" no seat: a plan that is there is to be made usable")
	}
	if free > 0 {
		words := english.CountVerb(free, "seat", "is", "are") + " free to assign"
		if trial > 0 {
			words += fmt.Sprintf(", %s of a trial that ends", english.Number(trial))
		}
		said = append(said, words)
	}
	if len(buy) > 0 {
		said = append(said, "to buy: "+strings.Join(buy, ", "))
	} else if users > 0 && note == "" {
		said = append(said, "nothing is to be bought")
	}
	return strings.Join(said, "; ")
}

// offerOf is how the tenant has the product of free seats; "" for seats to buy.
func offerOf(s *record.Summary, c rules.Closing) rules.Offer {
	for i := range s.Subscriptions {
		if k := &s.Subscriptions[i]; c.Buy == 0 && k.ID == c.SKU {
			return k.Offer
		}
	}
	return ""
}

// unknownShortfall says why less is lacking here than in the tenant; "" where everybody was judged.
func unknownShortfall(s *record.Summary) string {
	unknown := s.Users[rules.LicencesUnknown]
	switch {
	case !s.Scope.Asked:
		return "not read: no selected rule is about users"
	case missing(s, tenant.Users):
		return "not known: users were not read whole, see sheet Not evaluated"
	case missing(s, tenant.SKUs):
		return "not known: products were not read, see sheet Not evaluated"
	case s.Scope.InScope == 0:
		return "not known: nobody is in scope"
	case unknown > 0:
		return fmt.Sprintf("not whole: the licences of %s are not known", english.Count(unknown, "user"))
	}
	return ""
}
