package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
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
	cfg := Config{GraphURL: s.URL,
		Token: func(context.Context, odata.Refused) (string, error) { return "simulated", nil }}
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
	for u, err := range c.Users(t.Context(), UserQuery{}) {
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
		if len(ids) != users || c.doubles.Load() != 0 {
			t.Errorf("%d readers: %d users, %d doubles", parallel, len(ids), c.doubles.Load())
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
		if !slices.Equal(want, got) || c.doubles.Load() != 0 {
			t.Errorf("%+v: %d users, %d doubles, want %d", fault, len(got), c.doubles.Load(), len(want))
		}
	}
}

func TestBins(t *testing.T) {
	parts := bins([]prefix{{"s", 300}, {"a", 200}, {"m", 100}, {"b", 90}}, 2)
	for i, want := range []partition{
		{filter: "startsWith(userPrincipalName,'s') or startsWith(userPrincipalName,'b')", prefixes: []string{"s", "b"}},
		{filter: "startsWith(userPrincipalName,'a') or startsWith(userPrincipalName,'m')", prefixes: []string{"a", "m"}},
	} {
		if !reflect.DeepEqual(parts[i], want) {
			t.Errorf("got %+v", parts[i])
		}
	}
	if rest := others([]prefix{{"s", 300}, {"a", 200}}); !rest.advanced ||
		rest.filter != "not(startsWith(userPrincipalName,'s') or startsWith(userPrincipalName,'a'))" {
		t.Errorf("the rest is %+v", rest)
	}
	var many []prefix
	for i := range 300 {
		many = append(many, prefix{upnLetters[i%40 : i%40+1], 1 + 100_000/(1+i*i)})
	}
	parts = bins(many, partitionCount)
	all := 0
	for _, p := range parts {
		n := strings.Count(p.filter, "startsWith")
		if all += n; n > maxOrs {
			t.Errorf("Graph does not take %q", p.filter)
		}
		if u, err := url.Parse("https://graph.microsoft.com/v1.0" + countPath("/users", p.filter)); err != nil ||
			u.Query().Get("$filter") != p.filter {
			t.Errorf("%q does not come through a URL", p.filter)
		}
	}
	if all != len(many) {
		t.Errorf("%d prefixes of %d", all, len(many))
	}
}

// A tenant whose names begin with what nobody thinks of needs the partition of all others; one whose
// names begin alike needs longer beginnings.
func TestPlan(t *testing.T) {
	for name, test := range map[string]struct {
		names func(n int) string
		parts int
		rest  bool
	}{
		"all alike":    {func(n int) string { return fmt.Sprintf("user%05d@contoso.com", n) }, 8, false},
		"by number":    {func(n int) string { return fmt.Sprintf("%d@contoso.com", n) }, 8, false},
		"unusual":      {func(n int) string { return string("abcdefghijklm~"[n%14]) + "@contoso.com" }, 8, true},
		"one letter":   {func(int) string { return "x@contoso.com" }, 0, false},
		"no usual one": {func(int) string { return "~@contoso.com" }, 0, false},
	} {
		const users = partitionAbove
		var names []string
		for n := range users {
			names = append(names, test.names(n))
		}
		c, f := newFake(t, func(req *http.Request) (int, string) { return countNames(t, req, names) })
		parts := c.plan(t.Context(), users)
		if len(parts) != test.parts || len(parts) > 0 && parts[len(parts)-1].advanced != test.rest {
			t.Errorf("%s: %d partitions: %+v", name, len(parts), parts)
		}
		if len(f.asked) > 2*maxSplits+2 {
			t.Errorf("%s: %d requests", name, len(f.asked))
		}
	}
}

// countNames answers a $batch of counts over a list of names.
func countNames(t *testing.T, req *http.Request, names []string) (int, string) {
	var batch struct {
		Requests []struct{ ID, URL string }
	}
	if err := json.NewDecoder(req.Body).Decode(&batch); err != nil {
		t.Error(err)
	}
	var answers []string
	for _, r := range batch.Requests {
		filter := strings.ReplaceAll(r.URL, "%20", " ")
		n := 0
		for _, name := range names {
			holds := !strings.Contains(filter, "$filter")
			for part := range strings.SplitSeq(filter, "startsWith(userPrincipalName,'") {
				text, _, _ := strings.Cut(part, "'")
				holds = holds || strings.HasPrefix(name, text)
			}
			if holds != strings.Contains(filter, "not(") {
				n++
			}
		}
		answers = append(answers, fmt.Sprintf(`{"id":"%s","status":200,"body":%d}`, r.ID, n))
	}
	return 200, `{"responses":[` + strings.Join(answers, ",") + `]}`
}
