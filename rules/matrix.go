package rules

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/english"
)

// Sentence is one demand or statement of the requirement document, and what answers it.
type Sentence struct {
	Part    string `json:"part"`    // Software, Networking, Licensing, Configuration, RBAC
	Section string `json:"section"` // its heading, and after a comma which of the paragraphs
	URL     string `json:"url"`     // of the heading, in the page as it is today
	Text    string `json:"text"`    // in short words
	// Editions that hold it; today's is 2025-06-11, and decides.
	In2024 bool   `json:"in2024"`
	In2025 bool   `json:"in2025"`
	Dated  string `json:"dated,omitzero"` // where neither does: the date of the page beside the document that holds it

	// Exactly one of these is set; Row stands beside Rules for the seven subscriptions.
	Rules       []string `json:"rules"`                  // ids of the rules that judge it
	Manual      string   `json:"checkManually,omitzero"` // how a person checks it
	Information string   `json:"information,omitzero"`   // why there is nothing to check
	Row         int      `json:"row,omitzero"`           // 1 to 7
}

// The editions of the requirement document that the sentences are taken from.
const (
	Edition2024 = "2024-04-26"
	Edition2025 = "2025-06-11"
)

// Headings that sentences and rules name.
const (
	rolesSection = "Required RBAC permissions"
	restrictions = "Overview of enrollment restrictions"
)

// Editions says which editions hold the sentence.
func (s *Sentence) Editions() string {
	switch {
	case s.Dated != "":
		return s.Dated + ", another page"
	case s.In2024 && s.In2025:
		return Edition2024 + ", " + Edition2025
	case s.In2024:
		return Edition2024
	}
	return Edition2025
}

// inPart fills in what follows from the part: the address of a heading is its words.
func inPart(part string, all []Sentence) []Sentence {
	for i := range all {
		s := &all[i]
		s.Part = part
		if s.URL == "" {
			heading, _, _ := strings.Cut(s.Section, ", ")
			s.URL = documentURL + "?tabs=" + strings.ToLower(part) + "#" + anchor(heading)
		}
	}
	return all
}

// anchor makes of a heading what Microsoft Learn makes of it.
func anchor(heading string) string {
	return strings.ReplaceAll(strings.NewReplacer("(", "", ")", "").Replace(strings.ToLower(heading)), " ", "-")
}

// Sentences is the whole document, in its order.
func Sentences() []Sentence {
	return slices.Concat(softwareSentences(), networkingSentences(), licensingSentences(), configurationSentences(),
		roleSentences())
}

// MatrixRow is a sentence with its result.
type MatrixRow struct {
	Sentence
	Result Result `json:"result"`
	Detail string `json:"detail"` // of the rules, or how to check, or why there is nothing to check
	Users  int    `json:"users"`  // that Row qualifies; 0 for others
}

// Result is how a sentence is answered.
type Result int

// The zero Result is Undecided: not knowing is not being met.
const (
	Undecided Result = iota
	Passed
	Failed
	Warned
	Inapplicable
	CheckManually
	Informs
)

func (r Result) String() string {
	return [...]string{"not evaluated", "pass", "fail", "warning", "not applicable", "check manually",
		"information"}[r]
}

// MarshalText writes the result's words.
func (r Result) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// matrix answers every sentence from what the rules said.
func matrix(tallies []Tally, sum Summary) []MatrixRow {
	byID := make(map[string]*Tally, len(tallies))
	for i := range tallies {
		byID[tallies[i].Rule.ID] = &tallies[i]
	}
	var rows []MatrixRow
	for _, s := range Sentences() {
		row := MatrixRow{Sentence: s}
		switch {
		case s.Row > 0:
			row.Users = sum.Statuses.ByRow[s.Row]
			row.Result, row.Detail = rowResult(row.Users, byID["LIC-01"], sum.Scope)
		case s.Manual != "":
			row.Result, row.Detail = CheckManually, s.Manual
		case s.Information != "":
			row.Result, row.Detail = Informs, s.Information
		default:
			row.Result, row.Detail = answer(&s, byID)
		}
		rows = append(rows, row)
	}
	return rows
}

// rowResult is that of one of the seven subscriptions: an alternative that nobody uses is not a requirement unmet.
func rowResult(users int, t *Tally, c ScopeCount) (Result, string) {
	switch {
	case users > 0:
		return Passed, fmt.Sprintf("%s of %s users in scope qualify by it", english.Number(users),
			english.Number(c.InScope))
	case t == nil || t.Skipped || len(t.Gaps) > 0 || c.Read == 0:
		return Undecided, "licenses weren't read, or not checked"
	}
	return Inapplicable, "no user in scope qualifies by this alternative first"
}

// answer takes the worst of several rules; what is undecided stands behind what is known to be wrong.
func answer(s *Sentence, byID map[string]*Tally) (Result, string) {
	worst := []Result{Failed, Undecided, Warned, CheckManually, Passed, Inapplicable}
	best := len(worst)
	var said []string
	for _, id := range s.Rules {
		t := byID[id]
		if t == nil {
			continue // a test holds that there are none
		}
		result, words := t.of(s)
		best = min(best, slices.Index(worst, result))
		said = append(said, id+" "+t.Rule.Title+": "+words)
	}
	if best == len(worst) {
		return Undecided, ""
	}
	return worst[best], strings.Join(said, "; ")
}

// of is what the rule says of a sentence. What only Microsoft's page of 2024 demands warns at most, and it says nothing
// about a sentence that today's edition has too.
func (t *Tally) of(s *Sentence) (Result, string) {
	result, words := t.result(), t.words()
	onlyOlder := s.In2024 && !s.In2025
	switch {
	case t.Skipped || len(t.Gaps) > 0:
	case onlyOlder && t.olderPass > 0 && t.olderWarn == 0:
		return Passed, Pass.String()
	case onlyOlder && result == Failed:
		return Warned, words
	case !onlyOlder && result == Warned && t.olderWarn == t.Fail+t.Warn:
		return Passed, fmt.Sprintf("%s, except for what only Microsoft's page of %s requires", Pass, Edition2024)
	}
	return result, words
}

func (t *Tally) result() Result {
	if t.Skipped {
		return Undecided
	}
	switch t.Outcome {
	case Pass:
		return Passed
	case Fail:
		return Failed
	case Warn:
		return Warned
	case NotApplicable:
		return Inapplicable
	case Manual:
		return CheckManually
	}
	return Undecided
}

// words says in short what a rule found.
func (t *Tally) words() string {
	switch {
	case t.Skipped && t.Rule.Flag != "":
		return "was not run: --" + t.Rule.Flag + " turns it on"
	case t.Skipped:
		return "was not run"
	case t.Unprobed:
		return "was not probed: run `prepaudit network` where the devices will be"
	case t.Outcome == Fail:
		return t.share(t.Fail - t.Lesser)
	case t.Outcome == NotEvaluated && t.NotEvaluated == 1 && t.unknown != "":
		return t.share(1) + ", since " + t.unknown
	case t.Outcome == NotEvaluated && t.unknown != "":
		return t.share(t.NotEvaluated) + "; the first, since " + t.unknown
	case t.Outcome == NotEvaluated && len(t.Gaps) > 0:
		return "not evaluated: " + t.Gaps[0].Why
	case t.Outcome == NotEvaluated && t.NotEvaluated > 0:
		return t.share(t.NotEvaluated)
	case t.Outcome == Warn:
		return t.share(t.Fail + t.Warn)
	case t.Outcome == Manual && t.how != "":
		return t.Outcome.String() + ": " + t.how
	case t.Outcome == NotApplicable && t.without != "":
		return t.Outcome.String() + ": " + t.without
	}
	return t.Outcome.String()
}

// share is how many of those judged the outcome is about.
func (t *Tally) share(n int) string {
	return fmt.Sprintf("%s: %s of %s", t.Outcome, english.Number(n), english.Number(t.judged()))
}

func (t *Tally) judged() int {
	return t.Pass + t.Fail + t.Warn + t.NotApplicable + t.NotEvaluated + t.Manual
}
