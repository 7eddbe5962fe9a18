package graph

import (
	"context"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// simulated is a client of a simulated tenant, over HTTP.
func simulated(t *testing.T, tn graphtest.Tenant, set ...func(*Config)) *Client {
	t.Helper()
	s := httptest.NewServer(tn.Handler())
	t.Cleanup(s.Close)
	cfg := Config{GraphURL: s.URL, Token: func(context.Context, odata.Refused) (string, error) { return "simulated", nil }}
	for _, f := range set {
		f(&cfg)
	}
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func userIDs(t *testing.T, c *Client) []tenant.GUID {
	t.Helper()
	if _, err := c.CountUsers(t.Context()); err != nil {
		t.Fatal(err)
	}
	var ids []tenant.GUID
	for u, err := range c.Users(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, u.ID)
	}
	return ids
}

// Every user of a large tenant comes once, in the same order whatever the number of readers.
func TestPartitions(t *testing.T) {
	const users = partitionAbove + 1000
	var first []tenant.GUID
	for _, parallel := range []int{8, 1, 3} {
		c := simulated(t, graphtest.Tenant{Users: users}, func(cfg *Config) { cfg.Parallel = parallel })
		ids := userIDs(t, c)
		if len(ids) != users || c.Doubles() != 0 {
			t.Errorf("%d readers: %d users, %d doubles", parallel, len(ids), c.Doubles())
		}
		// One chain takes 22 pages and the count; partitions end with a page that is not full.
		if n := c.Stats().Requests; n <= 23 || n > 23+partitionCount+maxSplits*2+1 {
			t.Errorf("%d readers: %d requests", parallel, n)
		}
		if first == nil {
			first = ids
		} else if !slices.Equal(first, ids) {
			t.Errorf("%d readers: another order", parallel)
		}
	}
}

// A tenant that refuses a filter, or whose partitions do not add up, is read in one chain from the start.
func TestPartitionsRefused(t *testing.T) {
	const users = partitionAbove + 500
	want := userIDs(t, simulated(t, graphtest.Tenant{Users: users}))
	slices.SortFunc(want, func(a, b tenant.GUID) int { return slices.Compare(a[:], b[:]) })
	for _, fault := range []graphtest.Fault{
		{Name: "refuse-filter", Path: "/users*"},
		{Name: "refuse-filter", Path: "/users", Value: "not("},
		{Name: "refuse-filter", Path: "/users/$count", Value: "not("},
		{Name: "gap", Path: "/users*"},
	} {
		c := simulated(t, graphtest.Tenant{Users: users, Faults: []graphtest.Fault{fault}})
		got := userIDs(t, c)
		slices.SortFunc(got, func(a, b tenant.GUID) int { return slices.Compare(a[:], b[:]) })
		// One chain: 21 pages, each asked for once.
		if s := c.Stats(); s.Pages < 21 || s.Pages > 21+len(got)/999 {
			t.Errorf("%+v: %d pages", fault, s.Pages)
		}
		if !slices.Equal(want, got) || c.Doubles() != 0 {
			t.Errorf("%+v: %d users, %d doubles, want %d", fault, len(got), c.Doubles(), len(want))
		}
	}
}

func TestBins(t *testing.T) {
	prefixes := []prefix{{"s", 300}, {"a", 200}, {"m", 100}, {"b", 90}}
	for _, n := range []int{2, 4} {
		parts := bins(prefixes[:n])
		if len(parts) != n+1 {
			t.Fatalf("%d partitions", len(parts))
		}
		last := parts[n]
		if !last.advanced || !strings.HasPrefix(last.filter, "not(startsWith(userPrincipalName,'s') or ") || strings.Count(last.filter, "startsWith") != n {
			t.Errorf("the rest is %q", last.filter)
		}
	}
	var many []prefix
	for i := range maxOrs {
		many = append(many, prefix{upnLetters[i : i+1], 1000 - i})
	}
	parts := bins(many)
	if len(parts) != partitionCount {
		t.Errorf("%d partitions, want %d", len(parts), partitionCount)
	}
	for _, p := range parts {
		if strings.Count(p.filter, " or ") >= maxOrs {
			t.Errorf("Graph does not take %q", p.filter)
		}
		if u, err := url.Parse("https://graph.microsoft.com/v1.0" + countPath(p.filter)); err != nil || u.Query().Get("$filter") != p.filter {
			t.Errorf("%q does not come through a URL", p.filter)
		}
	}
}
