//go:build unix

package history

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
)

// TestMain starts one PostgreSQL for all tests, where Debian's package is installed.
func TestMain(m *testing.M) {
	if work := os.Getenv(childWork); work != "" {
		child(work)
		return
	}
	var stop func()
	serverFolder, serverMissing, stop = startServer()
	status := m.Run()
	stop()
	os.Exit(status)
}

var (
	serverFolder  string // of its socket
	serverMissing string // why there is no server; "" where there is
	databases     atomic.Int64
)

const serverPassword = "pa:ss@word/100%"

// startServer makes a server that listens on a socket in a folder of its own, as somebody who isn't root.
func startServer() (folder, missing string, stop func()) {
	nothing := func() {}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", "PostgreSQL is not installed: apt-get install postgresql", nothing
	}
	bin := filepath.Dir(found[len(found)-1])
	folder, err := os.MkdirTemp("", "pg") // its name is short, as that of a socket must be
	if err != nil {
		return "", err.Error(), nothing
	}
	remove := func() { os.RemoveAll(folder) }
	as := &syscall.SysProcAttr{}
	if os.Geteuid() == 0 { // which PostgreSQL refuses
		uid := unprivileged()
		as.Credential = &syscall.Credential{Uid: uid, Gid: uid}
		if err := os.Chown(folder, int(uid), int(uid)); err != nil {
			return "", err.Error(), remove
		}
	}
	run := func(name string, args ...string) error {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, filepath.Join(bin, name), args...)
		cmd.Dir, cmd.SysProcAttr, cmd.Env = folder, as, []string{"PATH=/usr/bin:/bin", "LC_ALL=C"}
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", name, err, out)
		}
		return nil
	}
	if err := os.WriteFile(filepath.Join(folder, "password"), []byte(serverPassword), 0o644); err != nil {
		return "", err.Error(), remove
	}
	err = run("initdb", "-D", folder+"/data", "-U", "prepaudit", "--auth=scram-sha-256", "--pwfile", folder+"/password",
		"--no-sync", "--encoding=UTF8")
	if err == nil {
		err = run("pg_ctl", "-D", folder+"/data", "-w", "-l", folder+"/log", "-o",
			"-c listen_addresses='' -c fsync=off -c unix_socket_directories="+folder, "start")
	}
	if err != nil {
		return "", err.Error(), remove
	}
	return folder, "", func() {
		run("pg_ctl", "-D", folder+"/data", "-m", "immediate", "stop")
		remove()
	}
}

// unprivileged is somebody who may do nothing.
func unprivileged() uint32 {
	if u, err := user.Lookup("nobody"); err == nil {
		if id, err := strconv.ParseUint(u.Uid, 10, 32); err == nil {
			return uint32(id)
		}
	}
	return 65534
}

// onServer is a database of its own on the server. Without PostgreSQL the test skips, and fails where CI=true.
func onServer(t *testing.T) Target {
	t.Helper()
	if serverMissing != "" {
		if os.Getenv("CI") == "true" {
			t.Fatal(serverMissing)
		}
		t.Skip(serverMissing)
	}
	name := fmt.Sprintf("t%d", databases.Add(1))
	admin(t, serverDSN("prepaudit", serverPassword, "postgres"), "CREATE DATABASE "+name)
	return Target{dsn: serverDSN("prepaudit", serverPassword, name)}
}

func serverDSN(user, password, database string) string {
	return fmt.Sprintf("host=%s user=%s password='%s' dbname=%s", serverFolder, user, password, database)
}

// admin does something on a server.
func admin(t *testing.T, dsn string, statements ...string) {
	t.Helper()
	db := opened(t, Target{dsn: dsn})
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// opened is the database of a target, without what a store knows of it.
func opened(t *testing.T, target Target) *sql.DB {
	t.Helper()
	if target.dsn == "" {
		s, err := open(target, false)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.db.Close() })
		return s.db
	}
	config, err := target.config()
	if err != nil {
		t.Fatal(err)
	}
	db := stdlib.OpenDB(*config)
	t.Cleanup(func() { db.Close() })
	return db
}

// each tries both databases.
func each(t *testing.T, try func(*testing.T, Target)) {
	t.Run("SQLite", func(t *testing.T) { try(t, Target{file: filepath.Join(t.TempDir(), "a?b%20#c.db")}) })
	t.Run("PostgreSQL", func(t *testing.T) { try(t, onServer(t)) })
}
