package access

import (
	"cmp"
	"fmt"
	"strings"

	"prepaudit/rules"
	"prepaudit/rules/english"
)

// Text is the check for a terminal. wrap breaks lines, with an indent.
func (c *Check) Text(wrap func(text, indent string) string) string {
	var b strings.Builder
	line := func(indent, format string, a ...any) { b.WriteString(wrap(fmt.Sprintf(format, a...), indent) + "\n") }
	part := func(title string) { b.WriteString("\n" + title + "\n") }

	line("", "%s", c.who())
	if len(c.Writes) > 0 {
		part("CAN WRITE: take these away, prepaudit only reads")
		for _, name := range c.Writes {
			line("  ", "%s%s", name, c.insteadOf(name))
		}
	}
	if len(c.Missing) > 0 {
		part("Missing")
	}
	for _, m := range c.Missing {
		line("  ", "%s", strings.ToUpper(m.Why[:1])+m.Why[1:])
		if len(m.Rules) > 0 {
			line("    ", "Won't be checked:")
		}
		for _, u := range m.Rules {
			line("      ", "%s %s%s", u.ID, u.Title, u.remark())
		}
		if len(m.Less) > 0 {
			line("    ", "Checked as far as possible without it:")
		}
		for _, r := range m.Less {
			line("      ", "%s %s", r.ID, r.Title)
		}
	}
	if len(c.Held) > 0 {
		part("Needed, and there")
	}
	for _, h := range c.Held {
		if h.Has == h.Least {
			line("  ", "%s", h.Least)
		} else {
			line("  ", "%s, by %s", h.Least, h.Has)
		}
	}
	if len(c.More) > 0 {
		part("More than needed")
		for _, name := range c.More {
			line("  ", "%s%s", name, c.insteadOf(name))
		}
	}
	if hint := c.intune(); hint != "" {
		part("Intune")
		line("  ", "%s", hint)
	}
	b.WriteString("\n" + wrap(c.verdict(), "") + "\n")
	return b.String()
}

func (c *Check) who() string {
	app := cmp.Or(c.Token.AppName, "without a name")
	if c.Token.AppName != "" {
		app = fmt.Sprintf("%q", app)
	}
	if c.Token.AppID != "" {
		app += " (" + c.Token.AppID + ")"
	}
	if c.Token.AppOnly {
		return "Signed in as app " + app + ", without a user."
	}
	text := "Signed in as " + cmp.Or(c.Token.User, "a user") + ", with app " + app + "."
	if c.Token.Guest() {
		text += " The account is a guest in this tenant."
	}
	var roles []string
	for _, id := range c.Token.EntraRoles() {
		roles = append(roles, rules.EntraRole(id))
	}
	switch {
	case len(roles) > 0:
		return text + " Active Entra roles: " + strings.Join(roles, ", ") + "."
	case len(c.Token.Roles) == 0:
		return text + " The token doesn't say which Entra roles are active."
	}
	return text + " No Entra role is active; a role of Privileged Identity Management has to be activated before you " +
		"sign in."
}

// insteadOf says which needed permissions a wider one stands for.
func (c *Check) insteadOf(name string) string {
	var least []string
	for _, h := range c.Held {
		if h.Has == name && h.Least != name {
			least = append(least, h.Least)
		}
	}
	if least == nil {
		return ""
	}
	return ": grant " + strings.Join(least, ", ") + " instead"
}

// intune says what no token tells.
func (c *Check) intune() string {
	const license = "An account without an Intune license also needs Tenant administration > Roles > Administrator " +
		"Licensing > Allow access to unlicensed admins, which tenants from before July 2021 may have off."
	switch {
	case !c.Intune || c.Token.AppOnly:
		return ""
	case c.Token.IntuneRole():
		return license
	}
	return "Roles of Intune aren't in tokens: without one such as Read Only Operator, or the Entra role Global Reader, " +
		"Intune refuses everything. " + license
}

func (c *Check) verdict() string {
	all := c.Unchecked()
	required, allowed := 0, 0
	for _, u := range all {
		switch {
		case u.Allowed:
			allowed++
		case u.Level == rules.Required:
			required++
		}
	}
	if len(all) == 0 {
		return fmt.Sprintf("Nothing speaks against checking %s.", english.Count(c.Rules, "rule"))
	}
	text := fmt.Sprintf("%s of %d won't be checked, %d of them required", english.Count(len(all), "rule"), c.Rules,
		required)
	if allowed > 0 {
		text += fmt.Sprintf("; --allow-incomplete allows %d", allowed)
	}
	if len(all) > allowed && required == 0 {
		text += ". An audit exits with status 4 for the others"
	}
	if c.Token.AppOnly {
		return text + ". `prepaudit permissions --app` prints what grants an app what is missing."
	}
	return text + ". To consent to what is missing, an administrator signs in once with `prepaudit audit`."
}

func (u Unchecked) remark() string {
	switch {
	case u.Allowed:
		return " (allowed)"
	case u.Level == rules.Required:
		return " (required)"
	}
	return ""
}
