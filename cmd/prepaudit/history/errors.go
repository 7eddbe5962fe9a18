package history

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"prepaudit/cmd/prepaudit/process"
)

var errPatience = errors.New("the database didn't answer in time")

// What SQLite and PostgreSQL say by numbers, https://www.sqlite.org/rescode.html and
// https://www.postgresql.org/docs/current/errcodes-appendix.html.
const (
	busy, locked, readOnly, ioError, corrupt, full, cannotOpen, notADatabase = 5, 6, 8, 10, 11, 13, 14, 26

	insufficientPrivilege, wrongPassword, invalidAuthorization, noSuchDatabase = "42501", "28P01", "28000", "3D000"
)

// explain says of an error what it is about, in words of this program. No password is in it.
func (s *store) explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	late := ctx.Err() != nil && errors.Is(context.Cause(ctx), errPatience)
	if s.target.dsn == "" && late {
		return explainFile(busy, err)
	}
	if late {
		return process.WithHint(errPatience, unreachable)
	}
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		return explainFile(lite.Code()&0xff, err)
	}
	if s.target.dsn == "" {
		return err
	}
	return s.target.explainServer(err)
}

// explainServer is for a server. What the driver says has its host, the user and the database in it, and the cause twice.
func (t Target) explainServer(err error) error {
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	if said, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch said.Code {
		case insufficientPrivilege:
			return process.WithHint(errors.New(said.Message), "the first run makes tables, for which its role needs "+
				"CREATE on the schema; later ones need SELECT and INSERT on them")
		case wrongPassword, invalidAuthorization:
			return process.WithHint(errors.New("the server refuses the user or the password"), lookAt)
		case noSuchDatabase:
			return process.WithHint(errors.New("the server has no such database"), lookAt)
		}
		if connecting {
			return process.WithHint(fmt.Errorf("the server refuses the connection (error %s of PostgreSQL)", said.Code),
				"the log of the server says more")
		}
		return fmt.Errorf("%s (error %s of PostgreSQL)", t.hide(said.Message), said.Code)
	}
	errno, system := errors.AsType[syscall.Errno](err)
	_, notFound := errors.AsType[*net.DNSError](err)
	_, untrusted := errors.AsType[*tls.CertificateVerificationError](err)
	why := "the connection failed"
	switch {
	case untrusted:
		why = "its certificate isn't trusted"
	case notFound:
		why = "the name of its host couldn't be resolved"
	case system:
		why = errno.Error()
	case !connecting:
		if said := t.hide(strings.Join(strings.Fields(err.Error()), " ")); said != err.Error() {
			return errors.New(said)
		}
		return err // it may be of this package
	}
	return process.WithHint(fmt.Errorf("the server can't be reached: %s", why), unreachable)
}

const (
	lookAt      = "look at the connection string"
	unreachable = lookAt + ", and whether the server is reachable from here"
)

// ofFiles says what is wrong with a file, and what to do.
var ofFiles = map[int][2]string{
	notADatabase: {"it isn't a SQLite database", "name another file; prepaudit makes it"},
	corrupt:      {"the database is damaged", "restore it, or begin with another file"},
	busy:         {"another program keeps it locked", "end that program's transaction, or try again"},
	locked:       {"another program keeps it locked", "end that program's transaction, or try again"},
	readOnly:     {"it can't be written", "allow this account to write the file and its folder"},
	full:         {"the disk is full", "free some space; what was there is kept"},
	cannotOpen:   {"it can't be opened", "the account needs to read and write the file and its folder"},
}

// explainFile is for a file.
func explainFile(code int, err error) error {
	if code == ioError {
		return process.WithHint(fmt.Errorf("the disk fails: %w", err), "it may be full; what was there is kept")
	}
	if said, known := ofFiles[code]; known {
		return process.WithHint(errors.New(said[0]), said[1])
	}
	return err
}

// hide takes the password out of what a server or a library says: none should have it there.
func (t Target) hide(said string) string {
	secrets := []string{t.dsn, "(connection string)"}
	if config, bad := t.config(); bad == nil && config.Password != "" {
		secrets = append(secrets, config.Password, "(password)")
	}
	return strings.NewReplacer(secrets...).Replace(said)
}
