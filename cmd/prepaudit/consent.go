package main

import (
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strings"

	"prepaudit/cmd/prepaudit/access"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/rules"
)

// consent is what a person who signs in is asked for, and which rules go without where it isn't granted.
type consent struct {
	permissions []string // delegated, by name
	rules       []*rules.Rule
}

// allConsent is that of what reads all there is.
func allConsent() consent {
	c := consent{rules: rules.Catalog()}
	for _, d := range graph.Datasets() {
		if name := d.Permission.Delegated; !slices.Contains(c.permissions, name) {
			c.permissions = append(c.permissions, name)
		}
	}
	slices.Sort(c.permissions)
	return c
}

// told says what a person's sign-in brought less, and more, than it was asked for: a line for each cause why rules
// aren't checked, and one for all that was consented to besides, what may write first.
func (c consent) told(token *graph.Access) (lines []string) {
	found := access.Compare(token, c.rules, rules.Allowed{})
	for _, m := range found.Missing {
		without, all := "Not checked", make([]*rules.Rule, 0, len(m.Rules))
		for _, u := range m.Rules {
			all = append(all, u.Rule)
		}
		if len(all) == 0 {
			without, all = "Checked as far as possible without it", m.Less
		}
		lines = append(lines, m.Why+". "+without+": "+rules.Named(all, 3))
	}
	more := slices.DeleteFunc(slices.Concat(found.Writes, found.More), func(name string) bool {
		return slices.Contains(c.permissions, name)
	})
	if len(more) == 0 {
		return lines
	}
	const shown = 8
	list := strings.Join(more[:min(shown, len(more))], ", ")
	if n := len(more) - shown; n > 0 {
		list += fmt.Sprintf(" and %d more", n)
	}
	return append(lines, "the token also allows "+list+", which was consented to before and isn't asked for; "+
		"prepaudit sends nothing but reads")
}

// opener opens an address in the browser of whoever sits at the terminal; nil where there is none. Over SSH a browser
// would open at the other end, or find nobody at the address that it is sent back to.
func opener(sys *process.Sys) func(string) error {
	if !sys.Terminal || sys.Getenv("SSH_CONNECTION") != "" {
		return nil
	}
	if runtime.GOOS != "windows" && runtime.GOOS != "darwin" {
		if sys.Getenv("DISPLAY") == "" && sys.Getenv("WAYLAND_DISPLAY") == "" {
			return nil
		}
		found := func(program string) bool { _, err := exec.LookPath(program); return err == nil }
		if !slices.ContainsFunc([]string{"xdg-open", "x-www-browser", "www-browser"}, found) {
			return nil
		}
	}
	return output.OpenInBrowser
}
