package reports

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// TestHostileNames plays each name alone, so that each reaches the sample that the table shows.
func TestHostileNames(t *testing.T) {
	var b bytes.Buffer
	cells := inCells(t, hostileNames)
	for i, name := range hostileNames {
		s := hostile(t)
		group := rules.Subject{Kind: "group", ID: "x", Name: name}
		s.findings = []rules.Finding{{Rule: enrollment, Subject: group, Outcome: rules.Fail, Detail: name}}
		s.run.Tenant.Name, s.run.Reading.Source, s.sum.Scope.Why = name, name, name
		s.sum.Missing = []rules.Gap{{Dataset: "users", Why: name, Permission: name, Hint: name}}
		for _, width := range []int{60, 80} {
			checkLines(t, write(t, "table", Options{Width: width}, s), width)
		}
		fmt.Fprintf(&b, "terminal %s\n", plain.Clip(name, 60))
		fmt.Fprintf(&b, "json     %.120s\n", strings.ToValidUTF8(string(record.AppendText(nil, name)), "?"))
		fmt.Fprintf(&b, "cell     %.120s\n", cells[i])
		fmt.Fprintf(&b, "csv      %.120s\n", guarded(name))
		fmt.Fprintf(&b, "markdown %.120s\n", escaped(name))
	}
	golden(t, "hostile.names.txt", b.Bytes())
}

// inCells are texts as cells of the workbook hold them.
func inCells(t *testing.T, texts []string) (cells []string) {
	t.Helper()
	s := empty()
	for _, text := range texts {
		s.sum.Missing = append(s.sum.Missing, rules.Gap{Dataset: "users", Permission: text})
	}
	f, err := excelize.OpenReader(bytes.NewReader(write(t, "xlsx", Options{}, s)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i := range texts {
		cell, err := f.GetCellValue("Not read", fmt.Sprintf("D%d", i+2))
		if err != nil {
			t.Fatal(err)
		}
		cells = append(cells, cell)
	}
	return cells
}

// TestHostileEveryFormat plays them through every format. What became of them is in a golden file of each: the
// terminal, JSON and the workbook have theirs in their own tests, the other text formats in TestTextFormats.
func TestHostileEveryFormat(t *testing.T) {
	for _, f := range Formats {
		file := "hostile." + strings.ReplaceAll(f.Name, ":", "-")
		switch f.Name {
		case "table":
			file = "hostile.80.txt"
		case "xlsx":
			file += ".txt"
		}
		switch got := readable(t, f.Name, write(t, f.Name, Options{Width: 80}, hostile(t))); {
		case strings.HasPrefix(f.Name, "parquet"):
			var b bytes.Buffer
			for line := range bytes.Lines(got) { // a name comes as it is, and no reader acts upon it
				fmt.Fprintf(&b, "%+.2000q\n", bytes.TrimSuffix(line, []byte("\n")))
			}
			golden(t, file, b.Bytes())
			continue
		default:
			for _, r := range string(got) {
				if plain.Hidden(r) && r != '\n' && r != '\r' && (f.Name != "xlsx" || r != '\t') {
					t.Errorf("%s holds %U", f.Name, r)
					break
				}
			}
		}
		if !fileExists("../testdata/golden/reports/" + file) {
			t.Errorf("%s has no golden file %s", f.Name, file)
		}
	}
}
