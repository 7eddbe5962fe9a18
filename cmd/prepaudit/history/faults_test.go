//go:build unix

package history

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules"
)

// childWork has the test's own program do something by itself: what, and where the history is.
const childWork = "HISTORY_TEST_CHILD"

// child adds one run, or run after run, and says each when it is there.
func child(work string) {
	what, where, _ := strings.Cut(work, " ")
	to := Target{file: where}
	if strings.HasPrefix(where, "host=") {
		to = Target{dsn: where}
	}
	for n := 0; ; n++ {
		run, sum := told(n%10, day(1))
		r := NewRecorder(context.Background(), to, &rules.Scope{})
		h := r.Before(&keeper{})
		if err := errors.Join(h.Run(run), h.Summary(sum), r.Append(context.Background())); err != nil {
			fmt.Println("failed:", err)
			return
		}
		fmt.Println(r.id)
		if what == "once" {
			return
		}
	}
}

// started is the test's own program that does that.
func started(t *testing.T, work string, name string, args ...string) (*exec.Cmd, io.Reader) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), childWork+"="+work)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// A run that is killed while it adds itself leaves a whole database, with every run that was there.
func TestKilled(t *testing.T) {
	each(t, func(t *testing.T, to Target) {
		where := to.file + to.dsn
		added := 0
		for range 15 {
			cmd, out := started(t, "forever "+where, os.Args[0])
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(out)
			lines.Scan() // it has begun
			if strings.HasPrefix(lines.Text(), "failed") {
				t.Fatal(lines.Text())
			}
			added++
			time.AfterFunc(time.Duration(rand.IntN(40_000))*time.Microsecond, func() { cmd.Process.Kill() })
			for lines.Scan() {
				added++
			}
			cmd.Wait()
		}
		run, sum := told(1, day(2))
		if _, _, err := remember(t, to, run, sum); err != nil {
			t.Fatal(err)
		}
		db := opened(t, to)
		whole(t, to, db)
		if n := number(t, db, "SELECT count(*) FROM prepaudit_runs"); n < added+1 || n > added+16 {
			t.Errorf("%d runs are there, and %d were said to be", n, added+1)
		}
	})
}

// What is wrong with a file is said in words, with a hint, and the file stays as it was.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, text []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := filepath.Join(dir, "good.db")
	run, sum := told(1, day(1))
	if _, _, err := remember(t, Target{file: good}, run, sum); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(good); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	other := write("other.db", nil)
	if _, err := opened(t, Target{file: other}).Exec("CREATE TABLE theirs (x)"); err != nil {
		t.Fatal(err)
	}
	half := write("half.db", nil)
	if _, err := opened(t, Target{file: half}).Exec("CREATE TABLE prepaudit_schema (version)"); err != nil {
		t.Fatal(err)
	}
	torn := append(append([]byte{}, whole[:100]...), make([]byte, len(whole)-100)...)
	for _, c := range []struct{ path, want string }{
		{write("notes.txt", []byte(strings.Repeat("no database ", 100))), "isn't a SQLite database"},
		{other, "database of another program"},
		{half, "it has no history|already exists"},
		{write("cut.db", whole[:5000]), "is damaged"},
		{write("torn.db", torn), "is damaged"},
		{dir, "isn't a file"},
		{"/dev/null", "isn't a file"},
		{filepath.Join(dir, "nowhere", "h.db"), "no such file"},
	} {
		before, _ := os.ReadFile(c.path)
		got, _, err := remember(t, Target{file: c.path}, run, sum)
		_, read := Read(t.Context(), Target{file: c.path}, Query{})
		for _, err := range []error{err, read} {
			if err == nil || !regexp.MustCompile(c.want).MatchString(err.Error()) {
				t.Errorf("%s: %v, want %q", filepath.Base(c.path), err, c.want)
			}
		}
		if got.Trend != nil || got.Ready != sum.Ready {
			t.Errorf("%s: the reports get %+v", c.path, got)
		}
		if after, _ := os.ReadFile(c.path); string(before) != string(after) {
			t.Errorf("%s was changed", c.path)
		}
	}
	if _, err := Read(t.Context(), Target{file: write("empty.db", nil)}, Query{}); err == nil ||
		!strings.Contains(err.Error(), "has no history") {
		t.Errorf("of an empty file: %v", err)
	}
}

// A file that another program keeps is waited for, and not for ever.
func TestLocked(t *testing.T) {
	was := patience
	t.Cleanup(func() { patience = was })
	patience = 300 * time.Millisecond
	to := Target{file: filepath.Join(t.TempDir(), "h.db")}
	run, sum := told(1, day(1))
	if _, _, err := remember(t, to, run, sum); err != nil {
		t.Fatal(err)
	}
	tx, err := opened(t, to).Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	_, _, err = remember(t, to, run, sum)
	if err == nil || !strings.Contains(err.Error(), "keeps it locked") || process.HintOf(err) == "" {
		t.Errorf("%v", err)
	}
}

// A server that doesn't answer is given up.
func TestServerSilent(t *testing.T) {
	was := patience
	t.Cleanup(func() { patience = was })
	patience = 300 * time.Millisecond
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	run, sum := told(1, day(1))
	begun := time.Now()
	_, _, err = remember(t, Target{dsn: "postgres://u:s3cret@" + l.Addr().String() + "/db"}, run, sum)
	if err == nil || strings.Contains(err.Error(), "s3cret") || process.HintOf(err) == "" ||
		time.Since(begun) > 5*time.Second {
		t.Errorf("after %v: %v", time.Since(begun), err)
	}
}

// What a server refuses is said with a hint, and without the password.
func TestServerRefuses(t *testing.T) {
	to := onServer(t)
	admin(t, to.dsn, "CREATE ROLE weak LOGIN PASSWORD 'w3ak'")
	config, err := to.config()
	if err != nil {
		t.Fatal(err)
	}
	run, sum := told(1, day(1))
	for _, c := range []struct{ dsn, want, hint string }{
		{serverDSN("weak", "w3ak", config.Database), "permission denied for schema", "needs CREATE on"},
		{serverDSN("weak", "s3cret", config.Database), "the server refuses the user or the password", "connection string"},
		{serverDSN("prepaudit", serverPassword, "nowhere"), "the server has no such database", "connection string"},
		{"host=" + serverFolder + "/nowhere user=weak password=s3cret", "the server can't be reached: no such file or directory", "reachable from here"},
	} {
		_, _, err := remember(t, Target{dsn: c.dsn}, run, sum)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(process.HintOf(err), c.hint) {
			t.Errorf("%v, hint %q; want %q", err, process.HintOf(err), c.want)
		}
		for _, secret := range []string{"w3ak", "s3cret", serverPassword, "weak", serverFolder, "nowhere", config.Database, "\n"} {
			if err != nil && strings.Contains(err.Error()+process.HintOf(err), secret) {
				t.Errorf("%v says %q", err, secret)
			}
		}
	}
}

// What can't be read as a connection string isn't repeated: there is a password in it.
func TestNoPasswordIsSaid(t *testing.T) {
	for _, dsn := range []string{"postgres://u:s3cret@host:port/db", "postgres://u:s3c%ret@h/db",
		"password=s3cret host='", "postgres://u:s3cret@h/db?sslmode=perhaps", "s3cret", "postgres://u:s3cret@[::1/db",
		"postgres://u:s3cret\x00@h"} {
		sys := &process.Sys{LookupEnv: func(name string) (string, bool) { return dsn, name == Variable }}
		_, _, err := NewTarget(sys, Postgres, "")
		if err == nil || strings.Contains(err.Error()+process.HintOf(err), "s3c") || !process.IsUsage(err) {
			t.Errorf("%q: %v %s", dsn, err, process.HintOf(err))
		}
	}
	for _, name := range []string{"postgres://u:s3cret@h/db", "PostgreSQL://h", "host=h password=s3cret", "user = u",
		" postgres://u:s3cret@h"} {
		_, _, err := NewTarget(&process.Sys{}, name, "")
		if err == nil || strings.Contains(err.Error(), "s3cret") || !process.IsUsage(err) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"history.db", "a=b.db", "postgres.db", `C:\users\me\h.db`, "./postgres"} {
		if to, ok, err := NewTarget(&process.Sys{}, name, ""); err != nil || !ok || to.String() != name {
			t.Errorf("%q: %v, %v", name, to, err)
		}
	}
}

// Names of files mean for SQLite what they mean for the system.
func TestAddress(t *testing.T) {
	for _, c := range []struct {
		path    string
		windows bool
		want    string
	}{
		{"/home/me/a?mode=memory#b%20.db", false, "file:///home/me/a%3Fmode=memory%23b%2520.db?"},
		{`/home/me/a\b.db`, false, "file:///home/me/a%5Cb.db?"},
		{`C:\Users\me\h.db`, true, "file:///C:/Users/me/h.db?"},
		{`\\server\share\h.db`, true, "file:////server/share/h.db?"},
	} {
		if got := address(c.path, c.windows); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s, want %s", c.path, got, c.want)
		}
	}
}

// A disk that is full, and a file that nobody may write, cost the history that run and nothing else.
func TestNoRoom(t *testing.T) {
	dir, err := os.MkdirTemp("", "history")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "h.db")
	run, sum := told(1, day(1))
	if _, _, err := remember(t, Target{file: file}, run, sum); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	said := func(cmd *exec.Cmd, out io.Reader) string {
		t.Helper()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(out)
		if err := errors.Join(err, cmd.Wait()); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		return string(text)
	}
	// No file may grow beyond what it has.
	limit := fmt.Sprintf("trap '' XFSZ; ulimit -f %d; exec %q", info.Size()/512, os.Args[0])
	cmd, out := started(t, "forever "+file, "sh", "-c", limit)
	if text := said(cmd, out); !strings.Contains(text, "failed: the disk fails") {
		t.Errorf("of a file that can't grow: %s", text)
	}
	whole(t, Target{file: file}, opened(t, Target{file: file}))
	err = Target{file: file}.with(t.Context(), true, func(ctx context.Context, s *store) error {
		_, err := s.db.Exec("PRAGMA max_page_count = 1") // no fewer than there are
		for n := 0; n < 1000 && err == nil; n++ {
			err = s.append(ctx, newEntry(newID(), run, sum, &rules.Scope{}))
		}
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("of a full disk: %v", err)
	}
	whole(t, Target{file: file}, opened(t, Target{file: file}))

	program := filepath.Join(dir, "program")
	text, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(program, text, 0o755), os.Chmod(dir, 0o555), os.Chmod(file, 0o444)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	cmd, out = started(t, "once "+file, program)
	if os.Geteuid() == 0 { // who may write everything
		nobody := unprivileged()
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	if text := said(cmd, out); !strings.Contains(text, "failed: permission denied") {
		t.Errorf("of a file that can't be written: %s", text)
	}
	if _, err := Read(t.Context(), Target{file: file}, Query{}); err != nil {
		t.Errorf("it can't be read either: %v", err)
	}
}
