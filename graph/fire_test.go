package graph

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// ending is how a read ends under a fault.
type ending struct {
	words string           // for the pages of prepaudit docs
	is    func(error) bool // nil: with every user
}

var (
	whole         = ending{"every user, each once", nil}
	outOfPatience = ending{"incomplete: the wait would be too long", is[*odata.PatienceError]}
	refused       = ending{"incomplete: Graph's answer is named", is[*odata.Error]}
	denial        = ending{"incomplete: the permission is named", is[*DeniedError]}
	cutOff        = ending{"incomplete: the network is named", is[*odata.NetworkError]}
	malformed     = ending{"incomplete: what is wrong with the page is named", is[*odata.FormatError]}
	guarded       = ending{"incomplete: nothing is sent there", is[*odata.GuardError]}
)

// Faults of the simulated tenant, in the grammar of `prepaudit sim --fault`.
var underFireFaults = map[string]ending{
	"429=7@/users,page=2":            whole,
	"429=2.5@/users,page=2":          whole,
	"429=date@/users,page=2":         whole,
	"429=none@/users,page=2":         whole,
	"429=1@/$batch":                  whole,
	"429=300@/users,page=3":          whole,
	"429=1@/users/$count,times=3":    whole,
	"429=3600@/users,page=2":         outOfPatience,
	"429=5@/users,times=ever,page=2": outOfPatience,
	"500@/users,page=2,times=4":      whole,
	"502@/users,times=3":             whole,
	"503@/users,page=3,times=2":      whole,
	"504@/users,page=2":              whole,
	"500@/users,page=2,times=ever":   refused,
	"cut@/users,page=2":              whole,
	"cut@/users,times=3":             whole,
	"stall@/users,page=2":            whole,
	"reset@/users,page=2,times=2":    whole,
	"cut@/users,page=2,times=ever":   cutOff,
	"reset@/users,page=2,times=ever": cutOff,
	"401@/users,page=2":              whole,
	"401@/users,page=2,times=ever":   refused,
	"403@/users":                     denial,
	"403@/users,page=2":              denial,
	"404@/users,page=2":              refused,
	"empty@/users,page=2":            whole,
	"loop@/users,page=2":             malformed,
	"other-host@/users,page=2":       guarded,
	"plain-http@/users,page=2":       guarded,
	"redirect@/users,page=2":         guarded,
	"html@/users,page=2":             malformed,
	"expired-token@/users,page=2":    whole,
	"expired-token=DirectoryPageTokenNotFoundException@/users,page=2": whole,
	"expired-token@/users,page=2,times=ever":                          refused,
	"page-size=120@/users":                                            whole,
	"page-size=500@/users":                                            whole,
	"double@/users,page=2":                                            whole,
	"drift=5@/users/$count":                                           whole,
	"gap@/users*":                                                     whole,
	"refuse-filter@/users*":                                           whole,
	"ignore-filter@/users*":                                           whole,
	"count-form=base64@/users/$count":                                 whole,
	"count-form@/users/$count":                                        whole,
	"null-field@/users":                                               whole,
	"missing-field@/users":                                            malformed,
	"unknown-field@/users":                                            whole,
	"unknown-enum@/users":                                             whole,
	"unknown-type@/users":                                             whole,
	"number@/users,page=2":                                            malformed,
	"huge=2@/users,page=2":                                            malformed,
	"bad-json@/users,page=2":                                          malformed,
	"bad-utf8@/users,page=2":                                          whole,
}

// Every fault that the simulated tenant knows ends in all users, each once, or in an error behind
// those that were read; small tenants are read in one chain, large ones in partitions.
func TestUnderFire(t *testing.T) {
	for fault, end := range underFireFaults {
		for _, size := range []int{3500, partitionAbove} {
			t.Run(fmt.Sprintf("%s with %d users", fault, size), func(t *testing.T) {
				f, err := graphtest.ParseFault(fault)
				if err != nil {
					t.Fatal(err)
				}
				synctest.Test(t, func(t *testing.T) { underFire(t, size, f, end.is) })
			})
		}
	}
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

func underFire(t *testing.T, size int, fault graphtest.Fault, broken func(error) bool) {
	s := (&graphtest.Tenant{Users: size, Faults: []graphtest.Fault{fault}}).Handler()
	tokens := 0
	c, err := New(Config{GraphURL: "https://graph.example", Transport: s.Transport(),
		Token: func(_ context.Context, refused odata.Refused) (string, error) {
			if refused.Token != "" {
				tokens++
			}
			return fmt.Sprintf("token-%d", tokens), nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.CountUsers(t.Context()); err != nil {
		t.Fatal(err)
	}
	seen := map[tenant.GUID]bool{}
	var end error
	for u, err := range c.Users(t.Context(), UserQuery{}) {
		if end != nil {
			t.Fatal("something comes behind the error")
		}
		if err != nil {
			end = err
			continue
		}
		if seen[u.ID] {
			t.Fatalf("%s came twice", u.ID)
		}
		seen[u.ID] = true
	}
	if fault.Name == "unknown-type" {
		size++ // an object of another type is told of, not dropped
	}
	switch {
	case end == nil && len(seen) != size:
		t.Errorf("%d users of %d and no error", len(seen), size)
	case end == nil && broken != nil:
		t.Errorf("all %d users, want an error", size)
	case end != nil && (broken == nil || !broken(end)):
		t.Errorf("%d users, and %T %v", len(seen), end, end)
	case end != nil && len(seen) >= size:
		t.Errorf("all users, and an error: %v", end)
	}
}
