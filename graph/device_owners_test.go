package graph

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/rules/tenant"
)

// The devices of one user are those that the list of all gives the user.
func TestOwnedBy(t *testing.T) {
	owned := func(c *Client) (counts []int) {
		for u, err := range simulated(t, graphtest.Tenant{Users: 60}).Users(t.Context(), UserQuery{}) {
			if err != nil {
				t.Fatal(err)
			}
			var s tenant.Settings
			if err := ownedBy(t, c, &s, u.ID); err != nil {
				t.Fatal(err)
			}
			counts = append(counts, s.Owned.Of(u.ID))
		}
		return counts
	}
	c := simulated(t, graphtest.Tenant{Users: 60})
	s, err := read(t, c, tenant.OwnedDevices)
	if err != nil {
		t.Fatal(err)
	}
	var want []int
	for u, err := range c.Users(t.Context(), UserQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, s.Owned.Of(u.ID))
	}
	if slices.Max(want) < 2 {
		t.Fatalf("owned %v", want)
	}
	if got := owned(c); !slices.Equal(got, want) {
		t.Errorf("one by one %v, of all %v", got, want)
	}
	// An app that may not look from the user's side reads all of them.
	if got := owned(simulated(t, graphtest.Tenant{Users: 60, AppOnly: true,
		Permissions: []string{"Device.Read.All"}})); !slices.Equal(got, want) {
		t.Errorf("as an app %v, want %v", got, want)
	}
}

// A device of which Graph sends an id alone is not one that does not count.
func TestOwnedByOfWhatMayNotBeRead(t *testing.T) {
	user := tenant.MustGUID(numbered(1))
	var s tenant.Settings
	c := fixedAnswers(t, answers{
		"/v1.0/users/" + numbered(1) + "/ownedDevices": `{"value":[{"@odata.type":"#microsoft.graph.device","id":"` +
			numbered(7) + `","trustType":null}]}`,
		"/v1.0/devices": `{"value":[{"id":"` + numbered(7) +
			`","trustType":"AzureAd","registeredOwners":[{"id":"` + numbered(1) + `"}]}]}`,
	})
	if err := ownedBy(t, c, &s, user); err != nil || s.Owned.Of(user) != 1 {
		t.Errorf("%d, %v", s.Owned.Of(user), err)
	}
	// One that may be read and has no trustType does not count, and is no reason to read all of them.
	c = fixedAnswers(t, answers{
		"/v1.0/users/" + numbered(1) + "/ownedDevices": `{"value":[{"id":"` + numbered(7) + `","deviceId":"` +
			numbered(8) + `","trustType":null},{"id":"` + numbered(9) + `","trustType":"Workplace"}]}`,
	})
	if err := ownedBy(t, c, &s, user); err != nil || s.Owned.Of(user) != 1 {
		t.Errorf("%d, %v", s.Owned.Of(user), err)
	}
	refused := simulated(t, graphtest.Tenant{Permissions: []string{"User.Read.All"}})
	for u, err := range refused.Users(t.Context(), UserQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		var s tenant.Settings
		if err := ownedBy(t, refused, &s, u.ID); err != nil &&
			strings.Contains(err.Error(), "Device.Read.All") {
			return
		} else if s.Owned.Of(u.ID) > 0 {
			t.Fatalf("%s owns %d, of which nothing may be read", u.UPN, s.Owned.Of(u.ID))
		}
	}
	t.Error("devices that may not be read were counted as none")
}

// ownedBy counts the devices of one user as `prepaudit user` does.
func ownedBy(t *testing.T, c *Client, s *tenant.Settings, user tenant.GUID) error {
	devices, err := c.DevicesOf(t.Context(), user)
	return c.OwnedBy(t.Context(), s, user, devices, err)
}
