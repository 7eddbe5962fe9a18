package reports

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"prepaudit/reports/plain"
)

func TestJSON(t *testing.T) {
	for _, s := range stories(t) {
		t.Run(s.name, func(t *testing.T) {
			got := write(t, "json", Options{}, s)
			golden(t, s.name+".json", got)
			var doc struct {
				Run   struct{ Reading struct{ Source string } }
				Users []struct {
					ID, DisplayName, Class string
					Findings               []struct{ Rule, Detail string }
				}
				Findings []struct{ Detail string }
				Summary  struct{ Verdict string }
			}
			if err := json.Unmarshal(got, &doc); err != nil {
				t.Fatal(err)
			}
			if len(doc.Users) != len(s.rows) || len(doc.Findings) != len(s.findings) {
				t.Fatalf("%d users and %d findings, want %d and %d",
					len(doc.Users), len(doc.Findings), len(s.rows), len(s.findings))
			}
			for i, u := range doc.Users {
				if want := toValid(s.rows[i].User.DisplayName); u.DisplayName != want {
					t.Errorf("user %d is called %.80q, want %.80q", i, u.DisplayName, want)
				}
				if len(u.Findings) != len(s.rows[i].Findings) {
					t.Errorf("user %d has %d findings, want %d", i, len(u.Findings), len(s.rows[i].Findings))
				}
			}
			for i, line := range bytes.Split(got, []byte("\n")) {
				for _, r := range string(line) {
					if plain.Hidden(r) {
						t.Errorf("line %d holds %U", i+1, r)
					}
				}
				if bytes.Contains(line, []byte("::")) || bytes.Contains(line, []byte("##")) {
					t.Errorf("line %d may hold a workflow command: %.200s", i+1, line)
				}
			}
			if bytes.Contains(got, []byte("null")) {
				t.Error("there is a null")
			}
		})
	}
}

// toValid is what the reader of JSON gets for s: one U+FFFD for each byte that is no UTF-8.
func toValid(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}

func TestJSONOneUserALine(t *testing.T) {
	s := mixed(t)
	n := 0
	for line := range strings.Lines(string(write(t, "json", Options{}, s))) {
		if strings.HasPrefix(line, `{"id":`) {
			n++
			if !json.Valid([]byte(strings.TrimSuffix(strings.TrimSpace(line), ","))) {
				t.Errorf("not one value: %s", line)
			}
		}
	}
	if n != len(s.rows)+len(s.devices) {
		t.Errorf("%d lines with a user or a device, want %d", n, len(s.rows)+len(s.devices))
	}
}
