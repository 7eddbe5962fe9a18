package graph

import (
	"context"
	"slices"
	"testing"

	"prepaudit/graph/snapshot"
)

// The token that stands for the one of a snapshot says what that one said; where it isn't known, nothing.
func TestClaimsOfSnapshot(t *testing.T) {
	for _, want := range []*snapshot.Access{
		nil,
		{Permissions: []string{"User.Read.All", "Policy.Read.All"}, Roles: []string{"f2ef992c-3afb-46b9-b7cf-a126ee74c451"}},
		{AppOnly: true, Permissions: []string{"Organization.Read.All"}},
	} {
		c, err := New(Config{GraphURL: "https://graph.microsoft.com",
			Token: func(context.Context, Refused) (string, error) { return claimsOf(want), nil }})
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.Access(t.Context())
		if want == nil {
			if got != nil || err == nil {
				t.Errorf("got %+v of nothing", got)
			}
			continue
		}
		if err != nil || got.AppOnly != want.AppOnly || !slices.Equal(got.Granted, want.Permissions) ||
			!slices.Equal(got.Roles, want.Roles) {
			t.Errorf("got %+v, %v; want %+v", got, err, want)
		}
	}
}
