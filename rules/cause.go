package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// Cause is one thing to change, and with it everything that it would fix.
type Cause struct {
	ID    string      `json:"id"` // the same in every report of the tenant while the thing is the same
	Title string      `json:"title"`
	Does  Consequence `json:"consequence"` // the gravest of what it does
	Step  Step        `json:"step"`        // where people meet it first
	Who   string      `json:"who"`         // licensing, Intune, identity, network, user
	Why   string      `json:"why"`         // a failure or a warning that it would fix; may be ""
	Fix   string      `json:"fix"`         // where to click
	// Alone is what it comes to for one person, "Add to group …"; "" where it is the tenant that is changed.
	Alone string `json:"forPerson,omitzero"`
	Link  string `json:"link,omitzero"`
	// A command that does it, in PowerShell (Microsoft Graph) and for a POSIX shell (az); "" where there is none. What
	// changes something only says so until -WhatIf in PowerShell, or echo in the other, is removed.
	PowerShell string   `json:"powershell,omitzero"`
	Bash       string   `json:"bash,omitzero"`
	Rules      []string `json:"rules"`
	Stops      int      `json:"stops"`    // people whom it stops
	Degrades   int      `json:"degrades"` // whose devices are prepared, and something is missing
	Concerns   int      `json:"concerns"` // people, devices, products or policies that it merely concerns
	// ReadyAfter is how many people are ready when it and all before it are done; nil where it stops nobody.
	ReadyAfter *int `json:"readyAfter,omitzero"`

	change change
}

// causeRows are the causes in their order, when all was counted.
func (ev *Evaluator) causeRows(findings []Finding) []Cause {
	ev.causes.rest(ev.tallies, findings)
	why := map[*Rule]string{}
	for _, f := range findings {
		if why[f.Rule] == "" && (f.Outcome == Fail || f.Outcome == Warn) {
			why[f.Rule] = f.Detail
		}
	}
	var rows []Cause
	for _, k := range ev.causes.order(ev.env.count.Ready.Ready, ev.failing()) {
		row := Cause{change: k.change, ID: k.id, Does: k.does, Step: k.step, Who: responsible(k.rules[0]),
			Stops:    k.by[Stops],
			Degrades: k.by[Degrades], Concerns: k.by[Terms] + k.by[Information], Why: why[k.rules[0]]}
		for _, s := range ev.standing {
			if s.cause >= 0 && ev.causes.all[s.cause] == k {
				row.Why = s.verdict.Detail
				break
			}
		}
		if k.after >= 0 {
			row.ReadyAfter = &k.after
		}
		for _, r := range k.rules {
			row.Rules = append(row.Rules, r.ID)
		}
		if ev.whole == nil {
			ev.env.Facts.describe(&row, k)
		} else {
			ev.whole.describe(&row, k)
			row.ofUser(ev.whole, &ev.row)
		}
		row.InCloud(ev.env.Cloud)
		rows = append(rows, row)
	}
	return rows
}

// failing are the required rules that fail.
func (ev *Evaluator) failing() (all []*Rule) {
	for _, t := range ev.tallies {
		if t.Rule.Level == Required && !t.Skipped && t.Outcome == Fail {
			all = append(all, t.Rule)
		}
	}
	return all
}

// rest adds what stops and degrades nobody: whatever else a rule fails or warns is a cause of its own.
func (c *causes) rest(tallies []Tally, findings []Finding) {
	named := map[*Rule]bool{}
	for _, k := range c.all {
		for _, r := range k.rules {
			named[r] = true
		}
	}
	does, more := map[*Rule]Consequence{}, map[*Rule]int{}
	for _, f := range findings {
		v := Verdict{Outcome: f.Outcome, Level: f.Level, Does: f.does}
		does[f.Rule] = max(does[f.Rule], f.Rule.does(v))
		more[f.Rule] += max(f.concerns, 1) - 1
	}
	for i := range tallies {
		t := &tallies[i]
		if t.Skipped || named[t.Rule] || t.Fail+t.Warn == 0 || t.Rule.Repeats {
			continue
		}
		k := c.all[c.of(change{rule: t.Rule}, t.Rule, max(does[t.Rule], Information))]
		// Of people and things nobody counted by what it does to them.
		k.by[Information] += t.Fail + t.Warn + more[t.Rule]
	}
}

// responsible is who changes what a rule is about.
func responsible(r *Rule) string {
	family, _, _ := strings.Cut(r.ID, "-")
	if r == primaryUsers || r == intuneWithoutDevice {
		family = "LIC"
	}
	switch family {
	case "LIC":
		return "licensing"
	case "DIR", "OOB", "CA":
		return "identity"
	case "NET":
		return "network"
	}
	return "Intune"
}

var causeKinds = [...]string{byRule: "", assign: "assign-license", turnOnPlan: "turn-on-plan", reprocess: "reprocess",
	addSeats: "add-seats", repairAssignment: "repair-assignment", renew: "renew", mdmScope: "mdm-scope",
	localAdmins: "local-administrators", await: "await-license", target: "assign-policy", further: "further"}

// CauseKinds are what the id of a cause begins with, before the first slash.
func CauseKinds() (all []string) {
	for _, kind := range causeKinds {
		if kind != "" {
			all = append(all, kind)
		}
	}
	for _, r := range Catalog() {
		all = append(all, strings.ToLower(r.ID))
	}
	return all
}

// identity names a change in reports, so that a person's row can point to it.
func (ch *change) identity() string {
	id := causeKinds[ch.kind]
	if ch.kind == byRule {
		id = strings.ToLower(ch.rule.ID)
	}
	for _, part := range []string{ch.id, ch.word} {
		if part != "" {
			id += "/" + part
		}
	}
	for _, part := range []tenant.GUID{ch.sku, ch.group} {
		if !part.IsZero() {
			id += "/" + part.String()
		}
	}
	return id
}

// describe says in words what a cause is and how it is fixed.
func (f *Facts) describe(row *Cause, k *causeCount) {
	ch := &k.change
	n := english.Count(k.people(), "person")
	switch ch.kind {
	case assign:
		describeAssign(row, ch, n)
	case turnOnPlan, reprocess, addSeats, repairAssignment, renew:
		f.describeLicense(row, ch, k)
	case mdmScope:
		f.describeScope(row, n)
	case localAdmins:
		row.Title = `Set "Registering user is added as local administrator" to All: the policy makes them standard users`
		row.Fix = deviceSettingsPath
	case target:
		f.describeTarget(row, n)
	case await:
		row.Title = "Wait until groups have assigned their licenses to " + n
		row.Alone = "Wait until a group has assigned its license"
		row.Fix = licensesPath + " > the product > Groups shows how far they are"
		row.Link = licensesLink
	case further:
		row.Title, row.Fix = "Further causes", "Look at the findings of these rules."
	default:
		f.describeRule(row, ch)
	}
	row.Link = cmp.Or(row.Link, f.link(row.Fix, ch.id))
	if row.PowerShell == "" {
		f.show(row, ch)
	}
}

func (f *Facts) describeRule(row *Cause, ch *change) {
	r := ch.rule
	row.Alone = r.DoAlone
	row.Title = cmp.Or(r.Do, r.Title)
	if strings.Contains(row.Title, "%s") {
		row.Title = fmt.Sprintf(row.Title, f.thePolicy(ch))
	}
	row.Fix = cmp.Or(r.Where, r.Remediation)
	if before, _, ok := strings.Cut(row.Fix, " `"); ok { // a command, with the words that lead to it
		if row.Fix = before; strings.HasSuffix(before, ":") {
			row.Fix = before[:strings.LastIndex(before, ". ")+1]
		}
	}
	f.commands(row, ch)
}

// thePolicy is how a title speaks of the policy that is changed, or of all of its kind where it is none in particular.
func (f *Facts) thePolicy(ch *change) string {
	kind, all := "policy", "device preparation policies"
	switch family, _, _ := strings.Cut(ch.rule.ID, "-"); family {
	case "CA":
		all = "Conditional Access policies"
	case "MDM":
		kind, all = "restriction", "platform restrictions"
	}
	switch {
	case slices.ContainsFunc(f.Restrictions, func(r tenant.Restriction) bool { return r.Default && r.ID == ch.id }):
		return "the default platform restriction"
	case ch.name != "":
		return fmt.Sprintf("%s %q", kind, ch.name)
	case ch.id != "":
		return "the " + kind + " without a name"
	}
	return all
}
