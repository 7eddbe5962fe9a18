package graph

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/rules/tenant"
)

// longList is a list of a large tenant that is read in parts. What it reads is told in the order in which it came,
// where that is contract.
type longList struct {
	path   string // the list, as a fault names it
	filter string // what is in the filter of every part of it
	read   func(t *testing.T, c *Client) ([]string, error)
}

func longLists() map[string]longList {
	return map[string]longList{
		"devices of Intune": {"/deviceManagement/managedDevices", "enrolledDateTime",
			func(t *testing.T, c *Client) (all []string, err error) {
				for d, err := range c.Devices(t.Context()) {
					if err != nil {
						return all, err
					}
					all = append(all, d.ID.String())
				}
				return all, nil
			}},
		"owners of devices": {"/devices", "deviceId", func(t *testing.T, c *Client) ([]string, error) {
			s, err := read(t, c, tenant.OwnedDevices)
			return ofUsers(t, func(u tenant.GUID) string { return fmt.Sprint(s.Owned.Of(u)) }), err
		}},
		"methods": {"/reports/authenticationMethods/userRegistrationDetails", "userPrincipalName",
			func(t *testing.T, c *Client) ([]string, error) {
				s, err := read(t, c, tenant.AuthMethods)
				return ofUsers(t, func(u tenant.GUID) string { return told(&s.AuthMethods, u) }), err
			}},
		"members": {"/groups/*", "userPrincipalName", func(t *testing.T, c *Client) (all []string, err error) {
			s, err := read(t, c, tenant.MDMPolicies)
			if err != nil {
				return nil, err
			}
			members, err := c.Members(t.Context(), s.MDMPolicies[0].Groups[0].ID)
			for id, how := range members {
				all = append(all, fmt.Sprint(id, how))
			}
			slices.Sort(all)
			return all, err
		}},
	}
}

// large has several partitions of users, and over eight thousand of everything.
var large = graphtest.Tenant{Users: partitionAbove + 1000}

// ofUsers tells something of every user of the large tenant.
func ofUsers(t *testing.T, tell func(tenant.GUID) string) (all []string) {
	for _, id := range largeUsers(t) {
		all = append(all, tell(id))
	}
	return all
}

var usersOfLarge []tenant.GUID

func largeUsers(t *testing.T) []tenant.GUID {
	if usersOfLarge == nil {
		usersOfLarge = userIDs(t, simulated(t, large))
	}
	return usersOfLarge
}

// Every long list comes whole and in one order, whatever the number of readers, and in parts.
func TestParts(t *testing.T) {
	for name, list := range longLists() {
		chain := large
		chain.Faults = []graphtest.Fault{{Name: "refuse-filter", Value: list.filter, Path: list.path}}
		want, err := list.read(t, simulated(t, chain))
		if err != nil || len(want) < dividedAbove {
			t.Fatalf("%s: one page after the other %d, %v", name, len(want), err)
		}
		var first []string
		for _, parallel := range []int{16, 1} {
			var parts atomic.Int64
			c := simulated(t, large, func(cfg *Config) {
				cfg.Parallel = parallel
				cfg.Transport = tap(func(req *http.Request) {
					if f := req.URL.Query().Get("$filter"); strings.Contains(f, list.filter) &&
						!strings.HasSuffix(req.URL.Path, "/$count") {
						parts.Add(1)
					}
				})
			})
			got, err := list.read(t, c)
			if err != nil || parts.Load() < partitionCount {
				t.Fatalf("%s, %d readers: %d pages of parts, %v", name, parallel, parts.Load(), err)
			}
			if first == nil {
				first = slices.Clone(got)
			} else if !slices.Equal(first, got) {
				t.Errorf("%s, %d readers: another order", name, parallel)
			}
			if a, b := slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want)); !slices.Equal(a, b) {
				t.Errorf("%s, %d readers: %d in parts, %d one page after the other, and not the same",
					name, parallel, len(a), len(b))
			}
		}
	}
}

// A list whose filters are refused or ignored, or whose counts do not add up, is read in one chain, from its start.
func TestPartsThatAreNone(t *testing.T) {
	for name, list := range longLists() {
		want, err := list.read(t, simulated(t, large))
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(want)
		counted := list.path
		if list.path == "/devices" {
			counted += "/$count"
		}
		for _, fault := range []graphtest.Fault{
			{Name: "ignore-filter", Value: list.filter, Path: list.path},
			{Name: "refuse-filter", Value: list.filter, Path: list.path},
			{Name: "gap", Path: counted},
			{Name: "ignore-filter", Value: list.filter, Path: list.path, Page: 2},
			{Name: "expired-token", Path: list.path, Page: 2, Times: 2},
		} {
			tn := large
			tn.Faults = []graphtest.Fault{fault}
			got, err := list.read(t, simulated(t, tn))
			// Devices are told as they come: what shows late is too late for another way.
			if late := fault.Name == "ignore-filter" && fault.Page > 1 && name == "devices of Intune"; late && err != nil {
				if !strings.Contains(err.Error(), errStray.Error()) {
					t.Errorf("%s, %+v: %v", name, fault, err)
				}
				continue
			} else if err != nil || late {
				t.Errorf("%s, %+v: %d, %v", name, fault, len(got), err)
			}
			if slices.Sort(got); !slices.Equal(got, want) {
				t.Errorf("%s, %+v: %d, want %d, or others", name, fault, len(got), len(want))
			}
		}
	}
}

// tap sees every request.
type tap func(*http.Request)

func (see tap) RoundTrip(req *http.Request) (*http.Response, error) {
	see(req)
	return http.DefaultTransport.RoundTrip(req)
}
