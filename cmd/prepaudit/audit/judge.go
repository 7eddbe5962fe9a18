package audit

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// read reads everything that is judged but the users and the devices.
func (r *Run) read(ctx context.Context, from Source) (*reading, error) {
	read := newReading(from.Client, r.Facts, r.asked())
	if read.unplaced = r.scope(ctx, read); read.unplaced != nil && !outOfTime(ctx) {
		return nil, read.unplaced
	}
	if err := read.readSettings(ctx); err != nil {
		return nil, err
	}
	r.settle(read, from.Cloud)
	if err := r.expected(from, read.gaps); err != nil {
		return nil, err
	}
	if org := r.Facts.Organization.ID; r.Of != nil && (org != "" || from.Sure) {
		if err := r.Of(cmp.Or(org, from.Tenant)); err != nil {
			return nil, err
		}
	}
	return read, r.ofOneTenant(from)
}

// Only reads some datasets and who the tenant is, whatever rules need, and says what of them could not be read.
func (r *Run) Only(ctx context.Context, from Source, datasets []tenant.Dataset) (*tenant.Settings, []rules.Gap, error) {
	read := newReading(from.Client, r.Facts, nil)
	for _, ds := range append([]tenant.Dataset{tenant.Organization}, datasets...) {
		read.note(ds, from.Read(ctx, ds, &read.settings))
		if err := context.Cause(ctx); err != nil {
			return nil, nil, err
		}
	}
	read.tidy()
	r.Facts.Settings = read.settings
	return &read.settings, read.gaps, r.expected(from, read.gaps)
}

// asked is what the rules ask for, and what decides the scope.
func (r *Run) asked() map[tenant.Dataset]bool {
	asked := maps.Clone(rules.Datasets(r.Rules))
	if len(r.Groups) == 0 {
		for _, ds := range rules.ScopeDatasets(r.Base) {
			asked[ds] = asked[ds] || asked[tenant.Users]
		}
	}
	// Whatever rules run: where they are asked for, sign-ins tell who of those without a license is a person.
	asked[tenant.SignIns] = (r.SignIns || asked[tenant.SignIns]) && asked[tenant.Users]
	return asked
}

// Requests lists what has to be saved for a run that reads saved answers.
func (r *Run) Requests() []graph.Request {
	return graph.Requests(newReading(nil, r.Facts, r.asked()).wanted(), r.query())
}

// Permissions are the delegated permissions of what a run reads, by name, each once.
func (r *Run) Permissions() []string {
	want := newReading(nil, r.Facts, r.asked()).wanted()
	want[tenant.ScopeGroups] = want[tenant.ScopeGroups] || len(r.Groups)+len(r.ExcludeGroups)+len(r.Excepted) > 0
	return delegated(want)
}

// PermissionsOfUser are those of User, which reads a person's groups, devices and failures whatever rules ask for.
func (r *Run) PermissionsOfUser() []string {
	asked := rules.Datasets(r.Rules)
	want := newReading(nil, r.Facts, ofOne(asked, false)).wanted()
	for ds, wanted := range asked { // of one person, if not of all
		want[ds] = want[ds] || wanted
	}
	want[tenant.Users], want[tenant.ScopeGroups], want[tenant.OwnedDevices], want[tenant.ManagedDevices] =
		true, true, true, true
	return delegated(want)
}

func delegated(want map[tenant.Dataset]bool) (all []string) {
	for ds, wanted := range want {
		if name := graph.PermissionFor(ds).Delegated; wanted && name != "" {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// settle lets rules look at what was read, and at nothing that was not.
func (r *Run) settle(read *reading, cloud string) {
	facts := r.Facts
	facts.Settings, facts.Cloud = read.settings, cloud
	if read.want[tenant.SKUs] && read.has(tenant.SKUs) {
		facts.Licenses = r.licenses()
	}
	for _, ds := range read.without {
		facts.Without(ds)
	}
	for _, g := range read.gaps {
		if !g.Partial {
			facts.Forget(g.Dataset)
		}
	}
}

// judge decides who is in scope, and begins.
func (r *Run) judge(read *reading) (*rules.Evaluator, error) {
	r.Scope.SignInsAside = !r.SignIns
	if read.want[tenant.Users] {
		if err := r.Scope.Choose(r.Base, r.Facts); err != nil {
			return nil, process.WithHint(fmt.Errorf("--scope %s: %w", r.Base, err),
				"remove --scope, or name the users with --group")
		}
	}
	return r.evaluator(read, &r.Scope), nil
}

// evaluator judges by what was read, and knows what was not.
func (r *Run) evaluator(read *reading, scope *rules.Scope) *rules.Evaluator {
	ev := rules.NewEvaluator(r.Facts, scope, r.Rules)
	for _, g := range read.gaps {
		ev.Missing(g)
	}
	return ev
}

// checkNetwork holds the cloud of the network's endpoints against the tenant's; "" is not known. The endpoints of both
// clouds of the US government are the same.
func checkNetwork(r *tenant.NetworkReport, cloud string) error {
	if r == nil || r.Cloud == "" || cloud == "" || r.Cloud == cloud || r.Cloud == "usgov" && cloud == "usgov-dod" {
		return nil
	}
	return process.WithHint(
		fmt.Errorf("--network: it was tested for the cloud %s, and the tenant is in %s", r.Cloud, cloud),
		fmt.Sprintf("run `prepaudit network --cloud %s -o json=FILE` where the devices will be", cloud))
}
