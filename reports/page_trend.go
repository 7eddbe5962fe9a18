package reports

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"prepaudit/reports/html"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// pageTrend is readiness over time; nil where no other run is known.
func pageTrend(run *record.Run, s *record.Summary) *html.Trend {
	days := wording.Trend(run, s)
	if days == nil {
		return nil
	}
	var at []time.Time
	var counted []bool
	all := []html.Series{{Name: "ready", Title: "Ready"}, {Name: "blocked", Title: "Blocked"},
		{Name: "unknown", Title: "Not checked"}}
	var rows []html.Moment
	for i := range days {
		p := &days[i]
		at, counted = append(at, p.At), append(counted, p.Counted)
		row := html.Moment{Day: record.Day(p.At), Note: wording.Uncounted(p)}
		for j, n := range []int{p.Ready.Ready, p.Ready.Blocked, p.Ready.Unknown} {
			all[j].Values = append(all[j].Values, n)
			row.Values = append(row.Values, english.Number(n))
		}
		if !p.Counted {
			row.Values[0] = "?"
		}
		rows = append(rows, row)
	}
	slices.Reverse(rows)
	t := html.DrawTrend(at, counted, all)
	t.Rows, t.Alone = rows, trendAlone(days)
	return t
}

// trendAlone is what the lines come to.
func trendAlone(days []record.Past) string {
	var counted []*record.Past
	for i := range days {
		if days[i].Counted {
			counted = append(counted, &days[i])
		}
	}
	gaps := ""
	if n := len(days) - len(counted); n > 0 {
		gaps = " Days with counts not known: " + english.Number(n) + "."
	}
	if len(counted) == 0 {
		return strings.TrimSpace(gaps)
	}
	of := func(p *record.Past) string {
		return fmt.Sprintf("%s: %s ready, %s blocked, %s not checked", record.Day(p.At), english.Number(p.Ready.Ready),
			english.Number(p.Ready.Blocked), english.Number(p.Ready.Unknown))
	}
	said := of(counted[len(counted)-1]) + "."
	if len(counted) > 1 {
		said = of(counted[0]) + ". " + said
	}
	return said + gaps
}
