package site

import (
	"cmp"
	"strings"
)

// families are rules whose ids begin alike, in the order of the catalog.
type family struct {
	Name, About string
	Rules       []Rule
}

var familyNames = map[string]string{
	"LIC": "Licenses", "MDM": "MDM enrollment", "DIR": "Directory and join", "OOB": "Sign-in during setup",
	"CA": "Conditional Access", "INT": "Intune settings", "DPP": "Device preparation policies", "DEV": "Devices",
	"RBA": "Roles", "NET": "Network",
}

func (c *Content) families() []family {
	var all []family
	for _, r := range c.Rules {
		name, _, _ := strings.Cut(r.ID, "-")
		if len(all) == 0 || all[len(all)-1].Name != name {
			all = append(all, family{Name: name, About: cmp.Or(familyNames[name], name)})
		}
		f := &all[len(all)-1]
		f.Rules = append(f.Rules, r)
	}
	return all
}

// rulePage is a rule between its neighbors.
type rulePage struct {
	Rule
	Before, After string // ids
}

// pages are all pages, the first of them the door.
func (c *Content) pages() []page {
	all := []page{
		{"index.html", "prepaudit", "index", "Is a Microsoft tenant ready for Windows Autopilot device preparation?", c},
		{"rules.html", "Rules", "rules", "What is checked, by family. Each rule has a page.", c.families()},
		{"permissions.html", "Permissions", "permissions", "The permissions that an audit needs, and why.", c.Permissions},
		{"sign-in.html", "Sign in", "signin", "How you sign in, and what to do about an error of the sign-in page.",
			c.Refusals},
		{"formats.html", "Formats", "formats", "Formats of reports, with all columns.", c.Formats},
		{"exit-status.html", "Exit statuses", "statuses", "How a script can see what a run found.", c.Statuses},
		{"faults.html", "Faults survived", "faults", "What Graph and networks do wrong, and what a read ends with.",
			rows(faults)},
		{"speed.html", "Speed", "speed", "Time and memory of whole runs.", rows(speed)},
		{"samples.html", "Sample reports", "samples", "Reports of simulated tenants, to look at before you install.",
			c.Samples},
	}
	for _, p := range c.Pages {
		all = append(all, page{p.Path, p.Title, "printed", p.About, p})
	}
	for i, r := range c.Rules {
		p := rulePage{Rule: r}
		if i > 0 {
			p.Before = c.Rules[i-1].ID
		}
		if i+1 < len(c.Rules) {
			p.After = c.Rules[i+1].ID
		}
		all = append(all, page{"rules/" + r.ID + ".html", r.ID + ": " + r.Title, "rule", "", p})
	}
	for _, f := range c.Formats {
		if len(f.Tables) > 0 {
			all = append(all, page{"formats/" + f.File() + ".html", "Columns of " + f.Name, "columns", f.About, f})
		}
	}
	return all
}

// File is a format's name where no colon may stand.
func (f Format) File() string { return strings.ReplaceAll(f.Name, ":", "-") }

// rows are the lines of a table whose cells tabs part.
func rows(text string) (all [][]string) {
	for line := range strings.Lines(text) {
		all = append(all, strings.Split(strings.TrimRight(line, "\n"), "\t"))
	}
	return all
}
