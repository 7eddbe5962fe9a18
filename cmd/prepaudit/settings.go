//go:build !netonly

package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

var errTimeout = errors.New("--timeout ran out")

// settingsRead is everything small that was read, and what could not be.
type settingsRead struct {
	mu       sync.Mutex
	settings tenant.Settings
	users    int // that the tenant says it has; -1 when it does not say
	gaps     []rules.Gap
	fatal    []error
	worked   bool
}

// readSettings reads every dataset but the users, all at once. A refusal is a gap, not an error; it
// is an error when nothing at all could be read, since a report would then say nothing.
func readSettings(ctx context.Context, c *graph.Client, want map[tenant.Dataset]bool) (*settingsRead, error) {
	r := &settingsRead{users: -1}
	var wg sync.WaitGroup
	read := func(ds tenant.Dataset, f func() error) {
		wg.Go(func() { r.note(ds, f()) })
	}
	s := &r.settings
	wg.Go(func() {
		var err error
		s.Organization, err = c.Organization(ctx)
		r.note(tenant.Organization, err)
		if want[tenant.MDMAuthority] {
			s.MDMAuthority, err = c.MDMAuthority(ctx, s.Organization.ID)
			r.note(tenant.MDMAuthority, err)
		}
	})
	if want[tenant.SKUs] {
		read(tenant.SKUs, func() (err error) { s.SKUs, err = c.SKUs(ctx); return err })
		read(tenant.Subscriptions, func() (err error) { s.Subscriptions, err = c.Subscriptions(ctx); return err })
	}
	if want[tenant.MDMPolicies] {
		wg.Go(func() {
			var err error
			s.MDMPolicies, err = c.MDMPolicies(ctx)
			r.note(tenant.MDMPolicies, err)
			r.readMembers(ctx, c)
		})
	}
	if want[tenant.Users] {
		wg.Go(func() {
			if n, err := c.CountUsers(ctx); err == nil {
				r.users = n
			}
		})
	}
	wg.Wait()
	slices.SortFunc(r.gaps, func(a, b rules.Gap) int { return strings.Compare(string(a.Dataset), string(b.Dataset)) })
	switch {
	case stopped(ctx):
		return nil, ctx.Err()
	case !r.worked && len(r.fatal) > 0 && !outOfTime(ctx):
		return nil, r.fatal[0]
	}
	return r, nil
}

// readMembers resolves the groups of the MDM user scope. A group that cannot be read keeps no
// members, and the rules say of whom that leaves something unknown.
func (r *settingsRead) readMembers(ctx context.Context, c *graph.Client) {
	for i := range r.settings.MDMPolicies {
		p := &r.settings.MDMPolicies[i]
		if p.AppliesTo != "selected" {
			continue
		}
		for j := range p.Groups {
			g := &p.Groups[j]
			var err error
			if g.Members, err = c.Members(ctx, g.ID); err != nil {
				g.Members = nil
				// Without the groups of another service MDM-02 alone is undecided, and says so.
				if strings.EqualFold(p.ID, tenant.IntunePolicyID) {
					r.notePart(tenant.MDMMembers, fmt.Errorf("group %s: %w", g.DisplayName, err))
				}
			}
		}
	}
}

// note takes the end of one read.
func (r *settingsRead) note(ds tenant.Dataset, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil {
		r.worked = true
		return
	}
	g := gap(ds, err)
	if g.Permission != "" {
		r.worked = true // a refusal is an answer
	} else {
		r.fatal = append(r.fatal, err)
	}
	r.gaps = append(r.gaps, g)
}

// notePart takes the failure of one part of a dataset.
func (r *settingsRead) notePart(ds tenant.Dataset, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	g := gap(ds, err)
	g.Partial = true
	r.gaps = append(r.gaps, g)
}

func (r *settingsRead) has(ds tenant.Dataset) bool {
	return !slices.ContainsFunc(r.gaps, func(g rules.Gap) bool { return g.Dataset == ds && !g.Partial })
}

// gap puts an error of a read into the words of a report.
func gap(ds tenant.Dataset, err error) rules.Gap {
	g := rules.Gap{Dataset: ds, Why: err.Error(), Hint: hintOf(err)}
	// Not context.DeadlineExceeded: a connection that timed out is one too.
	if errors.Is(err, errTimeout) {
		g.Why = errTimeout.Error()
	}
	if denied, ok := errors.AsType[*graph.DeniedError](err); ok {
		g.Permission = denied.Permission
		if g.Permission == "" {
			g.Permission = graph.Permission(denied.Dataset).Delegated + ", signed in as a user"
		}
	}
	return g
}

// outOfTime reports that --timeout ended the reading.
func outOfTime(ctx context.Context) bool {
	return ctx.Err() != nil && context.Cause(ctx) == errTimeout
}

// stopped reports that the user ended the run, as opposed to --timeout.
func stopped(ctx context.Context) bool {
	return ctx.Err() != nil && !outOfTime(ctx)
}

// readGroups resolves the groups that decide the scope. Without them there is no telling whom the
// audit is about, so here a refusal ends the run.
func (a *audit) readGroups(ctx context.Context, c *graph.Client) error {
	read := func(flag string, names []string) (groups []tenant.Group, err error) {
		for _, name := range names {
			g, err := c.Group(ctx, name)
			if err == nil {
				g.Members, err = c.Members(ctx, g.ID)
			}
			if err != nil {
				return nil, fmt.Errorf("%s %s: %w", flag, name, err)
			}
			groups = append(groups, g)
		}
		return groups, nil
	}
	var err error
	if a.scope.Groups, err = read("--group", a.groups); err != nil {
		return err
	}
	a.scope.ExcludeGroups, err = read("--exclude-group", a.notGroups)
	return err
}
