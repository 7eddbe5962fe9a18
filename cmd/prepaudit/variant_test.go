package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
)

// variant is the healthy tenant with some answers changed, and what rules say of it then.
type variant struct {
	name   string
	change []change
	want   string // LIC-01 pass, MDM-04 not evaluated: these rules alone are asked
	status int    // of the audit of these rules; 0 for whatever follows
	says   string // a part of what is said of it, where that matters
}

// change does something to an answer of Graph: to its status, or to its body, which is decoded.
type change func(r *http.Request, status *int, body map[string]any)

// at changes an answer whose path ends so.
func at(path string, f func(body map[string]any)) change {
	return func(r *http.Request, status *int, body map[string]any) {
		if strings.HasSuffix(r.URL.Path, path) && *status == http.StatusOK {
			f(body)
		}
	}
}

// each changes the objects of a collection.
func each(path string, f func(o map[string]any)) change {
	return at(path, func(body map[string]any) {
		for _, o := range body["value"].([]any) {
			f(o.(map[string]any))
		}
	})
}

// answer puts other properties in place of a body.
func answer(path, text string) change {
	return at(path, func(body map[string]any) {
		clear(body)
		decode(text, &body)
	})
}

// also adds objects to a collection.
func also(path string, objects ...string) change {
	return at(path, func(body map[string]any) {
		for _, text := range objects {
			var o map[string]any
			decode(text, &o)
			body["value"] = append(body["value"].([]any), o)
		}
	})
}

// only leaves nothing but these objects in a collection.
func only(path string, objects ...string) change {
	add := also(path, objects...)
	return func(r *http.Request, status *int, body map[string]any) {
		at(path, func(body map[string]any) { body["value"] = []any{} })(r, status, body)
		add(r, status, body)
	}
}

// refused answers a method of a path with an error.
func refused(method, path string, status int, code, message string) change {
	return func(r *http.Request, got *int, body map[string]any) {
		if strings.HasSuffix(r.URL.Path, path) && (method == "" || r.Method == method) {
			*got = status
			clear(body)
			body["error"] = map[string]any{"code": code, "message": message}
		}
	}
}

// decode reads JSON of a table, in which a mistake is one of the test.
func decode(text string, v any) {
	if err := json.Unmarshal([]byte(text), v); err != nil {
		panic(text + ": " + err.Error())
	}
}

// changed is the healthy tenant with these changes.
func changed(all []change) http.Handler {
	tenant := graphtest.Tenant{Scenario: "healthy", Users: 40, Plain: true}
	return changedBy(tenant.Handler(), all)
}

// changedBy is a tenant with changes.
func changedBy(tenant http.Handler, all []change) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		tenant.ServeHTTP(rec, r)
		status, text := rec.Code, rec.Body.Bytes()
		var body map[string]any
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if d.Decode(&body) == nil {
			for _, change := range all {
				change(r, &status, body)
			}
			text, _ = json.Marshal(body)
			rec.Header().Del("Content-Length")
		}
		maps.Copy(w.Header(), rec.Header())
		w.WriteHeader(status)
		_, _ = w.Write(text)
	})
}

// vary tries variants of one kind of tenant.
func vary(t *testing.T, all []variant) {
	t.Helper()
	for _, v := range all {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			want := map[string]string{}
			for verdict := range strings.SplitSeq(v.want, ", ") {
				rule, outcome, _ := strings.Cut(verdict, " ")
				want[rule] = outcome
			}
			asked := strings.Join(slices.Sorted(maps.Keys(want)), ",")
			s := auditServed(t, changed(v.change), "--only", asked, "--scope", "members")
			got := outcomes(s)
			maps.DeleteFunc(got, func(_, outcome string) bool { return outcome == "" }) // not asked
			if !maps.Equal(got, want) || v.status != 0 && s.status != v.status {
				t.Errorf("%v, status %d; want %v, %d\n%+v\n%s\n%s", got, s.status, want, v.status, s.Summary.Missing,
					detailsOf(s), s.err)
			}
			if !strings.Contains(detailsOf(s)+s.table, v.says) {
				t.Errorf("nothing says %q: %s\n%s", v.says, detailsOf(s), s.table)
			}
		})
	}
}

// detailsOf is what is found, of the tenant and of users.
func detailsOf(s said) string {
	all := s.Findings
	for _, u := range s.Users {
		all = append(all, u.Findings...)
	}
	var text strings.Builder
	for _, f := range all {
		text.WriteString(f.Rule + ": " + f.Detail + "\n")
	}
	return text.String()
}
