package reports

import (
	"strings"

	"prepaudit/rules"
)

func shortfallColumns(l styles, _ Run) []sheetColumn {
	return []sheetColumn{
		{"Line", "users who lack something, free seats that close it, or seats left to buy", 20, l.text},
		{"Lacks", "Intune, Entra ID P1 or P2, both, or any licence", 27, l.text},
		{"Held or needed", "part numbers that such users hold, or the product whose seats close it", 60, l.text},
		{"Product", "of the catalogue", 44, l.text},
		{"Users", "in scope who lack the same and hold the same", 10, l.number},
		{"A seat is missing", "no: a plan that is there need only be made usable", 17, l.text},
		{"Free seats", "that the tenant has and nobody holds", 12, l.number},
		{"Seats to buy", "", 13, l.number},
	}
}

func (x *workbook) fillShortfall(s *sheet, sum rules.Summary, _ Reading) error {
	if len(sum.Shortfall.Lacks) == 0 {
		return s.add("nobody lacks anything")
	}
	for _, l := range sum.Shortfall.Lacks {
		holds := strings.Join(l.Holds, " + ")
		switch {
		case l.Others:
			holds = "rarer combinations"
		case holds == "":
			holds = "no licence"
		}
		if err := s.add("users", styled{x.look.bad, l.Standing.String()}, holds, nil, l.Users, yes(l.Seat)); err != nil {
			return err
		}
	}
	for _, c := range sum.Shortfall.Close {
		line, free, buy := "free seats", any(c.Free), any(nil)
		if c.Buy > 0 {
			line, free, buy = "seats to buy", nil, c.Buy
		}
		if err := s.add(line, c.Standing.String(), c.PartNumber, c.Name, nil, nil, free, buy); err != nil {
			return err
		}
	}
	return nil
}
