package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
)

// A snapshot whose network is lost doesn't come to an end that looks like one of a tenant which refuses: it is resumed to
// what it would have been.
// The MDM policies alone are two requests: each is tried for half a minute.
func TestSnapshotOfALostNetwork(t *testing.T) {
	t.Parallel()
	tenant := (&graphtest.Tenant{Users: 60}).Handler()
	var lost atomic.Bool
	var after atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if lost.Load() && after.Add(-1) < 0 {
			if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
				conn.(*net.TCPConn).SetLinger(0) // a reset, as by a router that has forgotten the connection
				conn.Close()
			}
			return
		}
		tenant.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	dir := t.TempDir()
	take := func(name string, more ...string) (int, string) {
		args := append([]string{"snapshot", "--mdm-policies", "-q", "--auth", "token", "--graph-url", server.URL, "-o", filepath.Join(dir, name)},
			more...)
		status, _, said := told(t, args...)
		return status, said
	}
	if status, said := take("whole.zip"); status != process.StatusMet {
		t.Fatal(status, said)
	}
	lost.Store(true)
	after.Store(2)
	status, said := take("s.zip")
	if status != process.StatusFailed || !strings.Contains(said, "got no answer, such as GET /") ||
		!strings.Contains(said, "--resume goes on with") {
		t.Fatalf("%d: %s", status, said)
	}
	if _, err := os.Stat(filepath.Join(dir, "s.zip")); err == nil {
		t.Fatal("the snapshot is finished without what got no answer")
	}
	lost.Store(false)
	if status, said := take("s.zip", "--resume"); status != process.StatusMet {
		t.Fatal(status, said)
	}
	if want, got := partsOf(t, filepath.Join(dir, "whole.zip")), partsOf(t, filepath.Join(dir, "s.zip")); got != want {
		t.Error(firstDifference(want, got))
	}
}

// A disk that is full ends a snapshot, and with more room it is resumed to what it would have been.
func TestSnapshotOnAFullDisk(t *testing.T) {
	server := httptest.NewServer((&graphtest.Tenant{Users: 900}).Handler())
	t.Cleanup(server.Close)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	program, disk := filepath.Join(dir, "prepaudit"), filepath.Join(dir, "disk")
	if err := os.Symlink(self, program); err != nil {
		t.Skipf("no links here: %v", err)
	}
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), "unshare", "--map-root-user", "--mount", "sh", "-c", `
		mount -t tmpfs -o size=64k tmpfs "$DISK" || exit 99
		take() { "$PROGRAM" snapshot -q --auth token --graph-url "$URL" "$@"; }
		take -o "$DISK/s.zip"; [ $? = 1 ] || exit 98
		[ ! -e "$DISK/s.zip" ] || exit 97
		mount -o remount,size=64m "$DISK" || exit 96
		take -o "$DISK/s.zip" --resume || exit 95
		take -o whole.zip || exit 94
		cp "$DISK/s.zip" .`)
	c.Dir = dir
	c.Env = append(os.Environ(), "PREPAUDIT_ACCESS_TOKEN=simulated", "PROGRAM="+program, "URL="+server.URL, "DISK="+disk)
	said, err := c.CombinedOutput()
	switch status := c.ProcessState; {
	case status == nil, status.ExitCode() == 99, strings.Contains(string(said), "unshare: unshare failed"):
		t.Skipf("this test mounts a small disk, which isn't allowed here: %v %s", err, said)
	case err != nil:
		t.Fatalf("%v: %s", err, said)
	}
	for _, want := range []string{"no space left on device", "--resume goes on with"} {
		if !strings.Contains(string(said), want) {
			t.Errorf("it doesn't say %q: %s", want, said)
		}
	}
	if want, got := partsOf(t, filepath.Join(dir, "whole.zip")), partsOf(t, filepath.Join(dir, "s.zip")); got != want {
		t.Error(firstDifference(want, got))
	}
}
