package graph

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/saved"
	"prepaudit/rules/tenant"
)

// Every dataset but what devices tell of the network has its line, and none has two.
func TestDatasets(t *testing.T) {
	var lines []tenant.Dataset
	for _, d := range Datasets() {
		if slices.Contains(lines, d.Name) {
			t.Errorf("%s has two lines", d.Name)
		}
		p := d.Permission
		if p.Delegated == "" || strings.Contains(p.Delegated+p.Application, "Write") {
			t.Errorf("%s needs %+v", d.Name, p)
		}
		for _, ds := range d.After {
			if !slices.Contains(lines, ds) {
				t.Errorf("%s is read after %s, which stands below it", d.Name, ds)
			}
		}
		lines = append(lines, d.Name)
	}
	for _, ds := range tenant.Datasets() {
		if slices.Contains(lines, ds) == (ds == tenant.Network) {
			t.Errorf("%s has a line: %v", ds, ds == tenant.Network)
		}
	}
	for _, ds := range lines {
		if !slices.Contains(tenant.Datasets(), ds) {
			t.Errorf("%s has a line and is no dataset", ds)
		}
	}
	if p := PermissionFor(tenant.Network); p != (Permission{}) {
		t.Errorf("the network needs %+v of Graph", p)
	}
}

// asked keeps the names of the saved answers that would serve. Policies are not sent with their groups.
type asked struct {
	http.RoundTripper
	answers saved.Answers
	mu      sync.Mutex
	names   map[string]bool
}

func (a *asked) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(req.URL.Path, "/$count") {
		kind, _ := a.answers.For(req.URL)
		a.mu.Lock()
		a.names[kind.Name] = true
		a.mu.Unlock()
	}
	if strings.Contains(req.URL.RawQuery, "includedGroups") {
		return &http.Response{StatusCode: http.StatusBadRequest, Body: http.NoBody, Request: req}, nil
	}
	return a.RoundTripper.RoundTrip(req)
}

// Whatever is asked for has a line to say how it is saved, and whatever a line says is asked for.
func TestSavedAnswers(t *testing.T) {
	a := &asked{answers: saved.Parse(savedAnswers()), names: map[string]bool{}}
	c := simulated(t, graphtest.Tenant{Users: 50}, func(cfg *Config) {
		a.RoundTripper = http.DefaultTransport
		cfg.Transport = a
	})
	s := tenant.Settings{}
	for _, d := range Datasets() {
		if d.InSettings() {
			if err := c.Read(t.Context(), d.Name, &s); err != nil {
				t.Errorf("%v (the simulator answers what has its line in graphtest/route.go, and is in its metadata by "+
					"make metadata)", err)
			}
		}
	}
	for _, err := range c.Devices(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for u, err := range c.Users(t.Context(), UserQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		groups, err := c.GroupsOf(t.Context(), u.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range groups {
			if _, err := c.Members(t.Context(), g.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := map[string]bool{}
	for _, kind := range a.answers {
		want[kind.Name] = true
	}
	for name := range a.names {
		if !want[name] {
			t.Errorf("no line says how %s is saved", name)
		}
	}
	for name := range want {
		if !a.names[name] {
			t.Errorf("%s is saved, and never asked for", name)
		}
	}
}
