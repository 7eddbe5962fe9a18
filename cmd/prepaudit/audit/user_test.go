package audit

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"prepaudit/graph"
	"prepaudit/graph/graphtest"
	"prepaudit/reports/answer"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// clientOf reads a simulated tenant.
func clientOf(t *testing.T, simulated *graphtest.Tenant) *graph.Client {
	t.Helper()
	c, err := graph.New(graph.Config{
		GraphURL: "https://graph.example", Transport: simulated.Handler().Transport(),
		Token: func(context.Context, graph.Refused) (string, error) { return "simulated", nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ask is what prepaudit user finds out of one person.
func ask(t *testing.T, c *graph.Client, name string) (*record.Answer, rules.Outcome) {
	t.Helper()
	selected, err := rules.Select(nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	selected = slices.DeleteFunc(selected, func(r *rules.Rule) bool { return !r.OfOneUser() })
	run := &Run{Rules: selected, Facts: &rules.Facts{Windows: windows.Default(), Now: rehearsalDay}}
	one, err := run.readUser(t.Context(), Source{Client: c}, name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	everybody := &rules.Scope{IncludeDisabled: true, IncludeGuests: true, IncludeUnlicensed: true}
	one.known.Row, one.known.Summary = run.evaluator(one.reading, everybody).OneUser(one.user)
	one.known.Gaps = slices.Concat(one.gaps, one.groups)
	return answer.Of(one.known, "test", rehearsalDay)
}

// What is said of one person is what an audit says of that person: ready or not, and by which causes. People of whom
// the audit says the same stand for each other.
func TestUserAndAuditAgree(t *testing.T) {
	for _, scenario := range graphtest.Scenarios() {
		if slices.Contains([]string{"large", "throttled", "truncated"}, scenario.Name) {
			continue // contoso with more users, slower, or not to its end
		}
		t.Run(scenario.Name, func(t *testing.T) {
			t.Parallel()
			c := clientOf(t, &graphtest.Tenant{Scenario: scenario.Name})
			asked := map[string]bool{}
			for _, p := range audited(t, c) {
				if asked[p.verdict] || p.barred {
					continue
				}
				asked[p.verdict] = true
				a, outcome := ask(t, c, p.id)
				slices.Sort(a.User.BlockedBy)
				slices.Sort(a.User.Causes)
				if got := fmt.Sprint(a.User.Ready, a.User.BlockedBy, a.User.Causes); got != p.verdict {
					t.Errorf("%s: the audit says %s, the answer %s", p.id, p.verdict, got)
				}
				if blocked := a.User.Ready == rules.Blocked; blocked != (outcome == rules.Fail) && blocked {
					t.Errorf("%s is blocked, and the answer ends with %v", p.id, outcome)
				}
				steps := slices.Concat(a.Steps, a.Others)
				for _, id := range a.User.BlockedBy {
					if !slices.ContainsFunc(steps, func(c rules.Cause) bool { return c.ID == id }) {
						t.Errorf("%s: no step about %s", p.id, id)
					}
				}
				checkNames(t, c, a)
			}
			if len(asked) == 0 {
				t.Error("nobody was asked about")
			}
		})
	}
}

// person is one whom an audit judged.
type person struct {
	id, verdict string
	barred      bool
}

// audited judges everybody, whoever may be no person included.
func audited(t *testing.T, c *graph.Client) (all []person) {
	t.Helper()
	selected, err := rules.Select(nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	run := &Run{Rules: selected, Facts: &rules.Facts{Windows: windows.Default(), Now: rehearsalDay}, Base: "members"}
	run.Scope.IncludeUnlicensed = true
	read, err := run.read(t.Context(), Source{Client: c})
	if err != nil {
		t.Skipf("the tenant can't be read: %v", err)
	}
	ev, err := run.judge(read)
	if err != nil {
		t.Fatal(err)
	}
	for u, err := range c.Users(t.Context(), graph.UserQuery{OnPremisesUPN: true}) {
		if err != nil {
			break // what was read so far stands
		}
		if row := ev.User(u); row != nil {
			_, barred := rules.Barred(u)
			slices.Sort(row.BlockedBy)
			slices.Sort(row.Causes)
			verdict := fmt.Sprint(row.Ready, row.BlockedBy, row.Causes)
			all = append(all, person{u.ID.String(), verdict, barred != tenant.No})
		}
	}
	return all
}

var quotedName = regexp.MustCompile(`group ("(?:[^"\\]|\\.)*")`)

// checkNames holds the groups that steps name against the directory.
func checkNames(t *testing.T, c *graph.Client, a *record.Answer) {
	t.Helper()
	for _, step := range a.Steps {
		if strings.Contains(step.Title+step.Fix+step.PowerShell+step.Bash, "UPN") ||
			strings.Contains(step.Title+step.Fix, "person") && step.ID != "enable-account" {
			t.Errorf("%s: a step isn't about one user: %+v", a.User.UPN, step)
		}
		for _, m := range quotedName.FindAllStringSubmatch(step.Title, -1) {
			name, err := strconv.Unquote(m[1])
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tenant.ParseGUID(name); err == nil {
				continue // groups were not read, and it has no other name
			}
			g, err := c.Group(t.Context(), name)
			id := g.ID.String()
			ofProducts := strings.HasPrefix(step.ID, "turn-on-plan/") // their page is that of products
			linked := strings.HasSuffix(step.Link, id) || ofProducts
			if err != nil || !linked || !strings.Contains(step.PowerShell, id) {
				t.Errorf("%s: group %q: %v, link %s", a.User.UPN, m[1], err, step.Link)
			}
		}
		whole := step.Fix != "" || step.ID == "own-account" || strings.HasSuffix(step.Title, "does this too")
		if step.Title == "" || step.Who == "" || !whole {
			t.Errorf("%s: a step says too little: %+v", a.User.UPN, step)
		}
	}
}

// Devices and enrollment failures are extra: that they were refused changes neither the answer nor how it ends.
func TestExtrasChangeNothing(t *testing.T) {
	client := func(granted []string) *graph.Client {
		return clientOf(t, &graphtest.Tenant{Scenario: "healthy", Permissions: granted})
	}
	const who = "aarav.demir@contoso.com"
	whole, outcome := ask(t, client(nil), who)
	if outcome != rules.Pass || len(whole.NotChecked) > 0 || len(whole.Devices) == 0 {
		t.Fatalf("%v, %+v, %+v", outcome, whole.NotChecked, whole.Devices)
	}
	a, outcome := ask(t, client(slices.DeleteFunc(graphtest.Permissions(), func(name string) bool {
		return strings.HasPrefix(name, "DeviceManagementManagedDevices.")
	})), who)
	const want = "devices in Intune, enrollment failures (needs DeviceManagementManagedDevices.Read.All)"
	if outcome != rules.Pass || len(a.NotChecked) != 1 || a.NotChecked[0].Needed ||
		answer.Missing(&a.NotChecked[0]) != want {
		t.Errorf("%v, %+v", outcome, a.NotChecked)
	}
}
