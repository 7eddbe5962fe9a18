package history

import (
	"context"
	"fmt"
	"slices"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// Query is which runs are asked for; its zero value is all.
type Query struct {
	Tenant string    // an id or a default domain
	Since  time.Time // of a run, see record.Past
}

// Read reads runs, by tenant and in the order of time.
func Read(ctx context.Context, from Target, q Query) (all []record.PastOfOne, err error) {
	err = from.with(ctx, false, func(ctx context.Context, s *store) error {
		all, err = s.runs(ctx, q)
		return err
	})
	return all, err
}

func (s *store) runs(ctx context.Context, q Query) (all []record.PastOfOne, err error) {
	since := ""
	if !q.Since.IsZero() {
		since = stamp(q.Since)
	}
	const runs = ` FROM prepaudit_runs r WHERE ($1 = '' OR lower(r.tenant_id) = lower($1) OR
		lower(r.default_domain) = lower($1)) AND r.at >= $2`
	missing, err := s.missing(ctx, runs, q.Tenant, since)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.QueryContext(ctx, `SELECT run_id, tenant_id, default_domain, at, as_of, version, scope, asked,
		complete, counted, exit_status, in_scope, people, ready, blocked, not_known, unread`+runs+
		` ORDER BY tenant_id, at, finished, run_id`, q.Tenant, since)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var run, id, domain, at string
		var p record.Past
		err := rows.Scan(&run, &id, &domain, &at, &p.AsOf, &p.Version, &p.Scope, &p.Asked, &p.Complete, &p.Counted,
			&p.Status, &p.InScope, &p.Ready.People, &p.Ready.Ready, &p.Ready.Blocked, &p.Ready.Unknown, &p.Ready.Unread)
		if err != nil {
			return nil, err
		}
		if p.At, err = time.Parse(time.RFC3339, at); err != nil {
			return nil, fmt.Errorf("run %.30q has no time: %.30q", run, at)
		}
		p.Missing = missing[run]
		if n := len(all); n == 0 || all[n-1].ID != id {
			all = append(all, record.PastOfOne{ID: id})
		}
		of := &all[len(all)-1]
		of.DefaultDomain = domain // the newest
		of.Runs = append(of.Runs, p)
	}
	return all, rows.Err()
}

// missing is what was missing of each run.
func (s *store) missing(ctx context.Context, runs string, args ...any) (map[string][]tenant.Dataset, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT m.run_id, m.dataset FROM prepaudit_missing m WHERE m.run_id IN
		(SELECT r.run_id`+runs+`)`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string][]tenant.Dataset{}
	for rows.Next() {
		var run string
		var ds tenant.Dataset
		if err := rows.Scan(&run, &ds); err != nil {
			return nil, err
		}
		all[run] = append(all[run], ds)
	}
	for _, list := range all {
		slices.Sort(list)
	}
	return all, rows.Err()
}
