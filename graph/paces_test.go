package graph

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"prepaudit/graph/odata"
)

// Graph counts the requests for signInActivity of an app in all tenants: clients that share Paces send ten a minute
// together, another app its own ten. Other requests of theirs wait for nobody.
func TestPacesOfAnApp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		start, sent := time.Now(), map[string][]time.Duration{}
		paces := &Paces{}
		client := func(app string) *Client {
			f := &fakeGraph{answer: func(req *http.Request) (int, string) {
				if strings.Contains(req.URL.RawQuery, "signInActivity") {
					mu.Lock()
					sent[strings.ToLower(app)] = append(sent[strings.ToLower(app)], time.Since(start))
					mu.Unlock()
				}
				return pagesOf(3, req)
			}}
			claims := base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, `{"idtyp":"app","appid":%q}`, app))
			c, err := New(Config{GraphURL: "https://graph.microsoft.com", Transport: f, Paces: paces,
				Token: func(context.Context, odata.Refused) (string, error) { return "." + claims + ".", nil }})
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		var all sync.WaitGroup
		for i := range 24 {
			c := client([]string{"a0000000-0000-4000-8000-000000000001", "A0000000-0000-4000-8000-000000000001",
				"b0000000-0000-4000-8000-000000000002"}[i%3])
			all.Go(func() {
				for _, err := range c.Users(t.Context(), UserQuery{SignIns: true}) {
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if len(sent) != 2 {
			t.Fatalf("%d apps asked", len(sent))
		}
		for app, times := range sent {
			slices.Sort(times)
			for i, at := range times {
				if want := time.Duration(i) * 6 * time.Second; at < want || at > want+time.Second {
					t.Errorf("request %d of app %s is sent after %v", i+1, app, at)
				}
			}
		}
		if len(sent["a0000000-0000-4000-8000-000000000001"]) != 16 {
			t.Errorf("requests: %v", sent)
		}
	})
}
