package reports

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// backslashed are what a backslash takes the meaning from.
var backslashed = regexp.MustCompile(`\\.`)

// No name makes a cell more or less, an element, or a link.
func TestMarkdownTables(t *testing.T) {
	for _, s := range stories(t) {
		s.run.Tenant.Name += " https://evil.example www.evil.example | ` <b>"
		cells := 0
		for i, line := range strings.Split(string(write(t, "markdown", Options{}, s)), "\n") {
			if !strings.HasPrefix(line, "|") {
				cells = 0
				continue
			}
			line = strings.ReplaceAll(line, unmentioned, "")
			if strings.Contains(line, "@") {
				t.Errorf("%s, line %d may mention somebody: %.200s", s.name, i+1, line)
			}
			n := strings.Count(backslashed.ReplaceAllString(line, ""), "|")
			if cells > 0 && n != cells {
				t.Errorf("%s, line %d: %d cells where the table has %d: %.200s", s.name, i+1, n, cells, line)
			}
			cells = n
			for _, what := range []string{"<", "https://evil", "www.evil"} {
				if strings.Contains(line, what) {
					t.Errorf("%s, line %d holds %q: %.200s", s.name, i+1, what, line)
				}
			}
		}
	}
}

// Whatever names are like, GitHub takes the page, and what it lacks is said.
func TestMarkdownFitsJobSummary(t *testing.T) {
	s := mixed(t)
	long := strings.Repeat("|\u0301", 10_000)
	s.run.Tenant.Name, s.sum.Scope.Description, s.sum.Scope.Why = long, long, long
	for i := range 40 {
		s.sum.MDM = append(s.sum.MDM, rules.MDMRow{Name: long, AppliesTo: long, Groups: []string{long, long, long, long, long}})
		s.sum.Missing = append(s.sum.Missing, rules.Gap{Dataset: tenant.Dataset(fmt.Sprintf("d%d", i)), Why: long, Hint: long})
	}
	for i := range 100 {
		rule := *subscribed
		rule.ID = fmt.Sprintf("LIC-%d", 100+i)
		s.sum.Tallies = append(s.sum.Tallies, rules.Tally{Rule: &rule, Outcome: rules.Fail, Fail: samplesOfRule})
		for range samplesOfRule {
			s.findings = append(s.findings, rules.Finding{Rule: &rule, Subject: rules.Subject{Kind: "user", Name: long}, Outcome: rules.Fail, Level: rules.Required, Detail: long})
		}
	}
	got := string(write(t, "markdown", Options{}, s))
	if len(got) > 1<<20 {
		t.Errorf("%d bytes, more than a mebibyte", len(got))
	}
	if !strings.Contains(got, "aren't here, since the page would be too long") {
		t.Error("the page does not say what it leaves out")
	}
}

// The page begins with the answer, then says what to change, whom it stops, and with what commands.
func TestMarkdownCauses(t *testing.T) {
	got := string(write(t, "markdown", Options{}, mixed(t)))
	at := 0
	for _, want := range []string{"# NOT READY: 9 of 13 people can prepare a PC: 3 are blocked, 1 unknown\n",
		"| 1 | Turn on what group \"Contoso pilots\" leaves out of Microsoft 365 E3 | licensing | 3 | at least 12 of 13 |\n",
		"### 1. Turn on what group", "**Fix**: Microsoft 365 admin center &gt; Billing &gt; ",
		" [Open](https://admin.microsoft.com/#/licenses)\n", "```powershell\nSet-MgGroupLicense", "```bash\naz rest --url 'x'\n```\n",
		"alex.wilber@<!-- -->contoso.com, diego", "<summary>What can wait (3)</summary>", "| Turn on automatic enrollment | Intune | "} {
		next := strings.Index(got[at:], want)
		if next < 0 {
			t.Fatalf("no %q behind byte %d of\n%s", want, at, got)
		}
		at += next
	}
}

// Nothing ends a block of code but its own end.
func TestMarkdownFence(t *testing.T) {
	s := mixed(t)
	s.sum.Causes[0].Bash = "a\n```\n````b`"
	if got := string(write(t, "markdown", Options{}, s)); !strings.Contains(got, "\n`````bash\na\\n```\\n````b`\n`````\n") {
		t.Errorf("no block of its own in\n%s", got)
	}
}
