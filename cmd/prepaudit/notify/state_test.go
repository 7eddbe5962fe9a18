package notify

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"prepaudit/reports/record"
)

// Audits of several tenants that end at once, and share a file, are all remembered.
func TestRememberAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	var all sync.WaitGroup
	for i := range 50 {
		n := &Notifier{State: path, Audit: fmt.Sprint(i), Now: time.Now}
		all.Go(func() {
			if err := n.remember("tenant", record.NoticeCount{Missing: i}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for i := range 50 {
		n := &Notifier{State: path, Audit: fmt.Sprint(i)}
		if last, err := n.remembered("tenant"); err != nil || last == nil || last.Count.Missing != i {
			t.Errorf("%d: %v, %v", i, last, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}

// What isn't a state of this version isn't compared with, and stays as it is.
func TestStateOfAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	newer, err := json.Marshal(state{Kind: "prepaudit notify state 2"})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"{", "[]", "null", `{"kind":1}`, string(newer), "\x00\xff", `{"posts":{}}`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		n := &Notifier{State: path, Audit: "one", Now: time.Now}
		if last, err := n.remembered("tenant"); last != nil || err == nil {
			t.Errorf("%q: %v, %v", text, last, err)
		}
		if err := n.remember("tenant", record.NoticeCount{}); err == nil {
			t.Errorf("%q is replaced", text)
		}
		if left, err := os.ReadFile(path); err != nil || string(left) != text {
			t.Errorf("%q became %q, %v", text, left, err)
		}
	}
}

// The last post is that of the same audit and of the same tenant, as far as both are known.
func TestRemembered(t *testing.T) {
	n := &Notifier{State: filepath.Join(t.TempDir(), "state.json"), Audit: "one", Now: time.Now}
	if err := n.remember("tenant", record.NoticeCount{Missing: 1}); err != nil {
		t.Fatal(err)
	}
	for tenant, want := range map[string]bool{"tenant": true, "": true, "another": false} {
		if last, err := n.remembered(tenant); err != nil || (last != nil) != want {
			t.Errorf("%q: %v, %v", tenant, last, err)
		}
	}
	other := *n
	other.Audit = "two"
	if last, err := other.remembered("tenant"); err != nil || last != nil {
		t.Errorf("another audit: %v, %v", last, err)
	}
}
