package reports

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/sample"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// sarif is SARIF 2.1.0 as code scanning reads it: one result for each rule that is not met, warns or was not evaluated,
// with counts and the first findings in its message and properties. Code scanning takes a result that is gone for
// cured and one of any kind for a problem, so that a rule that could not be judged again must not be left out, and one
// that passed must. What is to be checked by hand, or needs a probe of the network, is a notification.
type sarif struct {
	sample.Sampler
	w io.Writer
}

func openSARIF(w io.Writer, _ Options) (record.Handler, error) {
	return &sarif{w: w, Sampler: sample.New(samplesOfRule)}, nil
}

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Automation  sarifAutomation   `json:"automationDetails"`
	Invocations []sarifInvocation `json:"invocations"`
	Results     []sarifResult     `json:"results"`
	ColumnKind  string            `json:"columnKind"`
}

// sarifAutomation tells the tenants of one repository apart; without it each upload would cure the alerts of the last.
type sarifAutomation struct {
	ID string `json:"id"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version"`
	Rules   []sarifRule `json:"rules"`
}

type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifRule struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Short    sarifText      `json:"shortDescription"`
	Full     sarifText      `json:"fullDescription"`
	Help     sarifText      `json:"help"`
	HelpURI  string         `json:"helpUri"`
	Defaults sarifDefaults  `json:"defaultConfiguration"`
	Props    map[string]any `json:"properties"`
}

type sarifDefaults struct {
	Level string `json:"level"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	ExitCode      int                 `json:"exitCode"`
	Notifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Level   string         `json:"level"`
	Message sarifText      `json:"message"`
	Rule    map[string]any `json:"associatedRule"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Props        map[string]any    `json:"properties"`
}

type sarifLocation struct {
	Physical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region struct {
			StartLine int `json:"startLine"`
		} `json:"region"`
	} `json:"physicalLocation"`
}

func (s *sarif) Summary(sum *record.Summary) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "prepaudit", Version: s.Ran.Version, Rules: []sarifRule{}}},
		Automation: sarifAutomation{"prepaudit/" + cmp.Or(s.Ran.Tenant.ID, "none") + "/"},
		Invocations: []sarifInvocation{
			{Successful: sum.Complete, ExitCode: sum.ExitStatus, Notifications: []sarifNotification{}},
		},
		Results: []sarifResult{}, ColumnKind: "utf16CodeUnits",
	}
	for i, t := range sum.Tallies {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newSARIFRule(s.Ran.Rule(t.ID)))
		switch {
		case t.Skipped, t.Outcome() == rules.Pass, t.Outcome() == rules.NotApplicable:
		case t.Unprobed(), t.Outcome() == rules.ByHand:
			run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, sarifNotification{
				Level: "note", Message: sarifText{Text: unlinkedText(t.ID + " " + wording.Result(t))},
				Rule: map[string]any{"id": t.ID, "index": i},
			})
		default:
			run.Results = append(run.Results, s.result(i, t))
		}
	}
	enc := json.NewEncoder(s.w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	log := sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	}
	if err := enc.Encode(log); err != nil {
		return fmt.Errorf("writing SARIF: %w", err)
	}
	return nil
}

// unlinkedText keeps what looks like a link of SARIF, [text](address), from being one: names come from the directory.
// Brackets are escaped as SARIF says, with backslashes before them; the space is for viewers that know links alone.
func unlinkedText(s string) string {
	s = bracket.ReplaceAllStringFunc(s, func(m string) string {
		return strings.Repeat(`\`, 2*len(m)-1) + m[len(m)-1:]
	})
	return strings.ReplaceAll(s, "](", "] (")
}

var bracket = regexp.MustCompile(`\\*[][]`)

func newSARIFRule(r *record.Rule) sarifRule {
	help := fmt.Sprintf("%s\n\n**Cure**: %s\n\n%s: %s", r.Rationale, r.Remediation, r.Citation, r.Citation.URL)
	return sarifRule{
		ID: r.ID, Name: strings.ReplaceAll(r.ID, "-", ""), Short: sarifText{Text: r.Title},
		Full: sarifText{Text: r.Rationale}, Help: sarifText{Text: r.Remediation, Markdown: help},
		HelpURI: r.Citation.URL, Defaults: sarifDefaults{sarifLevel(r.Level, rules.Fail)},
		Props: map[string]any{"tags": []string{r.Level.String()}},
	}
}

// sarifLevel is error where something required is not met, warning for what else is not met, and note for the rest.
func sarifLevel(l rules.Level, o rules.Outcome) string {
	switch {
	case o == rules.Fail && l == rules.Required:
		return "error"
	case l == rules.Advisory:
		return "note"
	}
	return "warning"
}

func (s *sarif) result(index int, t record.Tally) sarifResult {
	list, seen := s.List(t.ID)
	text := t.Title + ": " + wording.Result(t)
	if n := wording.Counts(t); n != "" {
		text += " (" + n + ")"
	}
	if gap := wording.Unread(t); gap != "" {
		text += "\n" + gap
	}
	var samples []map[string]string
	for _, f := range list {
		samples = append(samples, map[string]string{
			"outcome": f.Outcome.String(), "kind": f.Subject.Kind, "id": plain.Text(f.Subject.ID),
			"name": plain.Shown(f.Subject.Name), "detail": plain.Shown(f.Detail),
		})
		text += "\n- " + wording.Subject(f.Subject) + ": " + plain.Shown(f.Detail)
	}
	if more := seen - len(list); more > 0 {
		text += "\n- and " + english.Number(more) + " more"
	}
	sum := sha256.Sum256([]byte(s.Ran.Tenant.ID + " " + t.ID))
	same := hex.EncodeToString(sum[:16])
	out := sarifResult{
		RuleID: t.ID, RuleIndex: index, Level: sarifLevel(t.Level, t.Outcome()), Message: sarifText{Text: unlinkedText(text)},
		Locations: make([]sarifLocation, 1),
		// GitHub looks at the second alone, and makes none for a file that is not there.
		Fingerprints: map[string]string{"tenantAndRule/v1": same, "primaryLocationLineHash": same + ":1"},
		Props:        map[string]any{"findings": seen, "samples": samples},
	}
	// Code scanning wants a file; a tenant has none.
	out.Locations[0].Physical.Artifact.URI = "prepaudit/" + t.ID
	out.Locations[0].Physical.Region.StartLine = 1
	return out
}
