package history

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"

	"prepaudit/cmd/prepaudit/process"
)

// migrations make the tables, each from those of the one before. What was released once is never changed.
//
//go:embed schema_1.sql
var schema1 string

var migrations = []string{schema1}

// errNone is of a database without our tables.
var errNone = errors.New("it has no history")

// querier is a database, or a transaction of it.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// version is that of the tables; 0 where there are none. A file with tables of others is an error.
func (s *store) version(ctx context.Context, q querier) (version int, err error) {
	var all, ours int
	if err := q.QueryRowContext(ctx, s.tables).Scan(&all, &ours); err != nil {
		return 0, err
	}
	switch {
	case ours > 0:
		err = q.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM prepaudit_schema").Scan(&version)
	case all > 0:
		err = process.WithHint(errors.New("it is the database of another program"), "name another file")
	}
	return version, err
}

// check has the tables be those of this version: it makes them, or brings them there.
func (s *store) check(ctx context.Context, write bool) error {
	return s.checkFor(ctx, write, migrations)
}

func (s *store) checkFor(ctx context.Context, write bool, migrations []string) error {
	version, err := s.version(ctx, s.db)
	switch {
	case err != nil:
		return err
	case version == len(migrations):
		return nil
	case version > len(migrations):
		return newer(version, len(migrations))
	case version == 0 && !write:
		return process.WithHint(errNone, "`prepaudit audit --history` makes one")
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if s.lock != "" {
		if _, err := tx.ExecContext(ctx, s.lock); err != nil {
			return err
		}
	}
	if version, err = s.version(ctx, tx); err != nil { // another run may have been faster
		return err
	}
	if version > len(migrations) {
		return newer(version, len(migrations))
	}
	for i := version; i < len(migrations); i++ {
		if _, err := tx.ExecContext(ctx, migrations[i]); err != nil {
			return fmt.Errorf("making tables of version %d: %w", i+1, err)
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO prepaudit_schema (version) VALUES ($1)", i+1); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func newer(version, known int) error {
	return process.WithHint(fmt.Errorf("it has tables of version %d, and this prepaudit knows %d", version, known),
		"use the prepaudit that wrote it, or a newer one")
}
