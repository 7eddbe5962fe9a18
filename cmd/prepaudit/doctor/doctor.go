// Package doctor settles what no document does. It makes each read of prepaudit on a small scale, asks some questions
// besides, and holds what Graph answers against what prepaudit assumes: a table of checks over recorded shapes, so that
// the answers of a tenant nobody here has seen can be read again, and a new check is one entry.
package doctor

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"prepaudit/graph"
	"prepaudit/graph/odata"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// Examination is what is asked of one tenant.
type Examination struct {
	Client   *graph.Client // that sends through Recorder
	Recorder *Recorder
	Version  string // of this program
	Cloud    string
	Now      time.Time

	settings tenant.Settings
	facts    *rules.Facts
	reads    []Read
	related  map[string]int
	first    error // that was no answer
	found    found
}

// found are ids that further requests need. They are in no Evidence.
type found struct{ users, names, devices, groups, policies []string }

// Run asks everything, one request after the other. It is an error when Graph could not be asked at all.
func (x *Examination) Run(ctx context.Context) (*Evidence, error) {
	x.facts = &rules.Facts{Now: x.Now, Windows: windows.Default()}
	x.related = map[string]int{}
	for _, d := range graph.Datasets() {
		x.dataset(ctx, d)
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if x.first != nil {
			return nil, x.first
		}
	}
	x.oneUser(ctx)
	x.relate()
	for _, p := range probes {
		x.probe(ctx, p)
	}
	x.partitions(ctx)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	e := &Evidence{Program: x.Version, Date: x.Now.Format(time.DateOnly), Cloud: x.Cloud, SignedIn: x.signedIn(),
		Reads: x.reads, Related: x.related, Answers: x.Recorder.take()}
	e.sorted()
	e.Findings = e.Examine()
	return e, nil
}

func (x *Examination) signedIn() string {
	switch {
	case x.Client.AppOnly(), slices.ContainsFunc(x.reads, func(r Read) bool { return r.Ended == refusedApp }):
		return "app"
	case x.has(tenant.MDMPolicies):
		return "person"
	}
	return "unknown"
}

// dataset reads what an audit reads.
func (x *Examination) dataset(ctx context.Context, d graph.Dataset) {
	if len(d.After) > 0 && !x.has(d.After[0]) {
		x.reads = append(x.reads, Read{Dataset: d.Name, Ended: nothingToRead})
		return
	}
	switch d.Name {
	case tenant.Users:
		x.users(ctx, d.Name, graph.UserQuery{People: true})
	case tenant.OnPremisesUPNs:
		x.users(ctx, d.Name, graph.UserQuery{OnPremisesUPN: true})
	case tenant.SignIns:
		x.users(ctx, d.Name, graph.UserQuery{SignIns: true})
	case tenant.AssignedPlans:
		x.users(ctx, d.Name, graph.UserQuery{Plans: true})
	case tenant.ManagedDevices:
		x.read(ctx, d.Name, x.devices)
	case tenant.ScopeGroups:
		x.read(ctx, d.Name, x.namedGroup)
	default:
		if d.OfGroups() {
			x.members(ctx, d.Name)
			return
		}
		x.read(ctx, d.Name, func(ctx context.Context) error { return x.Client.Read(ctx, d.Name, &x.settings) })
	}
}

func (x *Examination) has(ds tenant.Dataset) bool {
	return slices.ContainsFunc(x.reads, func(r Read) bool { return r.Dataset == ds && r.Ended == wasRead })
}

// read notes how a read ends.
func (x *Examination) read(ctx context.Context, ds tenant.Dataset, read func(context.Context) error) {
	err := read(purpose{dataset: ds}.with(ctx))
	if ctx.Err() != nil {
		return
	}
	one := Read{Dataset: ds, Ended: wasRead}
	if err != nil {
		one = ended(ds, err)
	}
	if len(x.reads) == 0 && one.Ended == failed {
		x.first = err
	}
	x.reads = append(x.reads, one)
}

// ended puts an error into words without its text, which may have names in it.
func ended(ds tenant.Dataset, err error) Read {
	one := Read{Dataset: ds, Ended: failed}
	if parts, ok := errors.AsType[graph.Parts](err); ok {
		err = parts[0]
	}
	if denied, ok := errors.AsType[*graph.DeniedError](err); ok {
		one.Ended, one.Permission = refused, denied.Permission
		switch {
		case denied.Unlicensed:
			one.Ended = unlicensed
		case denied.NoIntune:
			one.Ended = noIntune
		case denied.Role:
			one.Ended = refusedRole
		case denied.AppOnly && denied.Permission == "":
			one.Ended = refusedApp
		}
	}
	if f, ok := errors.AsType[*odata.FormatError](err); ok {
		one.Ended, one.Property = malformed, lastName(f.Property)
	}
	return one
}

// lastName is the property at the end of a JSON path, where it looks like one of Graph's.
func lastName(path string) string {
	name := path[strings.LastIndexByte(path, '/')+1:]
	if camelCase.MatchString(name) {
		return name
	}
	return ""
}

func (x *Examination) users(ctx context.Context, ds tenant.Dataset, q graph.UserQuery) {
	x.read(ctx, ds, func(ctx context.Context) error {
		for u, err := range x.Client.Users(ctx, q) {
			if err != nil {
				return err
			}
			if len(x.found.users) < few {
				x.found.users = append(x.found.users, u.ID.String())
			}
			if q.SignIns { // ten requests a minute: the second page would be waited for
				return nil
			}
		}
		return nil
	})
}

// few is how many objects of a kind are asked about one by one.
const few = 2

func (x *Examination) devices(ctx context.Context) error {
	for d, err := range x.Client.Devices(ctx) {
		if err != nil {
			return err
		}
		if len(x.found.devices) < few {
			x.found.devices = append(x.found.devices, d.ID.String())
		}
	}
	return nil
}

// members reads those of some groups of a dataset.
func (x *Examination) members(ctx context.Context, ds tenant.Dataset) {
	groups := x.facts.Groups(ds, &x.settings)
	groups = groups[:min(len(groups), few)]
	if len(groups) == 0 {
		x.reads = append(x.reads, Read{Dataset: ds, Ended: nothingToRead})
		return
	}
	x.read(ctx, ds, func(ctx context.Context) error {
		for _, g := range groups {
			x.found.groups = append(x.found.groups, g.ID.String())
			if g.DisplayName != "" {
				x.found.names = append(x.found.names, g.DisplayName)
			}
			_, err := x.Client.Members(ctx, g.ID)
			if _, gone := errors.AsType[*graph.NotFoundError](err); err != nil && !gone {
				return err
			}
		}
		return nil
	})
}

// namedGroup looks for a group by name, as --group does.
func (x *Examination) namedGroup(ctx context.Context) error {
	if len(x.found.names) == 0 {
		return nil
	}
	return x.Client.Ask(ctx, graph.Question{
		Dataset: tenant.ScopeGroups, Address: "/v1.0/groups?$filter={filter}&$select=id,displayName",
	}, "displayName eq '"+strings.ReplaceAll(x.found.names[0], "'", "''")+"'")
}

// oneUser reads what `prepaudit user` reads besides.
func (x *Examination) oneUser(ctx context.Context) {
	if len(x.found.users) == 0 {
		return
	}
	id := tenant.MustGUID(x.found.users[0])
	x.read(ctx, tenant.Users, func(ctx context.Context) error {
		_, err := x.Client.User(ctx, id.String(), graph.UserQuery{People: true})
		return err
	})
	x.read(ctx, tenant.ScopeGroups, func(ctx context.Context) error {
		_, err := x.Client.GroupsOf(ctx, id)
		return err
	})
	var s tenant.Settings
	x.read(ctx, tenant.OwnedDevices, func(ctx context.Context) error {
		devices, err := x.Client.DevicesOf(ctx, id)
		return x.Client.OwnedBy(ctx, &s, id, devices, err)
	})
	x.read(ctx, tenant.AuthMethods, func(ctx context.Context) error { return x.Client.AuthMethodsOf(ctx, &s, id) })
	x.read(ctx, tenant.ManagedDevices, func(ctx context.Context) error {
		_, err := x.Client.ManagedOf(ctx, id)
		return err
	})
	x.read(ctx, tenant.ManagedDevices, func(ctx context.Context) error {
		_, err := x.Client.EnrollmentFailures(ctx, id)
		return err
	})
}

// The names of Evidence.Related.
const (
	validGroups  = "device groups that Intune finds valid"
	ownedGroups  = "of these, those that ownedObjects of the Intune Provisioning Client has"
	allUsers     = "users"
	byCharacter  = "users by the first character of userPrincipalName"
	allAgain     = "users, counted again"
	withTheOther = "users by fifteen characters and by not(…) of these"
)

// relate counts what several answers tell together, and collects what is asked about one by one.
func (x *Examination) relate() {
	for _, p := range x.settings.Preparation {
		if p.Mode == tenant.UserDriven && len(x.found.policies) < few {
			x.found.policies = append(x.found.policies, p.ID)
		}
		if p.Device.Valid == tenant.Yes && p.Device.Owned != tenant.Unknown {
			x.related[validGroups]++
			if p.Device.Owned == tenant.Yes {
				x.related[ownedGroups]++
			}
		}
	}
}

// partitions counts users in the ways of a large tenant.
func (x *Examination) partitions(ctx context.Context) {
	ctx = purpose{dataset: tenant.Users, probe: true}.with(ctx)
	if all, sum, err := x.Client.TryPartitions(ctx, false); err == nil {
		x.related[allUsers], x.related[byCharacter] = all, sum
	}
	if all, sum, err := x.Client.TryPartitions(ctx, true); err == nil {
		x.related[allAgain], x.related[withTheOther] = all, sum
	}
}
