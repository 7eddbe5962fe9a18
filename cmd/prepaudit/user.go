//go:build !netonly

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/reports"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// oneUser is the question about one person.
type oneUser struct {
	sys *process.Sys
	connection
	selection
	color string
}

func newUser(sys *process.Sys) *cobra.Command {
	q := &oneUser{sys: sys}
	cmd := &cobra.Command{
		Use:   "user UPN|ID",
		Short: "Say of one user whether a device can be prepared, and what to do",
		Long: wrap("Say of one user what the help desk is asked: which licences, by which path, and what "+
			"they give; whether automatic enrolment, the right to join and the quota let the user "+
			"in; which device preparation policy wins; what Conditional Access asks; and the next "+
			"step. The tenant's settings are read as an audit reads them; of users, devices and "+
			"methods to sign in, this person's alone. The exit status is 0 for ready, 3 for not "+
			"ready (so too while a group is still assigning the licence), 4 for what could not be "+
			"decided, and else that of an audit. \"prepaudit audit --help\" has more on signing in.", 80, ""),
		Example: `  prepaudit user adele@contoso.com --auth browser --client-id APP
  prepaudit user carlos.wojcik@contoso.com --demo`,
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return q.run(cmd.Context(), args[0]) },
	}
	q.connection.flags(cmd)
	q.selection.flags(cmd)
	cmd.Flags().StringVar(&q.color, "color", "auto", "colours: `WHEN` is auto, always or never")
	complete(cmd, "color", func() []string { return colorWords })
	return cmd
}

func (q *oneUser) run(ctx context.Context, name string) error {
	if strings.TrimSpace(name) == "" {
		return process.Usagef("no user is named: give a user principal name or an object id")
	}
	if err := q.connection.check(); err != nil {
		return err
	}
	if err := oneOf("--color", q.color, colorWords); err != nil {
		return err
	}
	selected, err := q.selection.rules()
	if err != nil {
		return err
	}
	selected = slices.DeleteFunc(selected, func(r *rules.Rule) bool { return !r.OfPerson() })
	if len(selected) == 0 {
		return process.Usagef("--only and --skip leave no rule about a user")
	}
	env, err := q.selection.env(q.sys)
	if err != nil {
		return err
	}
	c, source, err := q.connect(ctx, q.sys)
	if err != nil {
		return err
	}
	defer source.close()
	asked := rules.Datasets(selected)
	ofOne := maps.Clone(asked)
	// One alone is read, with the user's groups, devices and methods to sign in. Who saves answers has the members of groups
	// rather than the groups of one user.
	for _, ds := range []tenant.Dataset{tenant.Users, tenant.OwnedDevices, tenant.AuthMethods} {
		delete(asked, ds)
	}
	ofGroups := []tenant.Dataset{tenant.AccessWho, tenant.RestrictionWho, tenant.PreparationWho, tenant.RegistrationWho}
	if q.from == "" {
		for _, ds := range ofGroups {
			delete(asked, ds)
		}
	}
	for _, ds := range []tenant.Dataset{tenant.AccessPolicies, tenant.Apps, tenant.Scripts, tenant.LicenseGroups} {
		asked[ds] = true
	}
	read, err := audit.ReadSettings(ctx, c, env, asked)
	if err != nil {
		return err
	}
	settled(env, read, asked, source.cloud)
	for _, g := range read.Gaps {
		if !g.Partial {
			env.Forget(g.Dataset)
		}
	}
	query := graph.UserQuery{People: true, OnPremisesUPN: asked[tenant.OnPremisesUPNs], SignIns: asked[tenant.SignIns], Plans: asked[tenant.AssignedPlans]}
	u, err := c.User(ctx, name, query)
	if denied, ok := errors.AsType[*graph.DeniedError](err); ok && denied.Dataset == tenant.SignIns {
		read.Gaps = append(read.Gaps, audit.Gap(tenant.SignIns, denied))
		env.Forget(tenant.SignIns)
		query.SignIns = false
		u, err = c.User(ctx, name, query)
	}
	if err != nil {
		return err
	}
	read.JoiningOf(ctx, &env.Settings, ofOne, u.ID)
	groups, groupsErr := c.GroupsOf(ctx, u.ID)
	read.Wait()
	read.Tidy()
	if audit.Stopped(ctx) {
		return ctx.Err()
	}
	place(env, u.ID, groups, groupsErr == nil)
	if groupsErr == nil {
		read.Gaps = slices.DeleteFunc(read.Gaps, func(g rules.Gap) bool { return slices.Contains(ofGroups, g.Dataset) })
	}
	everybody := &rules.Scope{IncludeDisabled: true, IncludeGuests: true, IncludeUnlicensed: true}
	ev := rules.NewEvaluator(env, everybody, selected)
	for _, g := range read.Gaps {
		ev.Missing(g)
	}
	row := ev.Person(u)
	answer := reports.OneUser{Row: row, Env: env, Groups: groups, GroupsError: groupsErr, Gaps: read.Gaps, Rules: selected}
	status, err := reports.WriteUser(q.sys.Stdout, answer, reports.Options{Width: q.sys.OutWidth, Color: q.sys.Color(q.color)})
	if err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if status != rules.Pass {
		return process.VerdictError(process.ExitStatus(rules.Summary{Verdict: status}))
	}
	return nil
}

// place tells the groups that policies name whether the user is in them: in those that were read, and in no other where
// these are all. Those of the MDM user scope are left as they are, since there it matters whether a member is direct.
func place(env *rules.Env, user tenant.GUID, in []tenant.Group, all bool) {
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
	tell(env.Registration.Join.Groups)
	for _, p := range env.Access {
		tell(p.IncludeGroups)
		tell(p.ExcludeGroups)
	}
	for _, r := range env.Restrictions {
		assigned(r.Assignments)
	}
	for _, p := range env.Preparation {
		assigned(p.Assignments)
	}
}
