package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// steps are the parts of the plan's sentences that have people.
var steps = regexp.MustCompile(`(?:^|\. )([\d,]+): `)

// In every scenario the plan's sentences, its steps, its people and the causes about licenses tell the same, with as many
// people; and the cost sentence is what the products come to.
func TestPlanAgrees(t *testing.T) {
	dir := t.TempDir()
	prices := filepath.Join(dir, "prices.csv")
	put(t, prices, []byte("sku,price,currency,period\nSPE_E3,36,EUR,month\nENTERPRISEPACK,23.05,EUR,month\n"+
		"EMS,8.3333,EUR,month\nAAD_PREMIUM,6,EUR,month\nINTUNE_A,7,EUR,month\n"))
	for _, sc := range graphtest.Scenarios() {
		if sc.Name == "large" || sc.Name == "throttled" {
			continue // the one is contoso's kind and takes long, the other waits
		}
		for _, more := range [][]string{nil, {"--scope", "members"}, {"--prices", prices}} {
			name := fmt.Sprint(sc.Name, more)
			people := filepath.Join(dir, "people.csv")
			sum := summaryOf(t, filepath.Join(dir, "report.json"), append(more, "--demo="+sc.Name,
				"-o", "csv:plan="+people)...)
			if sum.Plan == nil {
				t.Errorf("%s has no plan", name)
				continue
			}
			said := 0
			for _, m := range steps.FindAllStringSubmatch(sum.Plan.Text, -1) {
				n, _ := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
				said += n
			}
			planned := 0
			for _, s := range sum.Plan.Steps {
				if planned += s.People; strings.Contains(s.Title, " 0 ") || strings.TrimSpace(s.Title) == "" {
					t.Errorf("%s: a step of nothing: %q", name, s.Title)
				}
			}
			if rows := len(rowsOf(t, people)); said != sum.Plan.People || planned != said || rows != said {
				t.Errorf("%s: %d people, the sentences have %d, the steps %d, the CSV %d: %s", name, sum.Plan.People, said,
					planned, rows, sum.Plan.Text)
			}
			if more != nil && more[0] == "--prices" {
				costs(t, name, sum.Plan)
			}
			for i := range sum.Causes {
				tellsThePlan(t, name, sum.Plan, &sum.Causes[i])
			}
		}
	}
}

// tellsThePlan holds that a cause about licenses assigns, swaps and buys no product that no step of the plan does.
func tellsThePlan(t *testing.T, name string, plan *record.LicensePlan, c *rules.Cause) {
	t.Helper()
	if !rules.OfLicenses(c.ID) {
		return
	}
	var titles []string
	for _, s := range plan.Steps {
		titles = append(titles, s.Title)
	}
	all := strings.ToLower(strings.Join(titles, "; "))
	lower := strings.ToLower(c.Title)
	if strings.HasPrefix(lower, "add ") || strings.HasPrefix(lower, "license ") || strings.HasPrefix(lower, "turn on ") ||
		strings.HasPrefix(lower, "renew ") {
		return
	}
	act := regexp.MustCompile(`(?:,? (?:for|to) [\d,]+ (?:people|person))?(?:: seats are free)?$`).ReplaceAllString(lower, "")
	if !strings.Contains(all, act) && !strings.HasPrefix(lower, "repair ") && !strings.HasPrefix(lower, "remove ") {
		t.Errorf("%s: %q, and the plan says %q", name, c.Title, titles)
	}
	shows := strings.HasPrefix(c.Bash, "az rest --url ") // of several steps
	if strings.HasPrefix(act, "swap ") && !strings.Contains(c.Fix, "remove ") && !shows &&
		!strings.Contains(c.Bash, `"removeLicenses":["`) {
		t.Errorf("%s: %q, and nothing is removed: %q, %q", name, c.Title, c.Fix, c.Bash)
	}
}

// costs holds the cost sentence against the products.
func costs(t *testing.T, name string, plan *record.LicensePlan) {
	t.Helper()
	var more record.Money
	for i := range plan.Products {
		if o := &plan.Products[i]; o.Before != nil {
			more += *o.After - *o.Before
		}
	}
	if plan.Cost == nil || plan.Cost.After-plan.Cost.Before != more {
		t.Errorf("%s: %+v, and the products cost %d more", name, plan.Cost, more)
	}
	if got := strings.Contains(plan.Text, " EUR more a month."); got != (more != 0) {
		t.Errorf("%s: %d more a year, and it says %q", name, more, plan.Text)
	}
}

// rowsOf are the rows of a CSV file, less its heads.
func rowsOf(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}
