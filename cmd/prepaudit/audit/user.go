package audit

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/reports/terminal"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// ofGroups are the members of groups that policies name. Of one user the groups are read instead; who saves answers has
// the members rather than the groups of one user.
var ofGroups = []tenant.Dataset{
	tenant.AccessWho, tenant.RestrictionWho, tenant.PreparationWho, tenant.RegistrationWho,
}

// User says of one person, by user principal name or id, whether a device can be prepared, on standard output. It ends
// either with an exit status or with an error.
func (r *Run) User(ctx context.Context, from Source, name string, o terminal.Options) (status int, err error) {
	p := newProgress(r.Sys, r.Quiet)
	defer p.done()
	one, err := r.readUser(ctx, from, name)
	if err != nil {
		return 0, err
	}
	p.done()
	everybody := &rules.Scope{IncludeDisabled: true, IncludeGuests: true, IncludeUnlicensed: true}
	one.answer.Row, one.answer.Summary = r.evaluator(one.reading, everybody).OneUser(one.user)
	one.answer.Gaps = one.gaps
	if one.answer.GroupsError != nil && !from.Saved { // saved answers have the members of groups
		one.answer.Summary.Missing = append(one.answer.Summary.Missing, gap(tenant.ScopeGroups, one.answer.GroupsError))
	}
	outcome, err := terminal.WriteUser(r.Sys.Stdout, one.answer, o)
	if err != nil {
		return 0, fmt.Errorf("writing: %w", err)
	}
	return process.ExitStatus(outcome), nil
}

// userReading is what was read for one user.
type userReading struct {
	*reading
	user   *tenant.User
	answer terminal.OneUser
}

// readUser reads a user, the settings, and what the settings make necessary of the user. One that does not exist is
// found out first.
func (r *Run) readUser(ctx context.Context, from Source, name string) (*userReading, error) {
	asked := rules.Datasets(r.Rules)
	read := newReading(from.Client, r.Facts, ofOne(asked, from.Saved))
	u, err := read.theUser(ctx, name, asked)
	if err != nil {
		return nil, err
	}
	if err := read.readSettings(ctx); err != nil {
		return nil, err
	}
	r.settle(read, from.Cloud)
	read.readOne(ctx, &r.Facts.Settings, asked, u.ID)
	groups, groupsErr := from.GroupsOf(ctx, u.ID)
	read.Wait()
	read.tidy()
	if stopped(ctx) {
		return nil, ctx.Err()
	}
	place(r.Facts, u.ID, groups, groupsErr == nil)
	if groupsErr == nil {
		read.gaps = slices.DeleteFunc(read.gaps, func(g rules.Gap) bool { return slices.Contains(ofGroups, g.Dataset) })
	}
	answer := terminal.OneUser{Facts: r.Facts, Groups: groups, GroupsError: groupsErr, Rules: r.Rules, Allowed: r.Allowed}
	return &userReading{reading: read, user: u, answer: answer}, nil
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

// theUser reads one user.
func (r *reading) theUser(ctx context.Context, name string, asked map[tenant.Dataset]bool) (*tenant.User, error) {
	query := graph.UserQuery{
		People: true, OnPremisesUPN: asked[tenant.OnPremisesUPNs], SignIns: asked[tenant.SignIns],
		Plans:          asked[tenant.AssignedPlans],
		SignInsRefused: func(err error) { r.gaps = append(r.gaps, gap(tenant.SignIns, err)) },
	}
	return r.c.User(ctx, name, query)
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
