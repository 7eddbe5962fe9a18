// Package exceptions reads and writes the file with exceptions: what is known and doesn't fail a run, each with a
// reason, an owner and the day when it ends.
package exceptions

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/cmd/prepaudit/strictyaml"
	"prepaudit/reports/excuse"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// Bounds of a file: a person reviews it.
const (
	mostBytes   = 4 << 20
	mostEntries = 10_000
	longestText = 500
)

var keys = []string{"rule", "cause", "subject", "group", "reason", "owner", "expires"}

// Read reads a file. An entry that lacks what it must have is refused.
func Read(path string) ([]record.Exception, error) {
	root, err := strictyaml.Read(path, mostBytes)
	if _, isFile := errors.AsType[*fs.PathError](err); isFile {
		return nil, process.WithHint(err,
			"`prepaudit exceptions init --from REPORT.json --rule LIC-02 --expires DATE` writes one")
	}
	if err != nil {
		return nil, err
	}
	fields, err := root.Fields("exceptions")
	if err != nil {
		return nil, err
	}
	if len(fields) == 0 {
		return nil, root.Errorf("begin the file with exceptions:", "it has no key exceptions")
	}
	nodes, err := fields[0].Value.List()
	if err != nil {
		return nil, err
	}
	if len(nodes) > mostEntries {
		return nil, nodes[mostEntries].Errorf("", "it has more than %d exceptions", mostEntries)
	}
	all := make([]record.Exception, 0, len(nodes))
	lines := map[record.Exception]int{}
	for _, n := range nodes {
		e, err := entry(n)
		if err != nil {
			return nil, err
		}
		same := record.Exception{Rule: e.Rule, Cause: e.Cause, Subject: strings.ToLower(e.Subject), Group: e.Group}
		if line := lines[same]; line > 0 {
			return nil, n.Errorf("keep one of them", "the exception in line %d is for the same", line)
		}
		lines[same] = n.Line
		all = append(all, e)
	}
	return all, nil
}

// entry reads one exception.
func entry(n strictyaml.Node) (e record.Exception, err error) {
	fields, err := n.Fields(keys...)
	if err != nil {
		return e, err
	}
	at := map[string]strictyaml.Node{}
	text := map[string]string{}
	for _, f := range fields {
		key := f.Key.Value
		value, err := f.Value.Text()
		if err != nil {
			return e, f.Value.Errorf(hintOf(key), "%s has no value", key)
		}
		if len(value) > longestText {
			return e, f.Value.Errorf("", "%s has more than %d bytes", key, longestText)
		}
		at[key], text[key] = f.Value, strings.Join(strings.Fields(value), " ") // on one line
	}
	for _, key := range []string{"reason", "owner", "expires"} {
		if text[key] == "" {
			return e, n.Errorf(hintOf(key), "the exception has no %s", key)
		}
	}
	switch {
	case text["rule"] == "" && text["cause"] == "":
		return e, n.Errorf("add rule: LIC-02, or cause: with an id of a cause in a JSON report",
			"the exception has neither a rule nor a cause")
	case text["rule"] != "" && text["cause"] != "":
		return e, at["cause"].Errorf("write two exceptions", "the exception has both a rule and a cause")
	case text["subject"] != "" && text["group"] != "":
		return e, at["group"].Errorf("write two exceptions", "the exception has both a subject and a group")
	}
	if id := text["rule"]; id != "" && !known(id) {
		return e, at["rule"].Errorf(process.DidYouMean(id, ids(), "`prepaudit rules` lists them"),
			"there is no rule %q", id)
	}
	kind, _, _ := strings.Cut(text["cause"], "/")
	if kinds := rules.CauseKinds(); kind != "" && !slices.Contains(kinds, kind) {
		return e, at["cause"].Errorf(process.DidYouMean(kind, kinds, "a JSON report has the ids of its causes"),
			"there is no cause that begins with %q", kind)
	}
	if g := text["group"]; g != "" {
		id, err := tenant.ParseGUID(g)
		if err != nil {
			return e, at["group"].Errorf("the page of the group in the Entra admin center shows its object ID",
				"group %q isn't an object ID", g)
		}
		text["group"] = id.String()
	}
	if _, err := time.Parse(time.DateOnly, text["expires"]); err != nil {
		return e, at["expires"].Errorf("write it as in 2027-01-31", "expires %q isn't a date", text["expires"])
	}
	return record.Exception{
		Rule: text["rule"], Cause: text["cause"], Subject: text["subject"], Group: text["group"],
		Reason: text["reason"], Owner: text["owner"], Expires: text["expires"],
	}, nil
}

// hintOf says what a key is for.
func hintOf(key string) string {
	switch key {
	case "reason":
		return "say why it is accepted: reason: \"leaves in January\""
	case "owner":
		return "name who answers for it: owner: it@contoso.com"
	case "expires":
		return "name its last day: expires: 2027-01-31"
	}
	return ""
}

func known(id string) bool { return slices.Contains(ids(), id) }

func ids() (all []string) {
	for _, r := range rules.Catalog() {
		all = append(all, r.ID)
	}
	return all
}

// Lines say how many exceptions there are, and which of them somebody should look at.
func Lines(all []record.Exception, now time.Time) (lines []string) {
	today, soon := record.Day(now), record.Day(now.AddDate(0, 0, excuse.Soon))
	lines = append(lines, english.Count(len(all), "exception"))
	for i := range all {
		e := &all[i]
		about := wording.ExceptionOf(e) + " for " + wording.ExceptionFor(e)
		switch {
		case e.Expires < today:
			lines = append(lines, "expired "+e.Expires+": "+about+" ("+e.Owner+")")
		case e.Expires <= soon:
			lines = append(lines, "expires "+e.Expires+": "+about+" ("+e.Owner+")")
		case e.Subject == "" && e.Group == "":
			lines = append(lines, "for everything: "+about+" ("+e.Owner+")")
		}
	}
	return lines
}
