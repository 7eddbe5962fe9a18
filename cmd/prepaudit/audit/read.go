package audit

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// errTimeout is why a reading ended that had a time.
var errTimeout = errors.New("--timeout ran out")

// reading is everything small that was read, and what could not be.
type reading struct {
	c       *graph.Client
	facts   *rules.Facts // as it is before anything was read
	want    map[tenant.Dataset]bool
	members *members

	sync.WaitGroup
	mu       sync.Mutex
	settings tenant.Settings
	users    int // that the tenant says it has; -1 when it does not say
	gaps     []rules.Gap
	fatal    []error
	worked   bool
	unplaced error // why the groups of the scope were not read in time
}

func newReading(c *graph.Client, facts *rules.Facts, want map[tenant.Dataset]bool) *reading {
	return &reading{c: c, facts: facts, want: want, members: newMembers(c), users: -1}
}

// readSettings reads every dataset that is wanted but the users and the devices, as much at once as depends on
// nothing else. A refusal is a gap, not an error; it is an error when nothing at all could be read, since a
// report would then say nothing.
func (r *reading) readSettings(ctx context.Context) error {
	c, want, s := r.c, r.want, &r.settings
	r.Go(func() { r.organization(ctx) })
	if want[tenant.SKUs] {
		r.Go(func() { r.licences(ctx) })
		r.Go(func() {
			var err error
			s.Subscriptions, err = c.Subscriptions(ctx)
			r.note(tenant.Subscriptions, err)
		})
	}
	if want[tenant.MDMPolicies] {
		r.Go(func() { r.enrolment(ctx) })
	}
	if want[tenant.Users] {
		r.Go(func() {
			if n, err := c.CountUsers(ctx); err == nil {
				r.users = n
			}
		})
	}
	r.directory(ctx)
	r.intune(ctx)
	r.Wait()
	r.tidy()
	switch {
	case stopped(ctx):
		return ctx.Err()
	case !r.worked && len(r.fatal) > 0 && !outOfTime(ctx):
		return r.fatal[0]
	}
	return nil
}

// read reads one dataset, where it is wanted and matters.
func (r *reading) read(ds tenant.Dataset, f func() error) {
	if r.want[ds] && r.facts.Matters(ds, &r.settings, r.has) {
		r.Go(func() { r.note(ds, f()) })
	}
}

func (r *reading) organization(ctx context.Context) {
	s, c := &r.settings, r.c
	var err error
	s.Organization, err = c.Organization(ctx)
	r.note(tenant.Organization, err)
	r.read(tenant.MDMAuthority, func() (err error) {
		s.MDMAuthority, err = c.MDMAuthority(ctx, s.Organization.ID)
		return err
	})
	r.read(tenant.Branding, func() (err error) { s.Branded, err = c.Branded(ctx, s.Organization.ID); return err })
}

// licences reads the products, and the groups that assign them.
func (r *reading) licences(ctx context.Context) {
	s, c := &r.settings, r.c
	var err error
	s.SKUs, err = c.SKUs(ctx)
	r.note(tenant.SKUs, err)
	if err != nil || !r.want[tenant.LicenseGroups] {
		return
	}
	var ids []tenant.GUID
	for _, k := range s.SKUs {
		if k.AppliesTo != "Company" {
			ids = append(ids, k.ID)
		}
	}
	s.LicenseGroups, err = c.LicenseGroups(ctx, ids)
	r.note(tenant.LicenseGroups, err)
	if !r.want[tenant.LicenseMembers] {
		return
	}
	for _, g := range r.facts.Groups(tenant.LicenseMembers, s) {
		if g.Members, err = c.DirectMembers(ctx, g.ID); err != nil {
			r.notePart(tenant.LicenseMembers, fmt.Errorf("group %s: %w", g.DisplayName, err))
		}
	}
}

// enrolment reads whom each MDM service enrols automatically.
func (r *reading) enrolment(ctx context.Context) {
	s := &r.settings
	var err error
	s.MDMPolicies, err = r.c.MDMPolicies(ctx)
	r.note(tenant.MDMPolicies, err)
	for _, ds := range []tenant.Dataset{tenant.MDMMembers, tenant.OtherMDMMembers} {
		for _, g := range r.facts.Groups(ds, s) {
			r.membersOf(ctx, ds, g)
		}
	}
}

// whoAre resolves the groups of a dataset in place, where their members are wanted, and names those that have no name
// yet.
func (r *reading) whoAre(ctx context.Context, ds tenant.Dataset) {
	for _, g := range r.facts.Groups(ds, &r.settings) {
		r.Go(func() {
			if g.DisplayName == "" {
				g.DisplayName = r.members.group(ctx, g.ID).name() // or it keeps its id
			}
			if r.want[ds] {
				r.membersOf(ctx, ds, g)
			}
		})
	}
}

// membersOf resolves a group. One that cannot be read keeps no members, and the rules say of whom that leaves something
// unknown; it is a gap of ds. One that was deleted has nobody: policies that list ids keep it.
func (r *reading) membersOf(ctx context.Context, ds tenant.Dataset, g *tenant.Group) {
	var err error
	g.Members, err = r.members.group(ctx, g.ID).members()
	if _, deleted := errors.AsType[*graph.NotFoundError](err); deleted {
		g.Members = tenant.Members{}
		return
	}
	if err != nil {
		g.Members = nil
		r.notePart(ds, fmt.Errorf("group %s: %w", cmp.Or(g.DisplayName, g.ID.String()), err))
	}
}

// note takes the end of one read.
func (r *reading) note(ds tenant.Dataset, err error) {
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
func (r *reading) notePart(ds tenant.Dataset, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	g := gap(ds, err)
	g.Partial = true
	r.gaps = append(r.gaps, g)
}

// tidy puts the gaps in one order, however the reads came to their ends, and says each once: a group may stand in many
// policies. What one permission opens is one gap.
func (r *reading) tidy() {
	slices.SortFunc(r.gaps, func(a, b rules.Gap) int {
		return cmp.Or(strings.Compare(string(a.Dataset), string(b.Dataset)),
			strings.Compare(a.Permission, b.Permission), strings.Compare(a.Why, b.Why))
	})
	r.gaps = slices.Compact(r.gaps)
	var gaps []rules.Gap
	for i := 0; i < len(r.gaps); {
		g, n := r.gaps[i], 1
		for g.Partial && g.Permission != "" && i+n < len(r.gaps) && alike(g, r.gaps[i+n]) {
			n++
		}
		if n > 1 {
			g.Why = fmt.Sprintf("%s missing, such as %s", english.CountVerb(n, "part", "is", "are"), g.Why)
		}
		gaps, i = append(gaps, g), i+n
	}
	r.gaps = gaps
}

func alike(a, b rules.Gap) bool {
	return b.Partial && a.Dataset == b.Dataset && a.Permission == b.Permission
}

// Has reports whether a dataset was read, be it in part.
func (r *reading) has(ds tenant.Dataset) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !slices.ContainsFunc(r.gaps, func(g rules.Gap) bool { return g.Dataset == ds && !g.Partial })
}

// gap puts an error of a read into the words of a report.
func gap(ds tenant.Dataset, err error) rules.Gap {
	g := rules.Gap{Dataset: ds, Why: err.Error(), Hint: process.HintOf(err)}
	// Not context.DeadlineExceeded: a connection that timed out is one too.
	if errors.Is(err, errTimeout) {
		g.Why = errTimeout.Error()
	}
	if denied, ok := errors.AsType[*graph.DeniedError](err); ok && !denied.Unlicensed {
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
