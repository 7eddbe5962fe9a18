package main

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/cmd/prepaudit/tenants"
	"prepaudit/graph"
)

// alone are flags that are of one tenant, and can't be given for all of them.
var alone = []string{"tenant", "demo", "from", "open", "baseline"}

// named are the tenants with a name, each with its own flags, and none with a mistake in them.
func (a *auditFlags) named(ctx context.Context) (all []*oneOfAll, err error) {
	file := configurationOf(ctx)
	var given []*pflag.Flag
	a.line.Visit(func(f *pflag.Flag) {
		if file.given[f.Name] {
			given = append(given, f)
		}
	})
	from := ""
	if file.File != nil && !file.given["output"] {
		from = filepath.Dir(file.Path)
	}
	for _, f := range given {
		if slices.Contains(alone, f.Name) {
			return nil, process.WithHint(process.Usagef("--%s and --%s can't be combined", allTenants, f.Name),
				"each tenant of the configuration has its own")
		}
	}
	names := file.Tenants()
	if len(names) == 0 {
		return nil, process.WithHint(process.Usagef("--%s: the configuration has no tenants", allTenants),
			"write their names and flags below the key tenants; `prepaudit config --help` shows how")
	}
	if err := tenants.CheckNames(names, summaryNames); err != nil {
		return nil, process.Usagef("--%s: %w", allTenants, err)
	}
	paces, asked, found := &graph.Paces{}, &tenants.Distinct{}, &tenants.Distinct{}
	for _, name := range names {
		one := &oneOfAll{name: name, world: a.sys.Beside(name, io.Discard)}
		one.sys = one.world
		flags := one.command().Flags()
		for _, f := range given {
			if err := again(flags, f); err != nil {
				return nil, err
			}
		}
		if err := flags.Set("tenant", name); err != nil {
			return nil, err
		}
		if _, err := file.Apply("audit", flags); err != nil {
			return nil, err
		}
		one.paces = paces
		one.of = func(id string) error {
			if err := found.Take(name, id); err != nil {
				return process.WithHint(err, twiceHint)
			}
			return nil
		}
		if err := one.single(from); err != nil {
			return nil, process.WithHint(process.Usagef("tenant %q: %w", name, err), process.HintOf(err))
		}
		if one.from == "" { // a simulated tenant is at an address of its own
			if err := asked.Take(name, one.graphURL+" "+one.login.Tenant); err != nil {
				return nil, process.WithHint(process.Usagef("tenant %q: %w", name, err), twiceHint)
			}
		}
		all = append(all, one)
	}
	if a.output.Folder == "" {
		return nil, process.WithHint(process.Usagef("--%s needs --out-dir", allTenants),
			"the summary and the folder of each tenant go there: add --out-dir reports")
	}
	return all, nil
}

const twiceHint = "remove one of the two names"

// again sets a flag as another command line has it.
func again(flags *pflag.FlagSet, f *pflag.Flag) error {
	if f.Name == allTenants || flags.Lookup(f.Name) == nil { // such as --config
		return nil
	}
	list, repeats := f.Value.(pflag.SliceValue)
	if !repeats {
		return flags.Set(f.Name, f.Value.String())
	}
	to := flags.Lookup(f.Name)
	to.Changed = true
	return to.Value.(pflag.SliceValue).Replace(list.GetSlice())
}

// single makes the flags those of an audit of this tenant alone, and refuses what can't be.
// from is the folder of the configuration, where -o is of it.
func (e *oneOfAll) single(from string) error {
	if e.login.Method == "browser" || e.login.Method == "device-code" {
		return process.WithHint(process.Usagef("--auth %s can't be combined with --%s: it asks a person", e.login.Method,
			allTenants), "sign in as an app, or with az login and --auth cli")
	}
	address := strings.Contains(e.login.Tenant, ".") || uuid.Validate(e.login.Tenant) == nil
	if e.from == "" && !address {
		return process.WithHint(process.Usagef("it has no domain or id"), "add the key tenant below its name")
	}
	if e.assumption.any() {
		return process.WithHint(process.Usagef("--what-if, --buy and --by can't be combined with --%s", allTenants),
			"changes differ between tenants: rehearse them in one, with --tenant "+e.name)
	}
	e.output.Also = &e.auditor
	if folder := e.output.Folder; folder != "" {
		e.folder = filepath.Join(folder, e.name)
		files, err := output.Into(e.folder, e.output.Targets, from)
		if err != nil {
			return err
		}
		e.output.Targets, e.output.Folder = files, ""
		for _, target := range files {
			_, path, _ := strings.Cut(target, "=")
			e.files = append(e.files, filepath.Base(path))
		}
	} else if len(e.output.Targets) > 0 {
		return process.WithHint(process.Usagef("-o and --%s need --out-dir", allTenants),
			"each tenant gets its own folder there: add --out-dir reports")
	}
	e.quiet = true // the line of its end says enough
	return e.check()
}
