// Package history remembers what runs came to: counts, without names of people, devices or groups, in a SQLite database
// or in PostgreSQL.
package history

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/smallfile"
)

const (
	// Postgres is the word for PostgreSQL, where else the name of a file is.
	Postgres = "postgres"
	// Variable has the connection string of PostgreSQL.
	Variable = "PREPAUDIT_HISTORY_DSN"
)

// Target is where the history is: a file, or a server. Its connection string has a password.
type Target struct{ file, dsn string }

// String names it for a reader.
func (t Target) String() string {
	if t.dsn != "" {
		return "PostgreSQL"
	}
	return t.file
}

// connectionString is what can only be one: it must not be on a command line, which every user of the machine can read.
var connectionString = regexp.MustCompile(
	`(?i)^\s*postgres(ql)?:|(^|\s)(host|hostaddr|port|user|password|dbname|sslmode|service)\s*=`)

// NewTarget reads what a command line says: the name of a file, or Postgres, and the file with the connection string,
// each "" for none. Without any of them there is no history, and ok is false.
func NewTarget(sys *process.Sys, name, dsnFile string) (t Target, ok bool, err error) {
	const hint = "put it into the variable " + Variable + ", or into a file for --history-dsn-file, and use " +
		"--history " + Postgres
	switch {
	case connectionString.MatchString(name):
		return t, false, process.WithHint(process.Usagef("a connection string on the command line can be read by "+
			"every user of this machine"), hint)
	case name == "" && dsnFile == "":
		return t, false, nil
	case name != "" && name != Postgres && dsnFile != "":
		return t, false, process.Usagef("--history-dsn-file is for --history %s, and a file is named too", Postgres)
	case name != "" && name != Postgres && meansPostgres(name):
		return t, false, process.WithHint(process.Usagef("history %q isn't there, and isn't %s", name,
			Postgres), "use "+Postgres+" for PostgreSQL; a file of that name is ./"+name)
	case name != "" && name != Postgres:
		return Target{file: name}, true, nil
	}
	dsn := []byte(sys.Getenv(Variable))
	if dsnFile != "" {
		if dsn, err = smallfile.Text(dsnFile, 64<<10); err != nil {
			return t, false, process.WithHint(fmt.Errorf("--history-dsn-file: %w", err),
				"it is a file with a line like "+example)
		}
	}
	if dsn = bytes.TrimSpace(dsn); len(dsn) == 0 {
		return t, false, process.WithHint(process.Usagef("--history %s needs a connection string", Postgres),
			hint)
	}
	t = Target{dsn: string(dsn)}
	_, err = t.config()
	return t, err == nil, err
}

// meansPostgres reports whether a name is Postgres misspelled, rather than that of a file, which would be made silently.
func meansPostgres(name string) bool {
	if strings.ContainsAny(name, `./\`) || process.Near(name, []string{Postgres, "postgresql", "pgsql"}) == "" {
		return false
	}
	_, err := os.Stat(name)
	return errors.Is(err, fs.ErrNotExist)
}

// example is a connection string.
const example = "postgres://prepaudit:PASSWORD@db.example.com/prepaudit?sslmode=verify-full"
