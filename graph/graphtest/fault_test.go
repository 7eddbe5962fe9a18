package graphtest

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"
)

const pageOne = "/v1.0/users?$top=50&$select=id,displayName,userType"

// Each kind of fault has a test here; the test fails when a kind is added without one.
var faultTests = map[string]func(t *testing.T, with func(string) string){
	"429": func(t *testing.T, with func(string) string) {
		for value, want := range map[string]string{"": "1", "=2.5": "2.5", "=86400": "86400", "=none": ""} {
			base := with("429" + value)
			res, b := get(t, base, pageOne)
			if res.StatusCode != 429 || res.Header.Get("Retry-After") != want ||
				!bytes.Contains(b, []byte(`"TooManyRequests"`)) {
				t.Errorf("429%s: %d, Retry-After %q, %s", value, res.StatusCode, res.Header.Get("Retry-After"), b)
			}
			if res, _ := get(t, base, pageOne); res.StatusCode != 200 {
				t.Errorf("429%s: happened twice", value)
			}
		}
		res, _ := get(t, with("429=date"), pageOne)
		if when, err := http.ParseTime(res.Header.Get("Retry-After")); err != nil || time.Until(when) > 3*time.Second {
			t.Errorf("Retry-After %q: %v", res.Header.Get("Retry-After"), err)
		}
	},
	"401": func(t *testing.T, with func(string) string) {
		res, _ := get(t, with("401"), pageOne)
		if h := res.Header.Get("WWW-Authenticate"); res.StatusCode != 401 || !strings.Contains(h, `claims="ey`) {
			t.Errorf("%d, %s", res.StatusCode, h)
		}
	},
	"403": wantStatus("403", 403), "premium": wantStatus("premium", 403), "404": wantStatus("404", 404),
	"500": wantStatus("500", 500), "502": wantStatus("502", 502), "503": wantStatus("503", 503),
	"504": wantStatus("504", 504),
	"expired-token": func(t *testing.T, with func(string) string) {
		base := with("expired-token,page=2")
		_, p := getPage(t, base, pageOne)
		if status, second := getPage(t, base, p.Next); status != 400 ||
			second.Error.Code != "Directory_ExpiredPageToken" {
			t.Errorf("%d %v", status, second.Error)
		}
	},
	"redirect": func(t *testing.T, with func(string) string) {
		if res, _ := get(t, with("redirect=https://elsewhere.example/"), pageOne); res.StatusCode != 302 ||
			res.Header.Get("Location") != "https://elsewhere.example/" {
			t.Errorf("%d to %s", res.StatusCode, res.Header.Get("Location"))
		}
	},
	"html": func(t *testing.T, with func(string) string) {
		if res, b := get(t, with("html"), pageOne); res.StatusCode != 200 ||
			!bytes.HasPrefix(b, []byte("<!DOCTYPE html>")) {
			t.Errorf("%d %.40s", res.StatusCode, b)
		}
	},
	"empty": func(t *testing.T, with func(string) string) {
		base := with("empty,page=2")
		_, p := getPage(t, base, pageOne)
		if _, second := getPage(t, base, p.Next); len(second.Value) != 0 || second.Next == "" {
			t.Errorf("page with %d users and nextLink %q", len(second.Value), second.Next)
		}
		if n := distinct(readAll(t, base, pageOne)); n != 250 {
			t.Errorf("read %d of 250 users", n)
		}
	},
	"loop": func(t *testing.T, with func(string) string) {
		base := with("loop,page=2")
		_, p := getPage(t, base, pageOne)
		_, second := getPage(t, base, p.Next)
		_, third := getPage(t, base, second.Next)
		if second.Next != third.Next || second.Value[0]["id"] != third.Value[0]["id"] {
			t.Errorf("page 2 leads to %s, then %s", second.Next, third.Next)
		}
	},
	"other-host": func(t *testing.T, with func(string) string) {
		if _, p := getPage(t, with("other-host"), pageOne); !strings.HasPrefix(p.Next,
			"https://graph.evil.example/v1.0/users?") {
			t.Error(p.Next)
		}
	},
	"plain-http": func(t *testing.T, with func(string) string) {
		if _, p := getPage(t, with("plain-http"), pageOne); !strings.HasPrefix(p.Next,
			"http://graph.microsoft.com/v1.0/users?") {
			t.Error(p.Next)
		}
	},
	"double": func(t *testing.T, with func(string) string) {
		if all := readAll(t, with("double,page=3"), pageOne); len(all) != 251 || distinct(all) != 250 {
			t.Errorf("%d users, %d distinct", len(all), distinct(all))
		}
	},
	"vanish": func(t *testing.T, with func(string) string) {
		if n := len(readAll(t, with("vanish=7,page=3"), pageOne)); n != 243 {
			t.Errorf("%d users", n)
		}
	},
	"drift": func(t *testing.T, with func(string) string) {
		base := with("drift=-4@/users/$count,after=1")
		for _, want := range []string{"250", "246", "246"} {
			if _, b := get(t, base, "/v1.0/users/$count", consistency, "eventual"); string(b) != want {
				t.Errorf("$count is %s, want %s", b, want)
			}
		}
	},
	"gap": func(t *testing.T, with func(string) string) {
		base := with("gap=2@/users/$count")
		_, a := get(t, base, "/v1.0/users/$count?$filter=startsWith(userPrincipalName,'a')", consistency, "eventual")
		_, rest := get(t, base,
			"/v1.0/users/$count?$filter=not(startsWith(userPrincipalName,'a'))", consistency, "eventual")
		_, all := get(t, base, "/v1.0/users/$count", consistency, "eventual")
		if atoi(t, a)+atoi(t, rest) != atoi(t, all)-4 {
			t.Errorf("%s + %s of %s", a, rest, all)
		}
	},
	"page-size": func(t *testing.T, with func(string) string) {
		base := with("page-size=120")
		if status, _ := getPage(t, base, "/v1.0/users?$top=121"); status != 400 {
			t.Error(status)
		}
		if status, _ := getPage(t, base, "/v1.0/users?$top=120"); status != 200 {
			t.Error(status)
		}
	},
	"ignore-filter": func(t *testing.T, with func(string) string) {
		const filtered = "/beta/deviceManagement/managedDevices?$top=1000&$filter=operatingSystem%20eq%20'Windows'"
		kept, all := 0, 0
		for fault, n := range map[string]*int{"ignore-filter=other": &kept, "ignore-filter=Windows": &all} {
			_, p := getPage(t, with(fault+"@/deviceManagement/managedDevices"), filtered)
			*n = len(p.Value)
		}
		if kept == 0 || all <= kept {
			t.Errorf("%d devices by the filter, %d without", kept, all)
		}
	},
	"refuse-filter": func(t *testing.T, with func(string) string) {
		if status, p := getPage(t, with("refuse-filter"),
			"/v1.0/users?$filter=startsWith(userPrincipalName,'a')"); status != 400 ||
			p.Error.Code != "Request_UnsupportedQuery" {
			t.Errorf("%d %v", status, p.Error)
		}
	},
	"null-field": firstUser("null-field=displayName",
		func(u map[string]any) bool { v, has := u["displayName"]; return has && v == nil }),
	"missing-field": firstUser("missing-field=displayName",
		func(u map[string]any) bool { _, has := u["displayName"]; return !has && len(u) == 2 }),
	"unknown-field": firstUser("unknown-field",
		func(u map[string]any) bool { return u["fromTheFuture"] != nil && u["id"] != nil }),
	"unknown-enum": firstUser("unknown-enum=userType",
		func(u map[string]any) bool { return u["userType"] == "valueOfTheFuture" }),
	"unknown-type": firstUser("unknown-type",
		func(u map[string]any) bool { return u["@odata.type"] == "#microsoft.graph.agentUser2" }),
	"number": firstUser("number=displayName", func(u map[string]any) bool { return u["displayName"] == 42.0 }),
	"huge": firstUser("huge=3",
		func(u map[string]any) bool { return len(u["displayName"].(string)) == 3<<20 }),
	"bad-utf8": func(t *testing.T, with func(string) string) {
		if _, b := get(t, with("bad-utf8"), pageOne); utf8.Valid(b) {
			t.Error("the body is UTF-8")
		}
	},
	"bad-json": func(t *testing.T, with func(string) string) {
		if _, b := get(t, with("bad-json"), pageOne); json.Valid(b) {
			t.Error("the body is JSON")
		}
	},
	"count-form": func(t *testing.T, with func(string) string) {
		for form, want := range map[string]any{"string": "250",
			"base64": base64.StdEncoding.EncodeToString([]byte("250"))} {
			base := with("count-form=" + form + "@/users/$count")
			got := postBatch(t, base, `{"requests":[{"id":"1","method":"GET","url":"/users/$count",`+
				`"headers":{"ConsistencyLevel":"eventual"}}]}`)
			if got.Responses[0].Body != want {
				t.Errorf("%s: %v", form, got.Responses[0].Body)
			}
		}
	},
	"cut": func(t *testing.T, with func(string) string) {
		if n, err := broken(t, with("cut"), time.Minute); !errors.Is(err, io.ErrUnexpectedEOF) || n == 0 {
			t.Errorf("%d bytes, then %v", n, err)
		}
	},
	"stall": func(t *testing.T, with func(string) string) {
		if n, err := broken(t, with("stall"), 50*time.Millisecond); err == nil || n == 0 {
			t.Errorf("%d bytes, then %v", n, err)
		}
	},
	"reset": func(t *testing.T, with func(string) string) {
		if _, err := broken(t, with("reset"), time.Minute); !errors.Is(err, syscall.ECONNRESET) &&
			!errors.Is(err, io.EOF) {
			t.Error(err)
		}
	},
}

func TestFaults(t *testing.T) {
	for _, k := range FaultKinds() {
		t.Run(k.Name, func(t *testing.T) {
			test := faultTests[k.Name]
			if test == nil || k.Description == "" {
				t.Fatal("has no test or no description")
			}
			test(t, func(fault string) string {
				f, err := ParseFault(fault)
				if err != nil {
					t.Fatal(err)
				}
				base, _ := serve(t, Tenant{Faults: []Fault{f}})
				return base
			})
		})
	}
}

func wantStatus(fault string, want int) func(*testing.T, func(string) string) {
	return func(t *testing.T, with func(string) string) {
		base := with(fault + "@/subscribedSkus,times=2")
		for _, status := range []int{want, want, 200} {
			if got, _ := getPage(t, base, "/v1.0/subscribedSkus"); got != status {
				t.Errorf("status %d, want %d", got, status)
			}
		}
	}
}

func firstUser(fault string, is func(map[string]any) bool) func(*testing.T, func(string) string) {
	return func(t *testing.T, with func(string) string) {
		base := with(fault)
		for _, spoilt := range []bool{true, false} {
			if _, p := getPage(t, base, pageOne); is(p.Value[0]) != spoilt {
				t.Errorf("first user %.300v", p.Value[0])
			}
		}
	}
}

// broken reads a page for some time and gives the bytes that came before the error.
func broken(t *testing.T, base string, patience time.Duration) (int, error) {
	t.Helper()
	req, err := http.NewRequest("GET", base+pageOne, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer demo")
	req.Header.Set("Accept-Encoding", "identity")
	res, err := (&http.Client{Timeout: patience}).Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return len(b), err
}

func distinct(users []map[string]any) int {
	seen := map[any]bool{}
	for _, u := range users {
		seen[u["id"]] = true
	}
	return len(seen)
}

func atoi(t *testing.T, b []byte) int {
	t.Helper()
	n, err := strconv.Atoi(string(b))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestParseFault(t *testing.T) {
	f, err := ParseFault("429=2.5@/users,page=3,after=1,times=ever")
	if want := (Fault{"429", "2.5", "/users", 3, 1, Ever}); err != nil || f != want {
		t.Errorf("%+v, %v", f, err)
	}
	for _, bad := range []string{"", "418", "429=soon", "500=1", "cut@users", "cut,page=0", "cut,page",
		"cut,often=2", "drift=x", "count-form=x"} {
		if f, err := ParseFault(bad); err == nil {
			t.Errorf("%q gives %+v", bad, f)
		}
	}
	if _, err := ParseFault("418"); !strings.Contains(err.Error(), "expired-token") {
		t.Errorf("does not name the known ones: %v", err)
	}
}

func TestFaultsCombine(t *testing.T) {
	var faults []Fault
	for _, s := range []string{"503,times=2", "429@/users,page=2", "403@/groups*"} {
		f, err := ParseFault(s)
		if err != nil {
			t.Fatal(err)
		}
		faults = append(faults, f)
	}
	base, s := serve(t, Tenant{Faults: faults})
	var got []int
	for range 3 {
		status, _ := getPage(t, base, pageOne)
		got = append(got, status)
	}
	_, p := getPage(t, base, pageOne)
	for _, path := range []string{p.Next, p.Next, "/v1.0/groups", "/v1.0/groups/" + s.dir.groups[0].id + "/members"} {
		status, _ := getPage(t, base, path)
		got = append(got, status)
	}
	if want := []int{503, 503, 200, 429, 200, 403, 403}; !slices.Equal(got, want) {
		t.Errorf("statuses %v, want %v", got, want)
	}
}
