package main

import (
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/clipperhouse/displaywidth"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
)

// shownPlans are plans that differ in kind.
var shownPlans = []struct{ name, scenario, args string }{
	{"contoso", "contoso", ""},
	{"priced", "contoso", "--scope members --prices PRICES"},
	{"suspended", "suspended", ""},
	{"education", "education", "--scope members --include-unlicensed"},
	{"frontline", "contoso", "--scope members --include-unlicensed --allow-frontline"},
	{"refused", "refused", ""},
	{"what-if", "contoso", "--scope members --prices PRICES --what-if SPE_E3->SPE_E5 --buy SPE_F1=50 --by 2027-01-31"},
}

var planVersion = regexp.MustCompile(`(?m)^  "version": .*\n`)

// What a plan shows at the widths of a small, a usual and a wide terminal, its JSON and its script are those in
// testdata/golden; -update writes them anew. Nothing is wider than the terminal.
func TestScreensOfPlans(t *testing.T) {
	prices := filepath.Join(t.TempDir(), "prices.csv")
	put(t, prices, []byte("sku,currency,price,period\nSPE_E3,EUR,36.00,month\nSPE_E5,EUR,57.00,month\n"+
		"EMS,EUR,9.50,month\nINTUNE_A,EUR,7.50,month\nENTERPRISEPACK,EUR,24.00,month\n"))
	for _, p := range shownPlans {
		t.Run(p.name, func(t *testing.T) {
			written := func(format string, users, width int) string {
				now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
				tenant := graphtest.Tenant{Scenario: p.scenario, Users: users, Now: now}
				server := httptest.NewServer(tenant.Handler())
				defer server.Close()
				sys, out, said := world(width)
				sys.LookupEnv = withToken
				args := append([]string{"plan", "--auth", "token", "--graph-url", server.URL, "--as-of", "2026-11-22",
					"-q", "--color", "never", "-o", format}, strings.Fields(strings.Replace(p.args, "PRICES", prices, 1))...)
				want := map[bool]int{true: process.StatusUndecided, false: process.StatusMet}[p.scenario == "refused"]
				if status := run(t.Context(), args, sys); status != want {
					t.Fatalf("%q: %d %s", args, status, said)
				}
				return out.String()
			}
			for _, width := range []int{80, 120, 200} {
				screen := written("table", 0, width)
				for line := range strings.Lines(screen) {
					if n := displaywidth.String(strings.TrimSuffix(line, "\n")); n > width {
						t.Errorf("%d columns: %s", n, line)
					}
				}
				if ids := ruleID.FindString(screen); ids != "" {
					t.Errorf("%s is said without its title:\n%s", ids, screen)
				}
				goldenScreen(t, fmt.Sprintf("plan-%s.%d.txt", p.name, width), screen)
			}
			few := planVersion.ReplaceAllString(written("json", 60, 80), "")
			goldenScreen(t, filepath.Join("..", "plans", p.name+".json"), few)
			if p.scenario != "refused" && !strings.Contains(p.args, "--what-if") {
				goldenScreen(t, filepath.Join("..", "plans", p.name+".ps1"), written("ps1", 60, 80))
			}
		})
	}
}
