package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/record"
)

// The workbooks of the parts add up to the whole, whatever they are split by: people, devices, findings about them, the
// plan's people and seats, and money to the cent. No workbook names anybody who is in another.
func TestSplitAddsUp(t *testing.T) {
	for scenario, properties := range map[string][]string{
		"contoso": {"department", "licensing-group"}, "suspended": {"jobTitle"}, "unlicensed": {"department"},
		"hostile": {"department"}, "education": {"country"},
	} {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			report, prices := filepath.Join(dir, "report.json"), filepath.Join(dir, "prices.csv")
			runs(t, "audit", "-q", "--demo="+scenario, "-o", "json="+report, "--columns", "jobTitle")
			priceAll(t, report, prices)
			whole := filepath.Join(dir, "whole.xlsx")
			runs(t, "render", report, "-q", "--prices", prices, "-o", "xlsx="+whole)
			for _, by := range properties {
				to := filepath.Join(dir, by)
				runs(t, "render", report, "-q", "--prices", prices, "--split-by", by, "-o", "xlsx="+filepath.Join(to, "s.xlsx"))
				files, err := filepath.Glob(filepath.Join(to, "s *.xlsx"))
				if err != nil || len(files) == 0 {
					t.Fatalf("%v, %v", files, err)
				}
				var parts []*produced
				for _, file := range files {
					parts = append(parts, book(t, file))
				}
				addUp(t, by, book(t, whole), parts)
			}
		})
	}
}

// runs is a run that writes what it is asked for.
func runs(t *testing.T, args ...string) {
	t.Helper()
	s, _, said := world(80)
	if status := run(t.Context(), args, s); status == process.StatusFailed || status == process.StatusUsage {
		t.Fatalf("%v ends with %d: %s", args, status, said)
	}
}

// priceAll gives every product of a report that Microsoft's list has a price that doesn't divide by twelve.
func priceAll(t *testing.T, report, prices string) {
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var whole struct{ Summary *record.Summary }
	if err := json.Unmarshal(text, &whole); err != nil {
		t.Fatal(err)
	}
	var csv bytes.Buffer
	csv.WriteString("sku,currency,price,period\nEMS,EUR,8.81,month\n")
	for i, s := range whole.Summary.Subscriptions {
		if s.Name != "" && s.PartNumber != "EMS" {
			fmt.Fprintf(&csv, "%s,EUR,%d.%02d,year\n", s.ID, 20+7*i, 13*i%100)
		}
	}
	if err := os.WriteFile(prices, csv.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func book(t *testing.T, file string) *produced {
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return &produced{T: t, book: f}
}

// splitRows are the columns of sheets whose rows are those of the whole, each in one part.
var splitRows = map[string][]string{
	"Users":          {"Object id", "User principal name", "License", "Ready", "Policy", "Windows devices", "Department"},
	"Plan by person": nil,
	"Assignments":    nil,
	"Devices":        nil,
	"Associations":   nil,
}

func addUp(t *testing.T, by string, whole *produced, parts []*produced) {
	for sheet, columns := range splitRows {
		var got []string
		for _, p := range parts {
			if i, err := p.book.GetSheetIndex(sheet); err != nil || i >= 0 {
				got = append(got, linesOf(p.sheet(sheet), columns)...)
			}
		}
		want := linesOf(whole.sheet(sheet), columns)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("by %s: sheet %s has %d rows in all, want %d: %.400q, want %.400q", by, sheet, len(got), len(want), got, want)
		}
	}
	about := func(p *produced) (own, tenants []string) {
		for _, row := range p.sheet("Findings") {
			line := strings.Join(linesOf([]map[string]string{row}, nil), "")
			if row["About"] == "user" || row["About"] == "device" {
				own = append(own, line)
			} else if strings.HasPrefix(row["Rule"], "LIC-") {
				tenants = append(tenants, line)
			}
		}
		slices.Sort(own)
		return own, tenants
	}
	var own []string
	wantOwn, wantTenants := about(whole)
	for _, p := range parts {
		mine, tenants := about(p)
		own = append(own, mine...)
		if !slices.Equal(tenants, wantTenants) {
			t.Errorf("by %s: a part has %d findings about licenses, want %d", by, len(tenants), len(wantTenants))
		}
	}
	slices.Sort(own)
	if !slices.Equal(own, wantOwn) {
		t.Errorf("by %s: %d findings about people and devices, want %d", by, len(own), len(wantOwn))
	}
	sums := map[string]float64{}
	for _, p := range parts {
		maps.Copy(sums, added(sums, p.seatsOfPlan()))
	}
	want := whole.seatsOfPlan()
	for what, n := range want {
		if strings.HasSuffix(what, "Cost today") {
			continue // of seats that people have, not of those that are owned
		}
		if math.Abs(sums[what]-n) > 1e-6 {
			t.Errorf("by %s: %s is %v in all, want %v", by, what, sums[what], n)
		}
	}
	for what := range sums {
		if _, known := want[what]; !known && sums[what] != 0 {
			t.Errorf("by %s: %s is %v in all, and not in the whole", by, what, sums[what])
		}
	}
	for _, column := range []string{"Blocked", "Degraded"} {
		n := 0
		for _, p := range parts {
			for _, row := range p.sheet("Causes") {
				n += p.number(row[column])
			}
		}
		for _, row := range whole.sheet("Causes") {
			n -= whole.number(row[column])
		}
		if n != 0 {
			t.Errorf("by %s: the causes have %d more under %s", by, n, column)
		}
	}
	nobodyElse(t, by, parts)
}

// linesOf are rows as text; nil is all columns.
func linesOf(rows []map[string]string, columns []string) (all []string) {
	for _, row := range rows {
		heads := columns
		if heads == nil {
			heads = slices.Sorted(maps.Keys(row))
		}
		var line []string
		for _, head := range heads {
			if row[head] != "" {
				line = append(line, head+"="+row[head])
			}
		}
		all = append(all, strings.Join(line, "|"))
	}
	return all
}

// seatsOfPlan are the amounts of sheet Plan, by part number and column.
func (p *produced) seatsOfPlan() map[string]float64 {
	all := map[string]float64{}
	for _, row := range p.sheet("Plan") {
		for _, column := range []string{"Used", "Needed", "Freed", "Buy", "Renew", "For others", "Cost today", "Cost more"} {
			if row[column] == "" {
				continue
			}
			n, err := strconv.ParseFloat(row[column], 64)
			if err != nil {
				p.Fatal(err)
			}
			all[row["Part number"]+" "+column] += n
		}
	}
	return all
}

func added(a, b map[string]float64) map[string]float64 {
	sums := maps.Clone(a)
	for what, n := range b {
		sums[what] += n
	}
	return sums
}

// nobodyElse looks in every sheet of each part for the people of the others.
func nobodyElse(t *testing.T, by string, parts []*produced) {
	part := map[string]int{} // of a principal name
	for i, p := range parts {
		for _, row := range p.sheet("Users") {
			part[strings.ToLower(row["User principal name"])] = i
		}
	}
	for i, p := range parts {
		for _, sheet := range p.book.GetSheetList() {
			rows, err := p.book.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				for _, cell := range row {
					for _, word := range strings.FieldsFunc(strings.ToLower(cell), func(r rune) bool {
						return strings.ContainsRune(" ,;\"'():", r)
					}) {
						if of, known := part[word]; known && of != i {
							t.Errorf("by %s: sheet %s of part %d names %s of part %d", by, sheet, i, word, of)
						}
					}
				}
			}
		}
	}
}
