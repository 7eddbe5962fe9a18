package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the driver of that name

	"prepaudit/cmd/prepaudit/process"
)

// patience is how long a server may take to answer, and another program may hold the file. Tests have less.
var patience = 10 * time.Second

// store is a history that is open. Several processes may have one open at once.
type store struct {
	target Target
	db     *sql.DB
	dialect
}

// dialect is in what the databases differ.
type dialect struct {
	tables string // counts all tables of a file, or ours of a server, and ours
	lock   string // keeps others from making tables at the same time; "" where the transaction does
}

var (
	ofFile = dialect{
		tables: "SELECT count(*), count(CASE name WHEN 'prepaudit_schema' THEN 1 END) FROM sqlite_master",
	}
	ofServer = dialect{
		// Not to_regclass, which remembers within a connection that there was no table.
		tables: "SELECT count(*), count(*) FROM pg_tables WHERE tablename = 'prepaudit_schema' AND schemaname = " +
			"ANY (current_schemas(false))",
		lock: "SELECT pg_advisory_xact_lock(7309453672)", // a number that nobody else has
	}
)

// open makes the store of a target. It connects to no server yet. A file is made where that is asked for.
func open(t Target, write bool) (*store, error) {
	if t.dsn != "" {
		config, err := t.config()
		if err != nil {
			return nil, err
		}
		db := stdlib.OpenDB(*config)
		db.SetMaxOpenConns(2)
		return &store{t, db, ofServer}, nil
	}
	path, err := filepath.Abs(t.file)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, errors.New("it isn't a file")
	}
	flag := os.O_RDONLY
	if write { // here, since what SQLite makes everybody may read, and since what it says of files says little
		flag = os.O_RDWR | os.O_CREATE
	}
	f, err := os.OpenFile(path, flag, 0o600)
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		err = failed.Err // whoever asks names the file
	}
	if err != nil {
		return nil, process.WithHint(err,
			"name a file in a folder that is there; `prepaudit audit --history FILE` makes it")
	}
	f.Close()
	db, err := sql.Open("sqlite", address(path, runtime.GOOS == "windows"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &store{t, db, ofFile}, nil
}

// address is the name of a file for SQLite, in which ?, # and % mean nothing. The journal is the file's own, not a
// write-ahead log: a job that keeps one file has all of it, and shares of a network know no shared memory. A file may
// be somebody else's: what it declares runs nothing but what is harmless.
func address(path string, windows bool) string {
	if windows {
		path = strings.ReplaceAll(path, `\`, "/")
		if !strings.HasPrefix(path, "/") { // C:/...
			path = "/" + path
		}
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: "mode=rw&_txlock=immediate&_defensive=1&_foreign_keys=1&" +
		fmt.Sprintf("_pragma=trusted_schema(0)&_busy_timeout=%d", patience.Milliseconds())}
	return u.String()
}

// config reads the connection string. What it cannot read may have a password anywhere: it is not repeated.
func (t Target) config() (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(t.dsn)
	if err != nil {
		return nil, process.WithHint(process.Usagef("the connection string of PostgreSQL can't be read"),
			"it is like "+example+"; write what a URL can't have in a password as %25, %40, %2F and so on")
	}
	config.ConnectTimeout = patience
	return config, nil
}

// within bounds what a server may take.
func within(ctx context.Context) (context.Context, context.CancelFunc) {
	// A file that is locked is told by SQLite itself, a little before.
	return context.WithTimeoutCause(ctx, patience+patience/10, errPatience)
}

// with opens a history for what is done in it; write says that it may be made. A run can take hours: no connection is
// kept that long.
func (t Target) with(ctx context.Context, write bool, do func(context.Context, *store) error) error {
	s, err := open(t, write)
	if err != nil {
		return err
	}
	defer s.db.Close()
	ctx, cancel := within(ctx)
	defer cancel()
	err = s.check(ctx, write)
	if err == nil {
		err = do(ctx, s)
	}
	return s.explain(ctx, err)
}
