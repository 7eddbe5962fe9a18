package reports

import (
	"prepaudit/reports/html"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
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
		if !t.Skipped && t.Outcome() == rules.Manual {
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

// seatsTile says how many seats are to buy, and what else the plan has.
func seatsTile(s *record.Summary) html.Tile {
	tile := html.Tile{Name: "Seats to buy", Tone: "plain", Link: "#licenses"}
	if s.Plan == nil || len(s.Plan.Missing) > 0 || s.Plan.Unknown > 0 {
		tile.Value, tile.Note, tile.Tone = "?", "not everything was read", "open"
		return tile
	}
	buy, renew := wording.SeatsToGet(s.Plan)
	tile.Value = english.Number(buy)
	switch people := s.Plan.People; {
	case renew > 0:
		tile.Note = "and " + english.Number(renew) + " to renew"
	case people > 0:
		tile.Note = english.CountVerb(people, "person", "needs", "need") + " a change"
	case buy == 0:
		tile.Note = "nobody needs one"
	default:
		tile.Note = "more are used than owned"
	}
	if buy+renew > 0 {
		tile.Tone = "bad"
	}
	return tile
}
