package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// rewritten is a simulated tenant whose answers are changed on their way: what has a key of objects is handed to the
// function of that key.
type rewritten struct {
	http.RoundTripper
	objects map[string]func(map[string]any)
	more    map[string]func() []any // further objects of lists, by the end of the path
}

func (w *rewritten) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := w.RoundTripper.RoundTrip(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		return resp, err
	}
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var answer any
	if json.Unmarshal(b, &answer) == nil {
		w.walk(answer)
		if page, ok := answer.(map[string]any); ok {
			for path, more := range w.more {
				if list, ok := page["value"].([]any); ok && strings.HasSuffix(req.URL.Path, path) {
					page["value"] = append(list, more()...)
				}
			}
		}
		if b, err = json.Marshal(answer); err != nil {
			return nil, err
		}
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(b)), int64(len(b))
	return resp, nil
}

func (w *rewritten) walk(v any) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			w.walk(one)
		}
	case map[string]any:
		for key, change := range w.objects {
			if _, has := v[key]; has {
				change(v)
			}
		}
		for _, one := range v {
			w.walk(one)
		}
	}
}

// outcome is what a run comes to.
type outcome struct {
	nobody
	ready  map[tenant.GUID]rules.Readiness
	status map[tenant.GUID]rules.LicenseStatus
	has    map[tenant.GUID][]tenant.License
	sum    rules.Summary
}

type nobody struct{}

func (nobody) Run(*record.Run) error         { return nil }
func (nobody) Device(*record.Device) error   { return nil }
func (nobody) Finding(*record.Finding) error { return nil }
func (nobody) Summary(*record.Summary) error { return nil }

func (o *outcome) User(u *record.User) error {
	o.ready[u.ID], o.status[u.ID], o.has[u.ID] = u.Ready, u.Status, slices.Clone(u.Licenses)
	return nil
}

func outcomeOf(t *testing.T, transport http.RoundTripper, base string, assume plan.Assume) *outcome {
	t.Helper()
	c, err := graph.New(graph.Config{GraphURL: "https://graph.example", Transport: transport,
		Token: func(context.Context, graph.Refused) (string, error) { return "simulated", nil }})
	if err != nil {
		t.Fatal(err)
	}
	selected, err := rules.Select(nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := &Run{Sys: &process.Sys{Now: time.Now}, Quiet: true, Rules: selected, Assume: assume, Base: base,
		Facts: &rules.Facts{Windows: windows.Default(), Now: rehearsalDay, ExpiryDays: 30}}
	from := Source{Client: c, Name: "graph.example", Cloud: "global"}
	read, err := r.read(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	var done *assumed
	if assume.Changes() || !assume.By.IsZero() {
		if done, err = r.assume(t.Context(), from, read); err != nil {
			t.Fatal(err)
		}
	}
	ev, err := r.judge(read)
	if err != nil {
		t.Fatal(err)
	}
	o := &outcome{ready: map[tenant.GUID]rules.Readiness{}, status: map[tenant.GUID]rules.LicenseStatus{},
		has: map[tenant.GUID][]tenant.License{}}
	s := &stream{c: c, ev: ev, w: record.Translate(o), p: newProgress(r.Sys, true), done: done}
	if err := r.everybody(t.Context(), s, read); err != nil {
		t.Fatal(err)
	}
	_, o.sum = ev.Finish()
	return o
}

// same holds two outcomes against each other: each person, and what is counted.
func (o *outcome) same(t *testing.T, name string, real *outcome) {
	t.Helper()
	for id, ready := range real.ready {
		if o.ready[id] != ready || o.status[id] != real.status[id] {
			t.Errorf("%s: %s is %v, %v; in the tenant that is so %v, %v", name, id, o.ready[id], o.status[id], ready,
				real.status[id])
		}
	}
	if o.sum.Ready != real.sum.Ready || o.sum.Statuses != real.sum.Statuses || len(o.ready) != len(real.ready) {
		t.Errorf("%s: %+v, in the tenant that is so %+v", name, o.sum.Ready, real.sum.Ready)
	}
	seats := func(sum *rules.Summary) map[string][6]int {
		all := map[string][6]int{}
		for _, s := range sum.SKUs {
			all[s.PartNumber] = [6]int{s.Enabled, s.Warning, s.Suspended, s.Consumed, s.InScope, s.Redundant}
		}
		return all
	}
	if got, want := seats(&o.sum), seats(&real.sum); !maps.Equal(got, want) {
		t.Errorf("%s: seats %v, in the tenant that is so %v", name, got, want)
	}
	for i := range o.sum.Tallies {
		got, want := &o.sum.Tallies[i], &real.sum.Tallies[i]
		if strings.HasPrefix(got.Rule.ID, "LIC-") && (got.Pass != want.Pass || got.Fail != want.Fail ||
			got.Outcome != want.Outcome) {
			t.Errorf("%s: %s passes %d and fails %d, in the tenant that is so %d and %d", name, got.Rule.ID, got.Pass,
				got.Fail, want.Pass, want.Fail)
		}
	}
}

// exchange makes the answers those of a tenant in which everybody of some has one product in place of another.
func exchange(from, to license.Product, people map[string]bool, gained, moved int, listed bool) *rewritten {
	fits := func(off any) []any {
		kept := []any{}
		list, _ := off.([]any)
		for _, id := range list {
			if slices.ContainsFunc(to.Plans, func(p license.ProductPlan) bool { return p.ID.String() == id }) {
				kept = append(kept, id)
			}
		}
		return kept
	}
	swap := func(holder map[string]any, key string) {
		list, _ := holder[key].([]any)
		for _, one := range list {
			if l := one.(map[string]any); l["skuId"] == from.SKU.String() && l["state"] != "Error" {
				l["skuId"], l["disabledPlans"] = to.SKU.String(), fits(l["disabledPlans"])
			}
		}
	}
	w := &rewritten{objects: map[string]func(map[string]any){
		"userPrincipalName": func(u map[string]any) {
			if id, _ := u["id"].(string); people[id] {
				swap(u, "assignedLicenses")
				swap(u, "licenseAssignmentStates")
				if states, ok := u["licenseAssignmentStates"].([]any); ok { // what failed of either is no longer wanted
					u["licenseAssignmentStates"] = slices.DeleteFunc(states, func(s any) bool {
						one := s.(map[string]any)
						return one["state"] == "Error" && (one["skuId"] == from.SKU.String() || one["skuId"] == to.SKU.String())
					})
				}
			}
		},
		"licenseProcessingState": func(g map[string]any) { swap(g, "assignedLicenses") },
		"consumedUnits": func(s map[string]any) {
			used := int(s["consumedUnits"].(float64))
			switch s["skuId"] {
			case from.SKU.String():
				s["consumedUnits"] = used - moved
			case to.SKU.String():
				units := s["prepaidUnits"].(map[string]any)
				s["consumedUnits"], units["enabled"] = used+gained, max(int(units["enabled"].(float64)), used+gained)
			}
		},
	}}
	if listed {
		return w
	}
	w.more = map[string]func() []any{"/subscribedSkus": func() []any {
		var plans []any
		for _, p := range to.Plans {
			plans = append(plans, map[string]any{"servicePlanId": p.ID.String(), "servicePlanName": p.Name,
				"appliesTo": "User", "provisioningStatus": "Success"})
		}
		return []any{map[string]any{"skuId": to.SKU.String(), "skuPartNumber": to.PartNumber, "appliesTo": "User",
			"capabilityStatus": "Enabled", "consumedUnits": gained, "servicePlans": plans, "id": "x",
			"accountId": "x", "accountName": "x", "subscriptionIds": []any{},
			"prepaidUnits": map[string]any{"enabled": gained, "warning": 0, "suspended": 0, "lockedOut": 0}}}
	}}
	return w
}

// A report with other products is that of a tenant that has them, read and judged anew: each person, and the seats.
func TestProductsInPlaceOfOthers(t *testing.T) {
	for _, c := range []struct {
		scenario, base, from, to string
	}{
		{"contoso", "", "SPE_E3", "SPE_E5"}, {"contoso", "members", "SPE_E3", "ENTERPRISEPACK"},
		{"contoso", "members", "ENTERPRISEPACK", "SPE_E3"}, {"contoso", "", "ENTERPRISEPACK", "EMS"},
		{"unlicensed", "members", "ENTERPRISEPACK", "SPE_E3"}, {"neglected", "members", "SPE_E3", "EMSPREMIUM"},
		{"neglected", "members", "INTUNE_A", "AAD_PREMIUM"}, {"contoso", "", "SPE_F1", "SPB"},
	} {
		name := c.scenario + ", " + c.from + " -> " + c.to
		server := (&graphtest.Tenant{Scenario: c.scenario, Users: 120, Now: rehearsalDay}).Handler()
		answers := &recorded{answers: map[string]*kept{}, RoundTripper: server.Transport()}
		today := outcomeOf(t, answers, c.base, plan.Assume{})
		from, to := license.Lookup(c.from)[0], license.Lookup(c.to)[0]
		people, gained := map[string]bool{}, 0
		for id, has := range today.has {
			holds := func(sku tenant.GUID) bool {
				return slices.ContainsFunc(has, func(l tenant.License) bool { return l.SKU == sku })
			}
			if holds(from.SKU) {
				people[id.String()] = true
				if holds(to.SKU) {
					t.Fatalf("%s: %s has both, which this test doesn't merge", name, id)
				}
				gained++
			}
		}
		if gained == 0 {
			t.Fatalf("%s: nobody has it", name)
		}
		listed := slices.ContainsFunc(today.sum.SKUs, func(s rules.SKURow) bool { return s.ID == to.SKU })
		w := exchange(from, to, people, gained, gained, listed)
		w.RoundTripper = answers
		outcomeOf(t, answers, c.base, plan.Assume{Swaps: []plan.Instead{{From: c.from, To: c.to}}}).
			same(t, name, outcomeOf(t, w, c.base, plan.Assume{}))
	}
}

// Seats that are bought, and what has gone away by a day, likewise.
func TestProductsBoughtAndGone(t *testing.T) {
	units := func(part string, status string, change func(units map[string]any)) map[string]func(map[string]any) {
		return map[string]func(map[string]any){"consumedUnits": func(s map[string]any) {
			if s["skuPartNumber"] == part {
				s["capabilityStatus"] = status
				change(s["prepaidUnits"].(map[string]any))
			}
		}}
	}
	add := func(key string, n float64) func(map[string]any) {
		return func(u map[string]any) { u[key] = u[key].(float64) + n }
	}
	for _, c := range []struct {
		name, scenario string
		assume         plan.Assume
		objects        map[string]func(map[string]any)
		less           bool // people are ready
	}{
		{"seats", "contoso", plan.Assume{Buys: []plan.Buy{{Product: "SPE_F1", Seats: 50}}},
			units("SPE_F1", "Enabled", add("enabled", 50)), false},
		{"what nobody can use is bought", "suspended", plan.Assume{Buys: []plan.Buy{{Product: "SPE_E3", Seats: 200}}},
			units("SPE_E3", "Enabled", add("enabled", 200)), false},
		{"a grace period ends", "suspended", plan.Assume{By: rehearsalDay.AddDate(0, 0, 40)},
			units("SPE_E5", "Suspended", func(u map[string]any) {
				u["suspended"], u["warning"] = u["warning"], 0
			}), true},
	} {
		server := (&graphtest.Tenant{Scenario: c.scenario, Users: 120, Now: rehearsalDay}).Handler()
		answers := &recorded{answers: map[string]*kept{}, RoundTripper: server.Transport()}
		today := outcomeOf(t, answers, "members", plan.Assume{})
		then := outcomeOf(t, answers, "members", c.assume)
		then.same(t, c.name, outcomeOf(t, &rewritten{RoundTripper: answers, objects: c.objects}, "members", plan.Assume{}))
		if c.less != (then.sum.Statuses.By[rules.Qualified] < today.sum.Statuses.By[rules.Qualified]) {
			t.Errorf("%s: %d are licensed, %d today", c.name, then.sum.Statuses.By[rules.Qualified],
				today.sum.Statuses.By[rules.Qualified])
		}
	}
}
