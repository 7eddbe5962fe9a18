package reports

import (
	"cmp"
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

// sarif is SARIF 2.1.0 as code scanning reads it: one result for each cause, then one for each rule that could not be
// checked, or that fails or warns for no cause, with counts and the first findings in its message and properties. Code
// scanning takes a result that is gone for fixed and one of any kind for a problem, so that a rule that could not be
// checked again must not be left out, and one that passed must. What is to be checked manually, or needs a probe of the
// network, is a notification.
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

// sarifAutomation tells the tenants of one repository apart; without it each upload would close the alerts of the last.
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
	Rule    map[string]any `json:"associatedRule,omitempty"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Props        map[string]any    `json:"properties"`

	Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	Baseline     string             `json:"baselineState,omitempty"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
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
	place := map[string]int{}
	for i, t := range sum.Tallies {
		place[t.ID] = i
	}
	for i := range sum.Causes {
		run.Results = append(run.Results, s.cause(sum, &sum.Causes[i], place))
	}
	for i, t := range sum.Tallies {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newSARIFRule(s.Ran.Rule(t.ID)))
		switch {
		case t.Skipped, t.Outcome() == rules.Pass, t.Outcome() == rules.NotApplicable:
		case t.Unprobed(), t.Outcome() == rules.Manual:
			run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, sarifNotification{
				Level: "note", Message: sarifText{Text: unlinkedText(t.ID + " " + wording.Result(t))},
				Rule: map[string]any{"id": t.ID, "index": i},
			})
		case t.Outcome() == rules.NotEvaluated || !wording.Caused(sum, t.ID):
			run.Results = append(run.Results, s.result(sum, i, t))
		}
	}
	run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, sarifExcused(sum)...)
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
	help := fmt.Sprintf("%s\n\n**Fix**: %s\n\n%s: %s", r.Rationale, r.Remediation, r.Citation, r.Citation.URL)
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

func (s *sarif) result(sum *record.Summary, index int, t record.Tally) sarifResult {
	list, seen := s.List(t.ID)
	text := t.Title + ": " + wording.Result(t)
	if n := wording.Counts(t); n != "" {
		text += " (" + n + ")"
	}
	if gap := wording.Unread(t); gap != "" {
		text += "\n" + gap
	}
	samples := sarifSamples(list)
	for _, f := range list {
		text += "\n- " + wording.Subject(f.Subject) + ": " + plain.Shown(f.Detail)
	}
	if more := seen - len(list); more > 0 {
		text += "\n- and " + english.Number(more) + " more"
	}
	out := s.located("tenantAndRule/v1", t.ID)
	out.RuleID, out.RuleIndex, out.Level = t.ID, index, sarifLevel(t.Level, t.Outcome())
	out.Message = sarifText{Text: unlinkedText(text)}
	out.Props = map[string]any{"findings": seen, "samples": samples}
	if of := excusedOf(sum, t.ID); of != nil && t.Outcome() != rules.NotEvaluated {
		out.excuse(sum, of.Excepted, of.Known, of.Left, func() string { return wording.WhyExcused(sum, t.ID) })
	}
	return out
}
