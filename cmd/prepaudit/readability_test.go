package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"prepaudit/rules"
)

// How long sentences are, and how many words are long (seven letters or more), of what people read before they have a
// report. -v prints it. Before the glossary it was 13.5 words and 18 % in the README, 12.7 and 20 % in the helps, 13.0
// and 23 % in the rules.
func TestReadability(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var helps, texts strings.Builder
	for _, path := range commandPaths() {
		s, out, _ := world(100)
		run(t.Context(), append(path, "--help"), s)
		helps.WriteString(out.String() + "\n")
	}
	for _, r := range rules.Catalog() {
		texts.WriteString(r.Title + ".\n" + r.Rationale + "\n" + r.Remediation + "\n")
	}
	for _, c := range []struct {
		name, text string
		words      float64 // a sentence, at most
		long       float64 // of a hundred words, at most
	}{
		{"README", string(readme), 12, 23}, {"helps", helps.String(), 13, 23}, {"rules", texts.String(), 12.5, 26},
	} {
		words, long := readability(c.text)
		t.Logf("%-6s  %4.1f words a sentence, %4.1f %% long words", c.name, words, long)
		if words > c.words || long > c.long {
			t.Errorf("%s: %.1f words a sentence and %.1f %% long words, want %g and %g at most", c.name, words, long,
				c.words, c.long)
		}
	}
}

var (
	notProse = regexp.MustCompile("(?s)```.*?```|`[^`]*`|<[^>]*>|https?://\\S+|\\[!?\\[?|\\]\\([^)]*\\)")
	flagLine = regexp.MustCompile(`(?m)^ +(-\w, |    )--[\w-]+( \S+)?|^ *prepaudit .*$|^  \S+$`)
	wrapped  = regexp.MustCompile(`([^\n])\n +`)
	endOf    = regexp.MustCompile(`[.?!](?:\s|$)|\n\s*\n| {3,}| > `)
	aWord    = regexp.MustCompile(`^[A-Za-z][A-Za-z'’-]*$`)
)

// readability counts the words of sentences of four or more; commands, flags, paths and names of files are not words.
func readability(text string) (words, long float64) {
	text = wrapped.ReplaceAllString(flagLine.ReplaceAllString(notProse.ReplaceAllString(text, " "), "\n\n"), "$1 ")
	n := 0.0
	for _, s := range endOf.Split(text, -1) {
		var count, big float64
		for w := range strings.FieldsSeq(s) {
			if w = strings.Trim(w, `"'(),.;:*|`); aWord.MatchString(w) {
				count++
				if utf8.RuneCountInString(w) >= 7 {
					big++
				}
			}
		}
		if count >= 4 {
			n, words, long = n+1, words+count, long+big
		}
	}
	return words / n, 100 * long / words
}
