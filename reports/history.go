package reports

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/reports/terminal"
)

// HistoryFormats are those of a history.
var HistoryFormats = []string{"table", "json", "csv"}

// HistoryOptions says how one looks.
type HistoryOptions = terminal.TrendOptions

// WriteHistory writes a history in one of HistoryFormats.
func WriteHistory(w io.Writer, format string, h *record.History, o HistoryOptions) error {
	switch format {
	case "json":
		b, err := record.Append(nil, h, true)
		if err == nil {
			_, err = w.Write(append(b, '\n'))
		}
		return err
	case "csv":
		return historyCSV(w, h)
	}
	for i := range h.Tenants {
		if i > 0 {
			fmt.Fprintln(w) // an error comes again
		}
		if err := terminal.WriteTrend(w, &h.Tenants[i], o); err != nil {
			return err
		}
	}
	return nil
}

// historyCSV writes a line a run.
func historyCSV(w io.Writer, h *record.History) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	err := c.Write([]string{"tenantId", "defaultDomain", "at", "asOf", "version", "scope", "askedFor", "complete",
		"counted", "missing", "exitStatus", "inScope", "people", "ready", "blocked", "unknown", "unread"})
	for _, of := range h.Tenants {
		for _, p := range of.Runs {
			var missing []string
			for _, ds := range p.Missing {
				missing = append(missing, string(ds))
			}
			cells := []string{of.ID, of.DefaultDomain, stamp(p.At), p.AsOf, p.Version, p.Scope, p.Asked,
				strconv.FormatBool(p.Complete), strconv.FormatBool(p.Counted), strings.Join(missing, "; ")}
			for i := range cells {
				cells[i] = guarded(cells[i])
			}
			for _, n := range []int{p.Status, p.InScope, p.Ready.People, p.Ready.Ready, p.Ready.Blocked,
				p.Ready.Unknown, p.Ready.Unread} {
				cells = append(cells, strconv.Itoa(n))
			}
			err = cmp.Or(err, c.Write(cells))
		}
	}
	c.Flush()
	return cmp.Or(err, c.Error())
}
