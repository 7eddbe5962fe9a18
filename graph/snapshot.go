package graph

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"prepaudit/graph/snapshot"
)

// FromSnapshot makes a Client that reads a snapshot, a folder or a zip, through the same requests that a tenant gets and
// without any network. Every part is held against the manifest here; one that changed is an error.
// Requests pass over, unless it is nil.
func FromSnapshot(path string, over func(http.RoundTripper) http.RoundTripper) (*Client, *snapshot.Replay, error) {
	replay, err := snapshot.Open(path)
	if err != nil {
		return nil, nil, err
	}
	transport := http.RoundTripper(replay)
	if over != nil {
		transport = over(transport)
	}
	c, err := New(Config{
		GraphURL: replay.Graph, Transport: transport, Auth: func() string { return replay.Method },
		Token: func(context.Context, Refused) (string, error) { return claimsOf(replay.Access), nil },
	})
	if err != nil {
		replay.Close()
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	c.offline = true
	return c, replay, nil
}

// claimsOf is a token that says of itself what the one did by which the snapshot was read, and opens nothing; "" where
// that isn't known.
func claimsOf(a *snapshot.Access) string {
	if a == nil {
		return ""
	}
	claims := map[string]any{"idtyp": "user", "scp": strings.Join(a.Permissions, " "), "wids": a.Roles}
	if a.AppOnly {
		claims = map[string]any{"idtyp": "app", "roles": a.Permissions}
	}
	text, err := json.Marshal(claims)
	if err != nil {
		return ""
	}
	return "." + base64.RawURLEncoding.EncodeToString(text) + "."
}
