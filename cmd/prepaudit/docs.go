package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/config"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/cmd/prepaudit/site"
	"prepaudit/graph/graphtest"
	"prepaudit/graph/login"
	"prepaudit/reports"
	"prepaudit/rules"
)

func newDocs(sys *process.Sys) *cobra.Command {
	return &cobra.Command{
		Use:   "docs DIR",
		Short: "Write reference pages and sample reports",
		Long: `Write reference pages into a folder: a page for each rule, permissions, signing
in, formats with all columns, exit statuses, faults that a run survives, speed,
the help of every command, and reports of simulated tenants. Open index.html.
Files with the same names are replaced.`,
		Example: "  prepaudit docs site",
		Args:    command.Arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return writeDocs(cmd.Context(), sys, args[0])
		},
	}
}

func writeDocs(ctx context.Context, sys *process.Sys, dir string) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(dir, "site.css")); errors.Is(err, os.ErrNotExist) {
			return process.WithHint(process.Usagef("folder %s has other files", dir), "use a new folder")
		}
	}
	c := &site.Content{Version: process.Version()}
	for _, r := range rules.Catalog() {
		one := site.Rule{Rule: r, Effect: effect(r)}
		for _, ds := range r.Needs {
			one.Reads = append(one.Reads, origin(ds))
		}
		for _, ds := range r.Uses {
			one.Reads = append(one.Reads, origin(ds)+", if available")
		}
		c.Rules = append(c.Rules, one)
	}
	for _, p := range permissions(rules.Catalog(), true) {
		c.Permissions = append(c.Permissions, site.Permission{Name: permissionText(p.Permission), Rules: p.rules, Opens: p.opens})
	}
	for _, f := range reports.Formats {
		c.Formats = append(c.Formats, site.Format{Name: f.Name, About: f.About, Tables: tablesOf(f.Name)})
	}
	for _, m := range process.Meanings {
		c.Statuses = append(c.Statuses, site.Status{Code: m.Status, Meaning: m.Text})
	}
	for _, r := range login.Refusals() {
		c.Refusals = append(c.Refusals, site.Refusal(r))
	}
	if err := samples(ctx, sys, dir, c); err != nil {
		return err
	}
	var err error
	if c.Terminal, err = print(ctx, sys, 96, "audit", "--demo", "--color=never"); err != nil {
		return err
	}
	helps := site.Printed{Path: "commands.html", Title: "Commands", About: "The help of every command.",
		Command: "prepaudit COMMAND --help"}
	for _, cmd := range newRoot(sys).Commands() {
		text, err := print(ctx, sys, 80, cmd.Name(), "--help")
		if err != nil {
			return err
		}
		helps.Text += "$ prepaudit " + cmd.Name() + " --help\n" + text + "\n"
	}
	matrix := site.Printed{Path: "requirements.html", Title: "Requirements", Command: "prepaudit rules matrix",
		About: "Microsoft's requirements, and what checks each."}
	if matrix.Text, err = print(ctx, sys, 80, "rules", "matrix"); err != nil {
		return err
	}
	keys := site.Printed{Path: "configuration.html", Title: "Configuration", Command: "prepaudit config init",
		About: "Every key of prepaudit.yaml.", Text: config.Template(known(newRoot(sys)))}
	c.Pages = []site.Printed{helps, matrix, keys}
	return site.Write(dir, c)
}

func tablesOf(format string) (all []site.Table) {
	lists, err := reports.Columns(format)
	if err != nil {
		return nil // a format without columns
	}
	for _, l := range lists {
		one := site.Table{Title: l.Title, About: l.About}
		for _, column := range l.Columns {
			one.Columns = append(one.Columns, site.Column(column))
		}
		all = append(all, one)
	}
	return all
}

// shown are the simulated tenants of which there are samples.
var shown = []string{"contoso", "healthy", "education", "refused"}

// samples writes reports of simulated tenants beside the pages.
func samples(ctx context.Context, sys *process.Sys, dir string, c *site.Content) error {
	in := filepath.Join(dir, "samples")
	if err := os.MkdirAll(in, 0o777); err != nil {
		return err
	}
	all := graphtest.Scenarios()
	for _, name := range shown {
		i := slices.IndexFunc(all, func(s graphtest.Scenario) bool { return s.Name == name })
		one := site.Sample{Name: name, About: all[i].Description}
		args := []string{"audit", "--demo=" + name, "-q"}
		for _, format := range []string{"html", "xlsx", "json"} {
			file := name + "." + format
			one.Files = append(one.Files, file)
			args = append(args, "-o", format+"="+filepath.Join(in, file))
		}
		if _, err := print(ctx, sys, 80, args...); err != nil {
			return err
		}
		c.Samples = append(c.Samples, one)
	}
	return nil
}

// print is what a command of prepaudit prints on a terminal of so many columns. That it finds something is no error.
func print(ctx context.Context, sys *process.Sys, width int, args ...string) (string, error) {
	var out, said bytes.Buffer
	inner := &process.Sys{Stdout: &out, Stderr: &said, OutWidth: width, Now: sys.Now,
		LookupEnv: func(string) (string, bool) { return "", false }}
	switch status := command.Run(ctx, inner, newRoot(inner), args); status {
	case process.StatusMet, process.StatusUnmet, process.StatusUndecided:
		return out.String(), nil
	}
	return "", errors.New(strings.Join(args, " ") + ": " + strings.TrimSpace(said.String()))
}
