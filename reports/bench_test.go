package reports

import (
	"fmt"
	"io"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// BenchmarkUsers writes 100,000 users a report, one in ten with a finding.
func BenchmarkUsers(b *testing.B) {
	const users = 100_000
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
	for _, f := range Formats {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w, err := New(f.Name, io.Discard, Options{})
				if err != nil {
					b.Fatal(err)
				}
				if err := w.Begin(s.run); err != nil {
					b.Fatal(err)
				}
				for i := range users {
					if err := w.User(s.rows[i%10]); err != nil {
						b.Fatal(err)
					}
				}
				if err := w.End(s.sum, s.reading); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(users)*float64(b.N)/b.Elapsed().Seconds(), "users/s")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/users, "ns/user")
		})
	}
}

// BenchmarkJSONUser is one user without findings.
func BenchmarkJSONUser(b *testing.B) {
	s := mixed(b)
	w, err := New("json", io.Discard, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := w.User(s.rows[0]); err != nil {
			b.Fatal(err)
		}
	}
}
