package audit

import (
	"context"
	"errors"
	"fmt"

	"prepaudit/graph"
	"prepaudit/rules/tenant"
)

// scope resolves the groups that decide the scope, before anything else is asked for: a name that means no group is the
// likeliest mistake, so names come before members. Without them there is no telling whom the audit is about, so here a
// refusal ends the run.
func (r *Run) scope(ctx context.Context, read *reading) error {
	flags := []struct {
		name   string
		values []string
		groups *[]tenant.Group
	}{
		{"--group", r.Groups, &r.Scope.Groups},
		{"--exclude-group", r.ExcludeGroups, &r.Scope.ExcludeGroups},
	}
	for _, f := range flags {
		for _, value := range f.values {
			g, err := read.c.Group(ctx, value)
			if err != nil {
				return fmt.Errorf("%s %s: %w", f.name, value, err)
			}
			*f.groups = append(*f.groups, g)
		}
	}
	for _, f := range flags {
		for i, value := range f.values {
			g := &(*f.groups)[i]
			var err error
			g.Members, err = read.groups.of(ctx, g.ID).members()
			if _, direct := errors.AsType[graph.Parts](err); err != nil && !direct { // a member is a member
				return fmt.Errorf("%s %s: %w", f.name, value, err)
			}
		}
	}
	return nil
}
