package odata

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
)

// chained serves pages 1 to last of one element each, the nextLink before or behind the elements.
func chained(last int, linkFirst bool) wire {
	return func(_ int, req *http.Request) (*http.Response, error) {
		return answered(200, chainPage(req, last, linkFirst)), nil
	}
}

func chainPage(req *http.Request, last int, linkFirst bool) string {
	n := 1
	_, _ = fmt.Sscanf(req.URL.Query().Get("$skiptoken"), "%d", &n)
	value := fmt.Sprintf(`"value":[{"id":"%d"}]`, n)
	if n == last {
		return "{" + value + "}"
	}
	link := fmt.Sprintf(`"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=%d"`, n+1)
	if linkFirst {
		return "{" + link + "," + value + "}"
	}
	return "{" + value + "," + link + "}"
}

func TestChain(t *testing.T) {
	for _, linkFirst := range []bool{true, false} {
		c := newClient(t, func(n int, req *http.Request) (*http.Response, error) {
			if req.Header.Get("ConsistencyLevel") != "eventual" {
				t.Errorf("request %d lost its header", n)
			}
			return chained(5, linkFirst)(n, req)
		})
		req := get(t, c, "/v1.0/users")
		req.Header.Set("ConsistencyLevel", "eventual")
		ids, err := readAll(t.Context(), c, req)
		if err != nil || !slices.Equal(ids, []string{"1", "2", "3", "4", "5"}) {
			t.Errorf("got %v, %v", ids, err)
		}
		if s := c.Stats(); s.Requests != 5 || s.Pages != 5 {
			t.Errorf("stats %+v", s)
		}
	}
}

// Whatever breaks in the middle, each element comes once and none is lost.
func TestChainBroken(t *testing.T) {
	for name, fault := range map[string]func(whole string) *http.Response{
		"503": func(string) *http.Response { return answered(503, "") },
		"429": func(string) *http.Response { return answered(429, "") },
		"cut": func(whole string) *http.Response {
			r := answered(200, "")
			r.Body = brokenBody(whole[:len(whole)-3], errReset)
			return r
		},
		"cut before value": func(whole string) *http.Response { return answered(200, whole[:5]) },
		"another link at first": func(whole string) *http.Response {
			r := answered(200, "")
			r.Body = brokenBody(strings.Replace(whole, "skiptoken=", "skiptoken=9", 1)[:len(whole)-2], errReset)
			return r
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				failed := map[string]bool{}
				c := newClient(t, func(_ int, req *http.Request) (*http.Response, error) {
					whole := chainPage(req, 6, true)
					if key := req.URL.RawQuery; !failed[key] && !strings.Contains(key, "=9") {
						failed[key] = true
						return fault(whole), nil
					}
					return answered(200, whole), nil
				}, func(cfg *Config) { cfg.Parallel = 1 })
				ids, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
				if err != nil || !slices.Equal(ids, []string{"1", "2", "3", "4", "5", "6"}) {
					t.Errorf("got %v, %v", ids, err)
				}
			})
		})
	}
}

// A place that the server forgot is not the end: the chain begins again.
func TestChainForgotten(t *testing.T) {
	for _, code := range []string{"Directory_ExpiredPageToken", "DirectoryPageTokenNotFoundException"} {
		expired := func() *http.Response { return answered(400, `{"error":{"code":"`+code+`","message":"gone"}}`) }
		broken := false
		c := newClient(t, func(_ int, req *http.Request) (*http.Response, error) {
			if strings.Contains(req.URL.RawQuery, "=3") && !broken {
				broken = true
				return expired(), nil
			}
			return answered(200, chainPage(req, 4, true)), nil
		})
		ids, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
		if err != nil || !slices.Equal(ids, []string{"1", "2", "1", "2", "3", "4"}) {
			t.Errorf("got %v, %v", ids, err)
		}
		c = newClient(t, func(_ int, req *http.Request) (*http.Response, error) {
			if req.URL.RawQuery != "" {
				return expired(), nil
			}
			return answered(200, chainPage(req, 4, true)), nil
		})
		if _, err = readAll(t.Context(), c, get(t, c, "/v1.0/users")); !isStatus(400)(err) ||
			c.Stats().Requests != 2*(maxRestarts+1) {
			t.Errorf("got %v after %d requests", err, c.Stats().Requests)
		}
	}
}

func TestChainInCircles(t *testing.T) {
	c := newClient(t, func(_ int, req *http.Request) (*http.Response, error) {
		return answered(200, strings.ReplaceAll(chainPage(req, 9, true), "skiptoken=4", "skiptoken=2")), nil
	})
	ids, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
	if _, ok := errors.AsType[*FormatError](err); !ok || !strings.Contains(err.Error(), "repeat") || len(ids) > 3 {
		t.Errorf("got %v, %v", ids, err)
	}
}

func TestEmptyPages(t *testing.T) {
	c := newClient(t, func(_ int, req *http.Request) (*http.Response, error) {
		whole := chainPage(req, 4, false)
		if !strings.Contains(req.URL.RawQuery, "=4") {
			whole = strings.NewReplacer(`{"id":"1"}`, "", `{"id":"2"}`, "", `{"id":"3"}`, "").Replace(whole)
		}
		return answered(200, whole), nil
	})
	ids, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
	if err != nil || !slices.Equal(ids, []string{"4"}) {
		t.Errorf("got %v, %v", ids, err)
	}
}

// A server that makes up a new link for every empty page is not asked for ever.
func TestEmptyPagesWithoutEnd(t *testing.T) {
	c := newClient(t, func(n int, _ *http.Request) (*http.Response, error) {
		const page = `{"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=%d","value":[]}`
		return answered(200, fmt.Sprintf(page, n)), nil
	})
	_, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
	if _, ok := errors.AsType[*FormatError](err); !ok || !strings.Contains(err.Error(), "do not end") ||
		c.Stats().Requests > maxEmpty+2 {
		t.Errorf("got %v after %d requests", err, c.Stats().Requests)
	}
}
