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

// shortfallLine is users who lack the same, or seats that close what they lack. Its values are nil where they are of no
// meaning.
type shortfallLine struct {
	line        string
	lacks       any
	held        string // or needed
	product     any
	users       any
	seatMissing any
	free, buy   any
	offer       any
	todo        string
}

func shortfallTable(*record.Run) tabular {
	type row = *shortfallLine
	return &table[row]{
		title: title{
			sheet: "Shortfall", about: "users who lack a license, the free seats to assign to them, and the " +
				"seats left to buy",
			in: ofTenant, note: unknownShortfall, none: always("nobody lacks anything"),
		},
		end: func(s *record.Summary, add func(row) error) error {
			for _, l := range shortfallLines(s) {
				if err := add(&l); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[row]{
			{"", "Row", "users who lack something, free seats that close it, or seats left to buy", 16, text,
				func(l row) any { return l.line }},
			{"", "Lacks", "Intune, Entra ID P1 or P2, both, or any license", 27, text,
				func(l row) any { return l.lacks }},
			{"", "Current licenses", "part numbers that such users have, or of the product whose seats close " +
				"it", 40, text,
				func(l row) any { return l.held }},
			{"", "Product", "its name in Microsoft's list", 36, text, func(l row) any { return l.product }},
			{"", "Users", "in scope who lack the same and have the same licenses", 10, amount,
				func(l row) any { return l.users }},
			{"", "Needs a seat", "no: a plan of a license that they have need only be turned on or made " +
				"usable", 17, text,
				func(l row) any { return l.seatMissing }},
			{"", "Free seats", "that the tenant has, and that are set aside for these users", 12, amount,
				func(l row) any { return l.free }},
			{"", "Seats to buy", "that are missing after all free ones are assigned", 13, amount,
				func(l row) any { return l.buy }},
			{"", "Offer", "how the tenant has the product of the free seats: paid, trial …", 10, text,
				func(l row) any { return l.offer }},
			{"", "To do", "who is to do what, with the filter that lists the users", 60, prose,
				func(l row) any { return l.todo }},
		},
	}
}

func shortfallLines(s *record.Summary) []shortfallLine {
	var all []shortfallLine
	for _, l := range s.Shortfall.Lacks {
		holds := strings.Join(l.Holds, " + ")
		switch {
		case l.Others:
			holds = "rarer combinations"
		case holds == "":
			holds = "no license"
		}
		todo := "Renew or turn on what they already have; which: " + whose(l.Status) + ", column About the license"
		if l.Seat {
			todo = "Assign the seats below: " + whose(l.Status)
		}
		all = append(all, shortfallLine{
			line: "users", lacks: toned{bad, l.Status.String()}, held: holds, users: l.Users,
			seatMissing: yes(l.Seat), todo: todo,
		})
	}
	for _, st := range []rules.LicenseStatus{rules.Unclassified, rules.NoSignIn, rules.RoomAccount} {
		if n := s.Users[st]; n > 0 {
			holds := "no license"
			if st == rules.RoomAccount {
				holds = "a room's license"
			}
			all = append(all, shortfallLine{
				line: "users", lacks: toned{neutral, st.String()}, held: holds, users: n,
				todo: "Not counted: those of them who will set up a PC need a seat too",
			})
		}
	}
	for _, c := range s.Shortfall.Close {
		offer := offerOf(s, c)
		line := shortfallLine{
			line: "free seats", lacks: c.Status.String(), held: c.PartNumber, product: c.Name, free: c.Free,
			offer: string(offer), todo: "Assign them: " + whose(c.Status),
		}
		if offer == rules.Trial {
			line.todo += ". They go when the trial ends: buy seats before"
		}
		if c.Buy > 0 {
			line.line, line.free, line.buy = "seats to buy", nil, c.Buy
			line.todo = "Buy them, and assign them: " + whose(c.Status)
		}
		all = append(all, line)
	}
	return all
}

// whose says where the users of a status are listed.
func whose(s rules.LicenseStatus) string { return fmt.Sprintf("filter sheet Users by License %q", s) }

// shortfallWords is the sheet in some sentences: who lacks a license, and what is to be assigned and bought.
func shortfallWords(s *record.Summary) string {
	users, held, free, trial, missing := 0, 0, 0, 0, 0
	var buy []string
	for _, l := range s.Shortfall.Lacks {
		users += l.Users
		if !l.Seat {
			held += l.Users
		}
	}
	for _, c := range s.Shortfall.Close {
		if c.Buy > 0 {
			missing += c.Buy
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
	switch {
	case note != "":
		said = append(said, strings.ToUpper(note[:1])+note[1:])
	case users == 0:
		return "Everybody in scope has the licenses, as far as they are known to be people"
	}
	if users > 0 {
		said = append(said, english.CountVerb(users, "user", "needs", "need")+" a license change (sheet Shortfall)")
	}
	if held > 0 {
		said = append(said, english.Number(held)+": renew or turn on what they already have")
	}
	if free > 0 {
		words := english.Number(free) + ": assign seats that are free"
		if trial > 0 {
			words += fmt.Sprintf(", %s of them of a trial that ends", english.Number(trial))
		}
		said = append(said, words)
	}
	if missing > 0 {
		said = append(said, "Buy "+english.Count(missing, "seat")+": "+strings.Join(buy, ", "))
	} else if users > 0 && note == "" {
		said = append(said, "Nothing to buy")
	}
	return strings.Join(said, ". ")
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
	unknown := s.Users[rules.LicensesUnknown]
	switch {
	case !s.Scope.Asked:
		return "not read: no selected rule is about users"
	case s.Missed(tenant.Users):
		return "not known: users were not read whole, see sheet Not evaluated"
	case s.Missed(tenant.SKUs):
		return "not known: products were not read, see sheet Not evaluated"
	case s.Scope.InScope == 0:
		return "not known: nobody is in scope"
	case unknown > 0:
		return fmt.Sprintf("incomplete: the licenses of %s aren't known", english.Count(unknown, "user"))
	}
	return ""
}
