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
			sheet: "Shortfall", about: "users who do not qualify, the free seats that close it, and those left to buy",
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
			{"", "Line", "users who lack something, free seats that close it, or seats left to buy", 16, text,
				func(l row) any { return l.line }},
			{"", "Lacks", "Intune, Entra ID P1 or P2, both, or any licence", 27, text,
				func(l row) any { return l.lacks }},
			{"", "Held or needed", "part numbers that such users hold, or the product whose seats close it", 40, text,
				func(l row) any { return l.held }},
			{"", "Product", "of the catalogue", 36, text, func(l row) any { return l.product }},
			{"", "Users", "in scope who lack the same and hold the same", 10, amount,
				func(l row) any { return l.users }},
			{"", "A seat is missing", "no: a plan that is there need only be made usable", 17, text,
				func(l row) any { return l.seatMissing }},
			{"", "Free seats", "that the tenant has and nobody holds", 12, amount, func(l row) any { return l.free }},
			{"", "Seats to buy", "", 13, amount, func(l row) any { return l.buy }},
			{"", "Offer", "how the tenant has the product of the free seats: paid, trial …", 10, text,
				func(l row) any { return l.offer }},
			{"", "What to do", "", 60, prose, func(l row) any { return l.todo }},
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
			holds = "no licence"
		}
		todo := "Make the plan usable that they hold; why it is not: " + whose(l.Status) + ", column Why"
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
			holds := "no licence"
			if st == rules.RoomAccount {
				holds = "a room's licence"
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
func whose(s rules.LicenseStatus) string { return fmt.Sprintf("filter sheet Users by State %q", s) }

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
		lack := english.Verb(users, "lacks", "lack")
		said = append(said, english.Count(users, "user")+" in scope "+lack+" something: see sheet Shortfall")
	}
	if held > 0 {
		need := english.Verb(held, "needs", "need")
		said = append(said, english.Number(held)+" of them "+need+" no seat: a plan that is there is to be made usable")
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
		return fmt.Sprintf("not whole: the licences of %s are not known", english.Count(unknown, "user"))
	}
	return ""
}
