package history

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// entry is a run as the tables have it: by table, the values of its rows in the order of the columns. The first is the
// run's own. Titles, details and descriptions have names: none of them is here.
type entry struct {
	id    string // of the run: it is remembered once, however often that is tried
	asked string // see record.Past
	rows  map[string][][]any
}

// tables are those of an entry in their order, with their columns behind run_id.
var tables = []struct{ name, columns string }{
	{"prepaudit_runs", "tenant_id, default_domain, at, as_of, started, finished, version, catalog_date, scope, " +
		"asked, complete, counted, exit_status, users_read, in_scope, people, ready, blocked, not_known, unread, " +
		"devices"},
	{"prepaudit_missing", "dataset, partial"},
	{"prepaudit_rules", "rule, outcome, pass, fail, fail_advisory, warning, not_applicable, not_evaluated, " +
		"check_manually, unclassified"},
	{"prepaudit_causes", "number, kind, rule, stops, degrades, concerns"},
	{"prepaudit_products", "number, sku_id, part_number, enabled, warning, suspended, locked_out, consumed, in_scope"},
}

// tenantID is that of a run, without what a database can't have in a text.
func tenantID(run *record.Run) string { return process.Printable(run.Tenant.ID) }

// newID is the name of one run.
func newID() string { return rand.Text() }

func newEntry(id string, run *record.Run, s *record.Summary, scope *rules.Scope) *entry {
	now := s.Now(run)
	e := &entry{id, asked(run, scope), map[string][][]any{}}
	add := func(table string, values ...any) { e.rows[table] = append(e.rows[table], append([]any{id}, values...)) }
	add("prepaudit_runs", tenantID(run), process.Printable(run.Tenant.DefaultDomain), stamp(now.At), now.AsOf,
		stamp(run.Reading.Started), stamp(s.Reading.Finished), now.Version, run.CatalogDate, describe(run, scope),
		e.asked, now.Complete, now.Counted, now.Status, s.Scope.Read, now.InScope, now.Ready.People,
		now.Ready.Ready, now.Ready.Blocked, now.Ready.Unknown, now.Ready.Unread, s.Devices.Read)
	for _, ds := range now.Missing {
		partly := !slices.ContainsFunc(s.Missing, func(g rules.Gap) bool { return g.Dataset == ds && !g.Partial })
		add("prepaudit_missing", string(ds), partly)
	}
	for i := range s.Tallies {
		t := &s.Tallies[i]
		c, outcome := t.Count(), t.Outcome().String()
		if t.Skipped {
			outcome = "skipped"
		}
		add("prepaudit_rules", t.ID, outcome, c.Pass, c.Fail, c.Lesser, c.Warn, c.NotApplicable, c.NotEvaluated,
			c.Manual, c.Unclassified)
	}
	for i := range s.Causes {
		c := &s.Causes[i]
		kind, _, _ := strings.Cut(c.ID, "/") // the rest names a policy, a group or a product
		add("prepaudit_causes", i+1, kind, strings.Join(c.Rules, ","), c.Stops, c.Degrades, c.Concerns)
	}
	for i := range s.Subscriptions {
		k := &s.Subscriptions[i]
		add("prepaudit_products", i+1, k.ID.String(), process.Printable(k.PartNumber), k.Enabled, k.Warning,
			k.Suspended, k.LockedOut, k.Consumed, k.InScope)
	}
	return e
}

// stamp is a time as the tables have it: texts of this form are in the order of time.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// describe says whom a run is about, without the names of groups, policies and people, and by which rules, where it isn't
// by all.
func describe(run *record.Run, s *rules.Scope) string {
	said := []string{people(s)}
	ran, skipped := chosen(run)
	var all []string
	for _, r := range run.Rules {
		all = append(all, r.ID)
	}
	if len(skipped) > len(all) {
		said = append(said, "only "+some(all))
	} else {
		if len(skipped) > 0 {
			said = append(said, "without "+some(skipped))
		}
		if len(ran) > 0 {
			said = append(said, "with "+some(ran))
		}
	}
	if run.OtherMDM {
		said = append(said, "--mdm other")
	}
	return strings.Join(said, record.OptionsBetween)
}

// some are the first of some ids.
func some(ids []string) string {
	const most = 4
	if n := len(ids) - most; n > 1 {
		return strings.Join(ids[:most], ", ") + " and " + english.Count(n, "other rule")
	}
	return strings.Join(ids, ", ")
}

// chosen are the ids of rules that ran only since somebody asked for them, and of those that somebody skipped.
func chosen(run *record.Run) (ran, skipped []string) {
	for _, r := range run.Rules {
		if r.Flag != "" {
			ran = append(ran, r.ID)
		}
	}
	for _, r := range run.Skipped {
		if r.Flag == "" {
			skipped = append(skipped, r.ID)
		}
	}
	return ran, skipped
}

// people says whom a run is about.
func people(s *rules.Scope) string {
	who := map[string]string{
		"groups":   "members of " + english.Count(len(s.Groups), "group"),
		"policies": "users assigned to device preparation policies",
		"mdm":      "members of the MDM user scope",
		"members":  "members of the tenant",
	}[s.Decided()]
	if s.IncludeDisabled {
		who += ", enabled or not"
	} else {
		who = "enabled " + who
	}
	if s.IncludeGuests {
		who += ", guests and external members included"
	}
	if s.IncludeUnlicensed {
		who += ", unlicensed members included"
	}
	if n := len(s.ExcludeGroups); n > 0 {
		who += ", without " + english.Count(n, "group")
	}
	if n := len(s.ExcludeUPN); n > 0 {
		who += ", without " + english.Count(n, "name pattern")
	}
	return who
}

// asked is the same for runs that ask for the same: the people, however many they are by now, and the rules, whatever a
// newer version has more of them.
func asked(run *record.Run, s *rules.Scope) string {
	ids := func(groups []tenant.Group) (all []string) {
		for _, g := range groups {
			all = append(all, g.ID.String())
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	ran, skipped := chosen(run)
	var own []string
	for _, id := range ran {
		own = append(own, "+"+id)
	}
	for _, id := range skipped {
		own = append(own, "-"+id)
	}
	slices.Sort(own)
	patterns := slices.Sorted(slices.Values(s.ExcludeUPN))
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %q %q %q %t %t %t %t %q", s.Decided(), ids(s.Groups),
		ids(s.ExcludeGroups), patterns, s.IncludeDisabled, s.IncludeGuests, s.IncludeUnlicensed, run.OtherMDM, own))
	return hex.EncodeToString(sum[:8])
}
