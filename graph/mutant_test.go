package graph

import (
	"context"
	"errors"
	"testing"
	"time"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// FuzzReaders has every reader read answers in which something is not what Graph documents. None may panic, and each
// must come to its end.
func FuzzReaders(f *testing.F) {
	for seed := range uint64(150) {
		f.Add(seed)
	}
	simulated := (&graphtest.Tenant{Users: 30}).Handler().Transport()
	f.Fuzz(func(t *testing.T, seed uint64) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		c, err := New(Config{
			GraphURL: "https://graph.microsoft.com", Transport: graphtest.Mutant{Next: simulated, Seed: seed},
			Budget: time.Second,
			Token:  func(context.Context, odata.Refused) (string, error) { return "simulated", nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		readEverything(ctx, c)
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			t.Errorf("seed %d: reading did not come to its end", seed)
		}
	})
}

// readEverything reads what there is, whatever could not be read before.
func readEverything(ctx context.Context, c *Client) {
	var s tenant.Settings
	for _, d := range Datasets() {
		if d.InSettings() {
			_ = c.Read(ctx, d.Name, &s)
		}
	}
	var last tenant.GUID
	for u, err := range c.Users(ctx, UserQuery{Plans: true, People: true, SignIns: true}) {
		if err == nil {
			last = u.ID
		}
	}
	for d, err := range c.Devices(ctx) {
		if err == nil && d == nil {
			panic("no device and no error")
		}
	}
	for _, g := range s.LicenseGroups {
		_, _ = c.Members(ctx, g.ID)
		_, _ = c.DirectMembers(ctx, g.ID)
		_, _ = c.Group(ctx, g.ID.String())
	}
	_, _ = c.CountUsers(ctx)
	_, _ = c.User(ctx, last.String(), UserQuery{})
	_, _ = c.GroupsOf(ctx, last)
	devices, err := c.DevicesOf(ctx, last)
	_ = c.OwnedBy(ctx, &s, last, devices, err)
	_, _ = c.ManagedOf(ctx, last)
	_, _ = c.EnrollmentFailures(ctx, last)
	for _, name := range []string{"a@b", "An", "PC-12345678"} {
		_, _ = c.FindUser(ctx, name)
	}
	_ = c.AuthMethodsOf(ctx, &s, last)
}
