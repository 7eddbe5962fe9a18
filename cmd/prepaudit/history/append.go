package history

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// append adds a run, all of it or nothing. One that is there already stays as it is.
func (s *store) append(ctx context.Context, e *entry) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, t := range tables {
		added, err := insert(ctx, tx, t.name, "run_id, "+t.columns, e.rows[t.name])
		if err != nil {
			return err
		}
		if t.name == tables[0].name && added == 0 {
			return nil
		}
	}
	return tx.Commit()
}

// mostRows is how many rows a statement has: the databases take 32,766 values.
const mostRows = 500

// insert adds rows, and says how many were new.
func insert(ctx context.Context, tx *sql.Tx, table, columns string, rows [][]any) (added int64, err error) {
	for len(rows) > 0 {
		n := min(len(rows), mostRows)
		var places []string
		var values []any
		for _, row := range rows[:n] {
			var one []string
			for _, value := range row {
				values = append(values, value)
				one = append(one, fmt.Sprintf("$%d", len(values)))
			}
			places = append(places, "("+strings.Join(one, ", ")+")")
		}
		done, err := tx.ExecContext(ctx, "INSERT INTO "+table+" ("+columns+") VALUES "+strings.Join(places, ", ")+
			" ON CONFLICT DO NOTHING", values...)
		if err != nil {
			return added, err
		}
		so, err := done.RowsAffected()
		if err != nil {
			return added, err
		}
		added, rows = added+so, rows[n:]
	}
	return added, nil
}
