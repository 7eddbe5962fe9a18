package reports

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// BenchmarkFormats writes 100,000 users a report, one in ten with a finding; to the tables of devices 100,000 devices,
// to those of findings as many findings. rows/s is how many of them are written a second.
func BenchmarkFormats(b *testing.B) {
	const rows = 100_000
	skus := []tenant.SKU{known(b, "SPE_E3", 1, 1), known(b, "ENTERPRISEPACK", 1, 1), known(b, "SPE_E5", 1, 1)}
	table := license.NewTable(skus, license.Options{})
	s := mixed(b)
	s.rows = nil
	for i := range 10 {
		held := []string{"SPE_E3", "ENTERPRISEPACK"}
		if i == 9 {
			held = held[1:]
		}
		s.judge(table, holder(b, i, fmt.Sprintf("User Number %d", i), held...), 3)
	}
	finding := rules.Finding{
		Rule: enrollment, Outcome: rules.Warn, Level: rules.Advisory,
		Subject: rules.Subject{Kind: "policy", ID: "1", Name: "Pilot"}, Detail: "12 users are inside two MDM scopes",
	}
	for _, f := range Formats {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := writeRows(f.Name, s, finding, rows); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func writeRows(format string, s *story, finding rules.Finding, rows int) error {
	h, err := New(format, io.Discard, Options{})
	if err != nil {
		return err
	}
	w := record.Translate(h)
	if err := w.Run(&s.run); err != nil {
		return err
	}
	for i := range rows {
		switch {
		case strings.HasSuffix(format, ":devices"):
			err = w.Device(s.devices[i%len(s.devices)])
		case strings.HasSuffix(format, ":findings"):
			err = w.Finding(finding)
		default:
			err = w.User(s.rows[i%10])
		}
		if err != nil {
			return err
		}
	}
	return h.Summary(s.summary())
}

// BenchmarkJSONUser is one user without findings.
func BenchmarkJSONUser(b *testing.B) {
	s := mixed(b)
	h, err := New("json", io.Discard, Options{})
	if err != nil {
		b.Fatal(err)
	}
	w := record.Translate(h)
	b.ReportAllocs()
	for b.Loop() {
		if err := w.User(s.rows[0]); err != nil {
			b.Fatal(err)
		}
	}
}
