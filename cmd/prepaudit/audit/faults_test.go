package audit

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/windows"
)

var allFaults = flag.Bool("faults", false, "try every fault at every request, not a sample")

// sample is of how many faults one is tried without -faults.
const sample = 61

// kept is a report that was written: a line for each thing that it says.
type told struct {
	lines   []string
	summary record.Summary
}

func (r *told) add(v any) error {
	line, err := record.Append(nil, v, false)
	r.lines = append(r.lines, string(line))
	return err
}

func (r *told) Run(v *record.Run) error {
	kept := *v
	kept.Reading = record.RunReading{}
	return r.add(&kept)
}
func (r *told) User(v *record.User) error       { return r.add(v) }
func (r *told) Device(v *record.Device) error   { return r.add(v) }
func (r *told) Finding(v *record.Finding) error { return r.add(v) }
func (r *told) Summary(v *record.Summary) error {
	r.summary = *v
	r.summary.Reading = record.Reading{}
	return r.add(&r.summary)
}

// differs is the first line that another report has otherwise; "" is none. What is read in parts comes in another order
// than what is read in one chain.
func (r *told) differs(other *told) string {
	r, other = r.sorted(), other.sorted()
	for i, line := range r.lines {
		if i >= len(other.lines) || other.lines[i] != line {
			if i >= len(other.lines) {
				return line + "\nis missing"
			}
			return firstDifference(line, other.lines[i])
		}
	}
	if len(other.lines) > len(r.lines) {
		return "more: " + other.lines[len(r.lines)]
	}
	return ""
}

func (r *told) sorted() *told {
	return &told{lines: slices.Sorted(slices.Values(r.lines)), summary: r.summary}
}

// unjudged reports whether another report differs in rules that it does not judge, and in none that it judges otherwise.
func (r *told) unjudged(other *told) bool {
	some := false
	for i := range r.summary.Tallies {
		was, is := r.summary.Tallies[i].Outcome(), other.summary.Tallies[i].Outcome()
		if was != is && is != rules.NotEvaluated {
			return false
		}
		some = some || was != is
	}
	return some
}

func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-60):min(len(s), i+80)] }
	return cut(a) + "\nis now\n" + cut(b)
}

// auditOf is auditWith where nothing is waited for: what goes wrong goes wrong again.
func auditOf(ctx context.Context, transport http.RoundTripper, now time.Time) (*told, error) {
	return auditWith(ctx, transport, now, graph.Config{Budget: time.Nanosecond})
}

// auditWith is a whole audit of a tenant without a socket or a file, by what cfg adds.
func auditWith(ctx context.Context, transport http.RoundTripper, now time.Time, cfg graph.Config) (*told, error) {
	c, err := graph.New(graph.Config{GraphURL: "https://graph.example", Transport: transport, Budget: cfg.Budget,
		Divide: cfg.Divide, Token: func(_ context.Context, refused graph.Refused) (string, error) {
			return "simulated" + refused.Token, nil
		}})
	if err != nil {
		return nil, err
	}
	selected, err := rules.Select(nil, nil, []string{"confirm-plans"})
	if err != nil {
		return nil, err
	}
	r := &Run{Sys: &process.Sys{Now: time.Now}, Quiet: true, Rules: selected, People: true, Columns: []string{"jobTitle"},
		Facts: &rules.Facts{Windows: windows.Default(), Now: now, ExpiryDays: 60}}
	from := Source{Client: c, Name: "graph.example", Cloud: "global"}
	read, err := r.read(ctx, from)
	if err != nil {
		return nil, err
	}
	ev, err := r.judge(read)
	if err != nil {
		return nil, err
	}
	report := &told{}
	s := &stream{c: c, ev: ev, w: record.Translate(report), p: newProgress(r.Sys, true)}
	_, err = r.write(ctx, from, read, s, nil)
	return report, err
}

// attempt is one fault at one kind of request.
type attempt struct {
	scene
	pattern string
	page    int
	fault   wrong
}

// scene is a simulated tenant. Where it is large, its lists are read in parts.
type scene struct {
	scenario string
	dialects string // one, or none
	large    bool
}

func (v scene) String() string {
	if v.large {
		return v.scenario + ", in parts"
	}
	return v.scenario + v.dialects
}

func (v scene) audit(ctx context.Context, f *faulty) (*told, error) {
	cfg := graph.Config{Budget: time.Nanosecond}
	if v.large {
		cfg.Divide = 1
	}
	return auditWith(ctx, f, faultDay, cfg)
}

var faultDay = time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)

// kind is what a request has in common with those of the other parts of a list.
func (v scene) kind(pattern string) string {
	if !v.large {
		return pattern
	}
	return "in parts: " + partOf.ReplaceAllString(pattern, "…")
}

var partOf = regexp.MustCompile(`'[^']*'|[0-9]{4}-[0-9]{2}-[0-9T:.Z-]*|( or startsWith\([a-zA-Z]*,'[^']*'\))+`)

func (a attempt) String() string {
	return fmt.Sprintf("%s: %s, page %d: %s", a.scene, a.pattern, a.page, a.fault.name)
}

// means are faults that are no faults: Graph says something by them.
func means(a attempt, answer *whole) bool {
	switch {
	case strings.Contains(a.pattern, "/$count"):
		return true // a number that is good to have: without it, nothing is held against it
	case a.fault.lost && (!answer.counted() || len(answer.list) == 0) && !strings.HasSuffix(a.pattern, "/v1.0/users"):
		return true // there are as many as come
	}
	for _, m := range meanings {
		if strings.Contains(a.pattern, m.pattern) && a.fault.name == m.fault && (a.page <= 1 || !answer.isList()) {
			return true
		}
	}
	return false
}

func (w *whole) isList() bool { return w.list != nil }

var meanings = []struct{ pattern, fault, says string }{
	{"mobileApps/{id}", "404", "the app was deleted"},
	{"deviceManagementScripts/{id}", "404", "the script was deleted"},
	{"groups/{id}", "404", "the group was deleted"},
	{"servicePrincipals(", "404", "the tenant never had it"},
	{"tenantAssociatedDevices", "404", "the tenant's Graph has no such path yet"},
	{"tenantAssociatedDevices", "400", "the same"},
	{"/retrieveEnrollmentTimeDeviceMembershipTarget",
		"without enrollmentTimeDeviceMembershipTargetValidationStatuses.targetId", "there is no group"},
	{"/branding", "404", "there is no branding"},
	{"conditionalAccess/policies", "without value.conditions.authenticationFlows", "newer than the rest"},
	{"/subscribedSkus", "without value.subscriptionIds", "newer than the rest, and shown alone"},
	{"/v1.0/users", "without value.employeeOrgData", "shown alone, to look people up by"},
	{"/v1.0/users", "without value.employeeOrgData.costCenter", "the same"},
	{"/v1.0/users", "value.jobTitle of another type", "a property of --columns may be of any"},
	{"/beta/deviceManagement/managedDevices", "404", "only v1.0 is served, which knows no editions"},
	{"/beta/deviceManagement/managedDevices", "400", "the same"},
	{"/managedDevices", "without value.skuNumber", "lists of some tenants leave it out"},
	{"/managedDevices", "without value.skuFamily", "the same"},
	{"/managedDevices", "without value.joinType", "the same"},
	{"/managedDevices", "without value.autopilotEnrolled", "v1.0 has none"},
	{"/mobileDeviceManagementPolicies", "without value.isMdmEnrollmentDuringRegistrationDisabled", "newer than the rest"},
	{"/beta/deviceManagement", "an empty object", "a property of beta that comes and goes"},
	{"/beta/deviceManagement", "without settings", "the same"},
	{"/beta/deviceManagement", "without settings.enableAutopilotDiagnostics", "the same"},
	{"/beta/deviceManagement", "without settings.enableLogCollection", "the same"},
	{"/settings", "value.settingInstance.simpleSettingValue.value of another type", "a value may be of any"},
	{"/deviceConfigurations", "without value.networkProxyAutomaticConfigurationUrl", "each type has others"},
	{"/deviceConfigurations", "without value.diagnosticsDataSubmissionMode", "the same"},
	{"/deviceConfigurations", "value.diagnosticsDataSubmissionMode of another type", "a value may be of any"},
	{"/deviceConfigurations", "value.networkProxyDisableAutoDetect of another type", "the same"},
	{"/deviceConfigurations", "value.networkProxyServer of another type", "the same"},
}

var faultTenants = []scene{{scenario: "contoso"}, {scenario: "healthy"}, {scenario: "associated"},
	{scenario: "neglected"}, {scenario: "education"}, {scenario: "contoso", large: true},
	{scenario: "healthy", dialects: "managed-devices-not-counted"}}

// Whatever goes wrong at whatever request, the report is the right one or names a gap: nothing is a pass by absence, or
// a smaller scope without a word.
func TestFaultsAtEveryRequest(t *testing.T) {
	graphs, right := map[scene]*faulty{}, map[scene]*told{}
	known := map[string]bool{}
	var attempts []attempt
	for _, v := range faultTenants {
		f := &faulty{kept: map[string]*whole{}, asked: map[string]*whole{}, next: v.handler()}
		report, err := v.audit(t.Context(), f)
		if err != nil || len(report.summary.Missing) > 0 {
			t.Fatalf("%s: %v, %+v", v, err, report)
		}
		graphs[v], right[v] = f, report
		for _, pattern := range slices.Sorted(maps.Keys(f.asked)) {
			if v.large && !f.asked[pattern].isList() && !strings.Contains(pattern, "$batch") {
				continue // the same as alone
			}
			if !known[v.kind(pattern)] {
				known[v.kind(pattern)] = true
				attempts = append(attempts, attemptsAt(v, pattern, f.asked[pattern])...)
			}
		}
	}
	var tried, survived, gaps, silent, never int
	for i, a := range attempts {
		f := graphs[a.scene]
		if !*allFaults && i%sample != 0 || means(a, f.asked[a.pattern]) {
			continue
		}
		asked := f.asked
		f.pattern, f.page, f.fault, f.hits, f.asked = a.pattern, a.page, &a.fault, 0, nil
		report, err := a.audit(t.Context(), f)
		f.fault, f.asked = nil, asked
		tried++
		switch {
		case f.hits == 0 && a.large && a.page > 1: // of the whole the first page is read, and then its parts
			never++
		case f.hits == 0:
			t.Errorf("%s: never happened", a)
		case err != nil:
			gaps++ // nothing at all could be read, and nothing is written
		case right[a.scene].differs(report) == "":
			survived++
		case !report.summary.Complete && len(report.summary.Missing) > 0:
			gaps++
		case right[a.scene].unjudged(report):
			gaps++ // Graph has several forms of an answer, and this one says nothing
		default:
			silent++
			t.Errorf("%s: without a word\n%s", a, right[a.scene].differs(report))
		}
	}
	t.Logf("%d kinds of requests, %d faults tried: %d left the report as it is, %d are told, %d are not; "+
		"%d are of pages that nobody asks for", len(known), tried-never, survived, gaps, silent, never)
}

func (v scene) handler() http.RoundTripper {
	return (&graphtest.Tenant{Scenario: v.scenario, Users: 40, Plain: true, Now: faultDay,
		Dialects: slices.DeleteFunc([]string{v.dialects}, func(s string) bool { return s == "" })}).Handler().Transport()
}

// attemptsAt are all that can go wrong at one kind of request.
func attemptsAt(v scene, pattern string, answer *whole) (all []attempt) {
	for _, w := range wrongs() {
		pages := []int{1}
		if answer.list != nil {
			pages = []int{1, 2, pieces}
		} else if w.list {
			continue
		}
		for _, page := range pages {
			all = append(all, attempt{v, pattern, page, w})
		}
	}
	properties := map[string]bool{}
	if paths(answer.doc, "", properties); answer.status != 200 || strings.HasPrefix(pattern, "POST") {
		return all
	}
	for _, path := range slices.Sorted(maps.Keys(properties)) {
		if path == "value" && answer.list != nil {
			continue
		}
		absent := without(path, func(any) (any, bool) { return nil, false })
		absent.name = "without " + path
		typed := without(path, func(v any) (any, bool) {
			if _, number := v.(float64); number {
				return "x", true
			}
			return 7, true
		})
		typed.name = path + " of another type"
		all = append(all, attempt{v, pattern, 0, absent}, attempt{v, pattern, 0, typed})
	}
	return all
}
