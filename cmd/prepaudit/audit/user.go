package audit

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/reports"
	"prepaudit/reports/answer"
	"prepaudit/reports/planning"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// ofGroups are the members of groups that policies name. Of one user the groups are read instead; who saves answers has
// the members rather than the groups of one user.
var ofGroups = []tenant.Dataset{
	tenant.AccessWho, tenant.RestrictionWho, tenant.PreparationWho, tenant.RegistrationWho,
}

// User says of one person, whom a name means, whether a PC can be prepared. It ends either with an exit status or with
// an error.
func (r *Run) User(ctx context.Context, from Source, name string, out *output.Output, o reports.Options) (status int,
	err error) {
	p := newProgress(r.Sys, r.Quiet)
	defer p.done()
	one, err := r.readUser(ctx, from, name)
	if err != nil {
		return 0, err
	}
	p.done()
	everybody := &rules.Scope{IncludeDisabled: true, IncludeGuests: true, IncludeUnlicensed: true}
	known := one.known
	known.Row, known.Summary = r.evaluator(one.reading, everybody).OneUser(one.user)
	if err := r.planUser(from, one); err != nil {
		return 0, err
	}
	known.Gaps = slices.Concat(one.gaps, one.groups)
	known.Summary.Missing = append(known.Summary.Missing, one.groups...)
	a, outcome := answer.Of(known, process.Version(), r.Sys.Now().UTC())
	if r.AsOf {
		a.AsOf = record.Day(r.Facts.Now)
	}
	err = out.WriteFiles(ctx, func(format string, w io.Writer) error { return reports.WritePerson(w, format, a, o) })
	return process.ExitStatus(outcome), err
}

// planUser puts what is to be done about the licenses of a user into the words of a plan for that user alone.
func (r *Run) planUser(from Source, one *userReading) error {
	known := one.known
	if known.Row == nil || known.Facts.Licenses == nil {
		return nil
	}
	m := planning.New(planning.Options{})
	defer m.Close()
	sum := record.NewSummary(known.Summary, record.Reading{})
	sum.Tallies, sum.Scope.Asked = nil, true // whatever rules are asked of one user
	err := m.Run(r.describe(from, one.reading))
	if err == nil {
		err = m.User(record.NewUser(known.Row))
	}
	if err == nil {
		err = m.Summary(sum)
	}
	if err != nil {
		return err
	}
	for i, c := range m.Causes() {
		if c.Title != known.Summary.Causes[i].Title {
			c.ForUser(one.user)
			known.Summary.Causes[i] = c
		}
	}
	return nil
}

// userReading is what was read for one user.
type userReading struct {
	*reading
	user   *tenant.User
	groups []rules.Gap // why the user's groups are not all known
	known  *answer.Known
}

// readUser reads a user, the settings, and what the settings make necessary of the user. One that does not exist is
// found out first.
func (r *Run) readUser(ctx context.Context, from Source, name string) (*userReading, error) {
	asked := rules.Datasets(r.Rules)
	read := newReading(from.Client, r.Facts, ofOne(asked, from.Saved))
	known := &answer.Known{Facts: r.Facts, Rules: r.Rules, Allowed: r.Allowed}
	one := &userReading{reading: read, known: known}
	var err error
	if one.user, known.Device, err = read.theUser(ctx, name, asked); err != nil {
		return nil, err
	}
	if err := read.readSettings(ctx); err != nil {
		return nil, err
	}
	r.settle(read, from.Cloud)
	if err := r.expected(from, read.gaps); err != nil {
		return nil, err
	}
	if err := r.ofOneTenant(from); err != nil {
		return nil, err
	}
	id := one.user.ID
	read.readOne(ctx, &r.Facts.Settings, asked, id, known)
	groups, err := from.GroupsOf(ctx, id)
	read.Wait()
	read.tidy()
	slices.SortFunc(known.Extra, func(a, b rules.Gap) int {
		return strings.Compare(string(a.Dataset), string(b.Dataset))
	})
	if stopped(ctx) {
		return nil, ctx.Err()
	}
	place(r.Facts, id, groups, err == nil)
	if err == nil {
		read.gaps = slices.DeleteFunc(read.gaps, func(g rules.Gap) bool { return slices.Contains(ofGroups, g.Dataset) })
	} else if !from.Saved { // saved answers have the members of groups
		one.groups = []rules.Gap{gap(tenant.ScopeGroups, err)}
	}
	return one, nil
}

// ofOne is what is read of a tenant for one user: of users, devices and methods to sign in nothing, since one alone
// is read.
func ofOne(asked map[tenant.Dataset]bool, saved bool) map[tenant.Dataset]bool {
	want := maps.Clone(asked)
	for _, ds := range []tenant.Dataset{tenant.Users, tenant.OwnedDevices, tenant.AuthMethods} {
		delete(want, ds)
	}
	if !saved {
		for _, ds := range ofGroups {
			delete(want, ds)
		}
	}
	want[tenant.AccessPolicies] = true
	want[tenant.Apps], want[tenant.Scripts] = want[tenant.Preparation], want[tenant.Preparation]
	want[tenant.LicenseGroups] = want[tenant.SKUs]
	return want
}

// theUser reads the user whom a name means, and says by which device it was found.
func (r *reading) theUser(ctx context.Context, name string, asked map[tenant.Dataset]bool) (u *tenant.User,
	device string, err error) {
	query := graph.UserQuery{
		People: true, OnPremisesUPN: asked[tenant.OnPremisesUPNs], SignIns: asked[tenant.SignIns],
		Plans:          asked[tenant.AssignedPlans],
		SignInsRefused: func(err error) { r.gaps = append(r.gaps, gap(tenant.SignIns, err)) },
	}
	_, err = tenant.ParseGUID(name)
	if id := err == nil; id || strings.Contains(name, "@") {
		u, err = r.c.User(ctx, name, query)
		if _, unknown := errors.AsType[*graph.NotFoundError](err); id || !unknown {
			return u, "", err
		}
	}
	found, err := r.c.FindUser(ctx, name)
	if err != nil {
		return nil, "", err
	}
	u, err = r.c.User(ctx, found.ID.String(), query)
	return u, found.Device, err
}

// place tells the groups that policies name whether the user is in them: in those that were read, and in no other where
// these are all. Those of the MDM user scope are left as they are, since there it matters whether a member is direct.
func place(facts *rules.Facts, user tenant.GUID, in []tenant.Group, all bool) {
	tell := func(groups []tenant.Group) {
		for i := range groups {
			g := &groups[i]
			switch {
			case slices.ContainsFunc(in, func(one tenant.Group) bool { return one.ID == g.ID }):
				g.Members = tenant.Members{user: tenant.DirectOrNested}
			case all:
				g.Members = tenant.Members{}
			}
		}
	}
	assigned := func(assignments []tenant.Assignment) {
		for i := range assignments {
			one := []tenant.Group{assignments[i].Group}
			tell(one)
			assignments[i].Group = one[0]
		}
	}
	tell(facts.Registration.Join.Groups)
	for _, p := range facts.Access {
		tell(p.IncludeGroups)
		tell(p.ExcludeGroups)
	}
	for _, r := range facts.Restrictions {
		assigned(r.Assignments)
	}
	for _, p := range facts.Preparation {
		assigned(p.Assignments)
	}
}
