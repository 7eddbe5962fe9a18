package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// ofUser puts a cause into the words of an answer about one user: who it is stands where the cause speaks of people,
// and the groups that are there where it speaks of a group.
func (c *Cause) ofUser(f *Facts, row *UserRow) {
	u := row.User
	name := cmp.Or(u.DisplayName, u.UPN)
	switch groups := f.Registration.Join.Groups; {
	case c.ID == "dir-01" && f.Registration.Join.Kind == "enumerated" && len(groups) > 0:
		c.Title = fmt.Sprintf("Add the user to group %q, whose members may join devices", groupName(groups[0]))
		c.addMembers(groups[0])
	case c.ID == "assign-policy":
		f.nameTarget(c)
	}
	who, whose := "the user", "the user's"
	if f.Shared(c) {
		who, whose = "users", "users'"
	}
	c.Title = strings.NewReplacer("a group of 1 person", "a group that the user is in", "1 person", who,
		"these people's", whose, "these people", who).Replace(c.Title)
	c.Fix = strings.NewReplacer("> the user >", "> "+name+" >", "> Active users >", "> Active users > "+name+" >",
		"a group of these people", "a group that they are in", "these people", who).Replace(c.Fix)
	c.Fix, _, _ = strings.Cut(c.Fix, " https://")
	switch ch := &c.change; ch.kind {
	case reprocess:
		for _, s := range u.States {
			if s.SKU == ch.sku && s.Error != "" && !s.Group.IsZero() {
				c.Fix = strings.Replace(c.Fix, "the group", strings.TrimPrefix(f.groupName(s.Group), "group "), 1)
			}
		}
		c.Fix += " > " + name + " > Reprocess"
	case turnOnPlan:
		if ch.group.IsZero() {
			c.turnOnFor(u)
		} else {
			c.Fix += " > " + strings.TrimPrefix(f.groupName(ch.group), "group ") + " > Apps"
		}
		c.Fix += ": select " + row.planOff(c)
	}
	c.commandsFor(u)
	for _, f := range row.Findings {
		if f.Rule.EachUser != nil && (f.Outcome == Fail || f.Outcome == Warn) && slices.Contains(c.Rules, f.Rule.ID) {
			c.Why = f.Detail
			break
		}
	}
}

// ForUser puts a cause in the words of a plan into those of an answer about one user.
func (c *Cause) ForUser(u *tenant.User) {
	c.Title = strings.ReplaceAll(c.Title, "1 person", "the user")
	c.Fix = strings.ReplaceAll(c.Fix, "> Active users >", "> Active users > "+cmp.Or(u.DisplayName, u.UPN)+" >")
	c.commandsFor(u)
}

// commandsFor has commands name one user.
func (c *Cause) commandsFor(u *tenant.User) {
	command := strings.NewReplacer(`"UPN"`, u.ID.String(), "users/UPN", "users/"+u.ID.String())
	c.PowerShell, c.Bash = command.Replace(c.PowerShell), command.Replace(c.Bash)
}

// turnOnFor turns the plans on that give a part, in the license that a user is assigned directly.
func (c *Cause) turnOnFor(u *tenant.User) {
	for _, l := range u.Licenses {
		if l.SKU == c.change.sku {
			fix, link := c.Fix, c.Link
			c.Assign([]tenant.License{{SKU: l.SKU, Disabled: withoutParts(l)}}, nil)
			c.Fix, c.Link = fix, link
		}
	}
}

// OtherGroup ends the title of a cause whose group other settings name too.
const OtherGroup = ", or assign a policy to another group"

// nameTarget names the policies and their groups where adding the user to one does other things too, so that no group
// is proposed.
func (f *Facts) nameTarget(c *Cause) {
	if f.targetGroup().policy != nil {
		return
	}
	for _, p := range f.UserDriven() {
		for _, a := range p.Assignments {
			if a.Kind == "group" {
				c.Title = fmt.Sprintf("Add the user to group %q, which policy %q is assigned to%s",
					groupName(a.Group), p.Name, OtherGroup)
				c.addMembers(a.Group)
				c.Fix += ". Other settings name this group too"
				return
			}
		}
	}
}

// planNames are what the portals call the plans of device preparation (Product names and service plan identifiers for
// licensing, 2026-08).
var planNames = map[string]string{
	"INTUNE_A": "Microsoft Intune Plan 1", "INTUNE_EDU": "Intune for Education", "INTUNE_SMBIZ": "Microsoft Intune",
	"AAD_PREMIUM": "Microsoft Entra ID P1", "AAD_PREMIUM_P2": "Microsoft Entra ID P2",
}

// planOff is the plan that a cause would turn on.
func (row *UserRow) planOff(c *Cause) string {
	part := row.Entitlement.Entra
	if slices.Contains(c.Rules, "LIC-02") && !row.Entitlement.Intune.Usable() {
		part = row.Entitlement.Intune
	}
	if part.State == license.Missing {
		return "the plan"
	}
	return cmp.Or(planNames[part.Plan()], part.Plan())
}

// Shared reports whether a cause is nothing of one user's own: whoever changes it changes it for others too.
func (f *Facts) Shared(c *Cause) bool {
	switch c.ID {
	case "mdm-scope":
		p, ok := f.intunePolicy()
		return !ok || p.AppliesTo != "selected"
	case "dir-01":
		return f.Registration.Join.Kind == "no"
	}
	return !slices.ContainsFunc(Catalog(), func(r *Rule) bool {
		return r.EachUser != nil && slices.Contains(c.Rules, r.ID)
	})
}
