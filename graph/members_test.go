package graph

import (
	"errors"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"

	"prepaudit/rules/tenant"
)

func TestMembers(t *testing.T) {
	id := func(n int) string { return `{"id":"` + numbered(n) + `"}` }
	path := "/v1.0/groups/" + numbered(7)
	const users = "/microsoft.graph.user"
	a := answers{path + "/transitiveMembers" + users: `{"value":[` + id(1) + "," + id(2) + `]}`,
		path + "/members" + users: `{"value":[` + id(1) + `]}`}
	got, err := fixedAnswers(t, a).Members(t.Context(), tenant.MustGUID(numbered(7)))
	g := tenant.MustGUID
	if want := (tenant.Members{g(numbered(1)): tenant.Direct, g(numbered(2)): tenant.Nested}); err != nil ||
		!reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	delete(a, path+"/members"+users)
	got, err = fixedAnswers(t, a).Members(t.Context(), g(numbered(7)))
	if want := (tenant.Members{g(numbered(1)): tenant.DirectOrNested,
		g(numbered(2)): tenant.DirectOrNested}); !is[Parts](err) || !reflect.DeepEqual(got, want) {
		t.Errorf("without the direct members: %v, %v", got, err)
	}
	_, err = fixedAnswers(t, answers{}).Members(t.Context(), g(numbered(7)))
	if _, ok := errors.AsType[*NotFoundError](err); !ok {
		t.Errorf("got %v", err)
	}
}

// Devices, groups and service principals are no users, wherever their kind is written.
const allKinds = `{"value":[
	{"@odata.type":"#microsoft.graph.user","id":"00000000-0000-4000-8000-000000000001"},
	{"@odata.type":"#microsoft.graph.device","id":"00000000-0000-4000-8000-000000000002"},
	{"id":"00000000-0000-4000-8000-000000000003","@odata.type":"#microsoft.graph.servicePrincipal"},
	{"@odata.type":"#microsoft.graph.group","id":"00000000-0000-4000-8000-000000000004"}]}`

func TestMembersOfAllKinds(t *testing.T) {
	asked := map[string]bool{}
	var mu sync.Mutex
	c, _ := newFake(t, func(req *http.Request) (int, string) {
		mu.Lock()
		defer mu.Unlock()
		q := req.URL.Query()
		if strings.HasSuffix(req.URL.Path, "/microsoft.graph.user") {
			asked[req.Header.Get("ConsistencyLevel")+q.Get("$count")+q.Get("$select")+q.Get("$top")] = true
			return 400, `{"error":{"code":"Request_BadRequest","message":"cast is not supported"}}`
		}
		return 200, allKinds
	})
	got, err := c.Members(t.Context(), tenant.MustGUID(numbered(7)))
	if want := (tenant.Members{tenant.MustGUID(numbered(1)): tenant.Direct}); err != nil ||
		!reflect.DeepEqual(got, want) || len(asked) != 1 || !asked["eventualtrueid999"] {
		t.Errorf("got %v, %v; asked with %v", got, err, asked)
	}
}
