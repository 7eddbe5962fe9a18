package reports

import (
	"prepaudit/reports/html"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// pageTiles are the answer in figures.
func pageTiles(s *record.Summary) []html.Tile {
	var all []html.Tile
	if r := &s.Ready; r.People > 0 {
		of := "of " + english.Count(r.People, "person")
		people := func(n int, name string, state rules.Readiness, tone string) {
			if n == 0 {
				tone = "plain"
			}
			all = append(all, html.Tile{Value: english.Number(n), Name: name, Note: of, Tone: tone, Link: "#users",
				State: readyWords(state)})
		}
		people(r.Ready, "Ready", rules.Ready, "good")
		people(r.Blocked, "Blocked", rules.Blocked, "bad")
		people(r.Unknown, "Not checked", rules.ReadyUnknown, "open")
	}
	if s.Scope.Asked {
		all = append(all, seatsTile(s))
	}
	manual, required := 0, 0
	for _, t := range s.Tallies {
		if !t.Skipped && t.Outcome() == rules.ByHand {
			manual++
			if t.Level == rules.Required {
				required++
			}
		}
	}
	if manual > 0 {
		note := "none required"
		if required > 0 {
			note = english.Number(required) + " required"
		}
		all = append(all, html.Tile{Value: english.Number(manual), Name: "Check manually", Note: note, Tone: "plain",
			Link: "#manual"})
	}
	return all
}

// seatsTile says how many seats are to buy, and how many people are helped by those that are free.
func seatsTile(s *record.Summary) html.Tile {
	tile := html.Tile{Name: "Seats to buy", Tone: "plain", Link: "#subscriptions"}
	if len(s.Subscriptions) == 0 {
		tile.Link = "#findings"
	}
	if unknownShortfall(s) != "" {
		tile.Value, tile.Note, tile.Tone = "?", "not everything was read", "open"
		return tile
	}
	buy, free := 0, 0
	for _, c := range s.Shortfall.Close {
		buy += c.Buy
		if c.Buy == 0 {
			free += c.Free
		}
	}
	tile.Value = english.Number(buy)
	switch {
	case free > 0:
		tile.Note = "and " + english.Number(free) + " free to assign"
	case buy == 0:
		tile.Note = "nobody needs one"
	default:
		tile.Note = "none free to assign"
	}
	if buy > 0 {
		tile.Tone = "bad"
	}
	return tile
}
