package answer

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// steps sorts causes by who they are for: what is the person's own to be fixed, in the order of the way of a device;
// what stops others too; and what leaves something missing on a PC that is prepared.
func (k *Known) steps(a *record.Answer) {
	why, barred := rules.Barred(k.Row.User)
	switch {
	case barred == tenant.Yes && k.Row.User.Enabled == tenant.No:
		a.Steps = append(a.Steps, k.ofAccount("enable-account", "Enable the account, if the person is to prepare a PC",
			why, " > Edit properties > Account enabled"))
	case barred == tenant.Yes:
		a.Steps = append(a.Steps, rules.Cause{ID: "own-account", Does: rules.Stops, Step: rules.SignIn, Who: "user",
			Title: "Set up the PC with an account of this organization: " + why, Why: why})
		return
	case barred == tenant.Unknown:
		a.Steps = append(a.Steps, k.ofAccount("look-up-account", "Look the account up: "+why, why, ""))
	}
	required := k.failing()
	for _, c := range k.Summary.Causes {
		fails := slices.ContainsFunc(c.Rules, func(id string) bool { return slices.Contains(required, id) })
		switch {
		case slices.Contains(k.Row.BlockedBy, c.ID) || c.Does != rules.Stops && fails:
			if k.Facts.Shared(&c) {
				a.Others = append(a.Others, c)
			} else {
				a.Steps = append(a.Steps, c)
			}
		case c.Degrades > 0:
			a.Incomplete = append(a.Incomplete, c)
		}
	}
	slices.SortStableFunc(a.Steps, func(x, y rules.Cause) int { return int(x.Step) - int(y.Step) })
	for i := range a.Steps {
		c := &a.Steps[i]
		before := slices.IndexFunc(a.Steps[:i], func(x rules.Cause) bool { return x.PowerShell == c.PowerShell })
		if before >= 0 && c.PowerShell != "" { // to add somebody to a group is one thing, whatever it does
			c.Title = strings.TrimSuffix(c.Title, rules.OtherGroup) + fmt.Sprintf(": step %d does this too", before+1)
			c.Fix = ""
		}
	}
}

// deleteOldest gives the step about the device limit the commands that delete the device that was last active longest
// ago.
func (k *Known) deleteOldest(a *record.Answer) {
	i := slices.IndexFunc(a.Devices, func(d tenant.OwnDevice) bool { return d.Counts && !d.ID.IsZero() })
	for n := range a.Steps {
		if c := &a.Steps[n]; c.ID == "dir-02" && a.LimitReached && i >= 0 {
			id := a.Devices[i].ID.String()
			c.PowerShell = "Remove-MgDevice -DeviceId '" + id + "' -WhatIf"
			c.Bash = "echo az rest --method DELETE --url https://graph.microsoft.com/v1.0/devices/" + id
			c.InCloud(k.Facts.Cloud)
		}
	}
}

// ofAccount is a step that the page of the account is opened for.
func (k *Known) ofAccount(id, title, why, then string) rules.Cause {
	u := k.Row.User
	return rules.Cause{ID: id, Title: title, Does: rules.Stops, Step: rules.SignIn, Who: "identity", Why: why,
		Fix:  "Microsoft Entra admin center > Entra ID > Users > " + u.UPN + then,
		Link: rules.PortalLink(k.Facts.Cloud, "", rules.Subject{Kind: "user", ID: u.ID.String()})}
}

// failing are the required rules that fail, of which the outcome hangs though they stop nobody.
func (k *Known) failing() (ids []string) {
	for _, t := range k.Summary.Tallies {
		if t.Rule.Level == rules.Required && t.Outcome == rules.Fail {
			ids = append(ids, t.Rule.ID)
		}
	}
	return ids
}
