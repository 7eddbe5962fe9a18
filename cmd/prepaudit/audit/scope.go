package audit

import (
	"context"
	"fmt"

	"prepaudit/rules/tenant"
)

// scope resolves the groups that decide the scope, before anything else is asked for: a name that means no group is the
// likeliest mistake. Without them there is no telling whom the audit is about, so here a refusal ends the run.
func (r *Run) scope(ctx context.Context, read *reading) (err error) {
	if r.Scope.Groups, err = read.named(ctx, "--group", r.Groups); err != nil {
		return err
	}
	r.Scope.ExcludeGroups, err = read.named(ctx, "--exclude-group", r.ExcludeGroups)
	return err
}

// named are the groups that a flag names, with their members.
func (r *reading) named(ctx context.Context, flag string, names []string) (groups []tenant.Group, err error) {
	for _, name := range names {
		g, err := r.c.Group(ctx, name)
		if err == nil {
			g.Members, err = r.members.group(ctx, g.ID).members()
		}
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", flag, name, err)
		}
		groups = append(groups, g)
	}
	return groups, nil
}
