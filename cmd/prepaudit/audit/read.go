package audit

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"prepaudit/cmd/prepaudit/telemetry"
	"prepaudit/graph"
	"prepaudit/graph/crash"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// reading is everything small that was read, and what could not be.
type reading struct {
	c      *graph.Client
	facts  *rules.Facts // as it is before anything was read
	want   map[tenant.Dataset]bool
	groups *groupCache

	crash.Group
	reads    map[tenant.Dataset]*read
	settings tenant.Settings
	users    int // that the tenant says it has; -1 when it does not say

	mu       sync.Mutex
	gaps     []rules.Gap
	without  []tenant.Dataset         // Intune's, where the tenant has no Intune
	failed   map[tenant.Dataset]error // for another reason than a refusal
	worked   bool
	unplaced error // why the groups of the scope were not read in time
}

// read is a dataset that is being read.
type read struct {
	ended chan struct{}
	there bool // it stands in the settings, be it in part; of value when it ended
}

func newReading(c *graph.Client, facts *rules.Facts, want map[tenant.Dataset]bool) *reading {
	return &reading{
		c: c, facts: facts, want: want, groups: newGroupCache(c), users: -1,
		reads: map[tenant.Dataset]*read{}, failed: map[tenant.Dataset]error{},
	}
}

// readSettings reads every dataset that is wanted but the users and the devices, as much at once as depends on
// nothing else. A refusal is a gap, not an error; it is an error when nothing at all could be read, since a
// report would then say nothing.
func (r *reading) readSettings(ctx context.Context) error {
	all, wanted := graph.Datasets(), r.wanted()
	all = slices.DeleteFunc(all, func(d graph.Dataset) bool {
		return !wanted[d.Name] || !d.InSettings() && !d.OfGroups()
	})
	for _, d := range all {
		r.reads[d.Name] = &read{ended: make(chan struct{})}
	}
	for _, d := range all {
		r.Go(func() {
			one := r.reads[d.Name]
			defer close(one.ended)
			one.there = r.read(ctx, d)
		})
	}
	if r.want[tenant.Users] {
		r.Go(func() {
			if n, err := r.c.CountUsers(ctx); err == nil {
				r.users = n
			}
		})
	}
	r.Wait()
	r.tidy()
	if stopped(ctx) {
		return ctx.Err()
	}
	for _, d := range all {
		if err := r.failed[d.Name]; err != nil && !r.worked && !outOfTime(ctx) {
			return err
		}
	}
	return nil
}

// namedByID are the members of groups that settings list by ids alone. These groups are named whether or not their
// members are wanted.
var namedByID = []tenant.Dataset{tenant.AccessWho, tenant.RestrictionWho, tenant.PreparationWho}

// wanted adds to what the rules want what it depends on, and what a report says whatever they want: who the tenant is,
// when its subscriptions end, whom each MDM service reaches, and what groups are called.
func (r *reading) wanted() map[tenant.Dataset]bool {
	want := maps.Clone(r.want)
	all := graph.Datasets()
	for _, d := range slices.Backward(all) {
		if want[d.Name] && d.After != nil {
			want[d.After[0]] = true
		}
	}
	want[tenant.Organization], want[tenant.Subscriptions] = true, r.want[tenant.SKUs]
	for _, d := range all {
		if slices.Contains(namedByID, d.Name) || d.Name == tenant.MDMMembers || d.Name == tenant.OtherMDMMembers {
			want[d.Name] = want[d.After[0]]
		}
	}
	return want
}

// read reads one dataset when the time has come, and reports whether it is there.
func (r *reading) read(ctx context.Context, d graph.Dataset) bool {
	for i, ds := range d.After {
		if before := r.reads[ds]; before != nil {
			<-before.ended
		}
		// Of the organization nothing but its id is needed, and saved answers do without.
		if i == 0 && ds != tenant.Organization && !r.has(ds) {
			return false
		}
	}
	switch {
	case d.OfGroups():
		r.resolve(ctx, d.Name)
		return true
	case !r.facts.Matters(d.Name, &r.settings, r.has):
		return false
	}
	ctx, end := telemetry.Span(ctx, "read "+string(d.Name))
	err := r.c.Read(ctx, d.Name, &r.settings)
	end(err)
	return r.note(d.Name, err)
}

// has reports whether a dataset that is no longer being read was read, be it in part.
func (r *reading) has(ds tenant.Dataset) bool { return r.reads[ds] != nil && r.reads[ds].there }

// resolve reads who is in the groups that a dataset consists of, in place.
func (r *reading) resolve(ctx context.Context, ds tenant.Dataset) {
	named := slices.Contains(namedByID, ds)
	for _, g := range r.facts.Groups(ds, &r.settings) {
		r.Go(func() {
			if named && g.DisplayName == "" {
				var err error
				if g.DisplayName, err = r.groups.of(ctx, g.ID).name(); err != nil { // it keeps its id
					r.note(ds, graph.Parts{fmt.Errorf("the name of group %s: %w", g.ID, err)})
				}
			}
			if !named || r.want[ds] {
				r.membersOf(ctx, ds, g)
			}
		})
	}
}

// membersOf resolves a group. One that cannot be read keeps no members, and the rules say of whom that leaves something
// unknown; it is a gap of ds. One that was deleted has nobody: policies that list ids keep it.
func (r *reading) membersOf(ctx context.Context, ds tenant.Dataset, g *tenant.Group) {
	members := r.groups.of(ctx, g.ID).members
	if ds == tenant.LicenseMembers { // a group assigns licenses to its direct members only
		members = func() (tenant.Members, error) { return r.c.DirectMembers(ctx, g.ID) }
	}
	var err error
	g.Members, err = members()
	if _, deleted := errors.AsType[*graph.NotFoundError](err); deleted {
		g.Members = tenant.Members{}
		return
	}
	if direct, ok := errors.AsType[graph.Parts](err); ok {
		if ds != tenant.MDMMembers && ds != tenant.OtherMDMMembers {
			return // a member is a member
		}
		err = direct[0]
	}
	if err != nil {
		g.Members = nil
		r.note(ds, graph.Parts{fmt.Errorf("group %s: %w", cmp.Or(g.DisplayName, g.ID.String()), err)})
	}
}
