package main

import (
	"io"
	"runtime"
	"slices"
	"strings"

	"prepaudit/cmd/prepaudit/access"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// printApp prints what makes an app with these permissions.
func printApp(sys *process.Sys, where, form string, needed []permission, selected []*rules.Rule) error {
	if err := process.OneOf("--app", where, access.Places()); err != nil {
		return err
	}
	if form == "" {
		if form = "az"; runtime.GOOS == "windows" {
			form = "powershell"
		}
	}
	if err := process.OneOf("--as", form, access.Forms()); err != nil {
		return err
	}
	if where == "managed-identity" && form == "manifest" {
		return process.WithHint(process.Usagef("a managed identity has no manifest"), "print it --as powershell, az or bicep")
	}
	var names []graph.Permission
	for _, p := range needed {
		names = append(names, p.Permission)
	}
	var read []tenant.Dataset
	for _, r := range selected {
		for _, ds := range slices.Concat(r.Needs, r.Uses) {
			if !slices.Contains(read, ds) {
				read = append(read, ds)
			}
		}
	}
	text, about, err := access.NewApp(where, names, read).Text(form, func(text, indent string) string {
		return wrap(text, 100, indent)
	})
	if err != nil {
		return err
	}
	if about != "" {
		sys.Tell(strings.TrimSuffix(about, "\n"))
	}
	_, err = io.WriteString(sys.Stdout, text)
	return err
}
