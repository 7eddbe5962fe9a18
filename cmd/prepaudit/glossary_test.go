package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// glossary is testdata/glossary.txt.
type glossary struct {
	may     []*regexp.Regexp
	retired []retired
}

// retired is what the program never says, and what it says in place of it.
type retired struct {
	say   string
	never *regexp.Regexp
}

var readGlossary = sync.OnceValues(func() (g glossary, err error) {
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "glossary.txt"))
	if err != nil {
		return g, err
	}
	for line := range strings.Lines(string(text)) {
		say, never, found := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !found || strings.HasPrefix(line, "#") {
			continue
		}
		is, err := regexp.Compile("(?i)" + never)
		if err != nil {
			return g, fmt.Errorf("%s: %w", say, err)
		}
		if say == "may" {
			g.may = append(g.may, is)
		} else {
			g.retired = append(g.retired, retired{say, is})
		}
	}
	return g, nil
})

// spoken are texts of the program, each with where it was seen first.
type spoken map[string]string

func (s spoken) add(from, text string) {
	if text = strings.Join(strings.Fields(text), " "); s[text] == "" {
		s[text] = from
	}
}

// offences are what texts say and the glossary retires.
func (g glossary) offences(texts spoken) (found []string) {
	for _, text := range slices.Sorted(maps.Keys(texts)) {
		rest := text
		for _, m := range g.may {
			rest = m.ReplaceAllString(rest, "…")
		}
		for _, r := range g.retired {
			if word := r.never.FindString(rest); word != "" {
				found = append(found, fmt.Sprintf("%s: %q, say %s: %s", texts[text], word, r.say, text))
			}
		}
	}
	return found
}

// The list catches what it is for, and lets pass what only looks like it.
func TestGlossaryItself(t *testing.T) {
	g, err := readGlossary()
	if err != nil {
		t.Fatal(err)
	}
	for text, offends := range map[string]bool{
		"What cures it": true, "To be judged by hand": true, "The requirement is not met": true,
		"a word that prepaudit does not know": true, "users whom a policy reaches": true, "in its lots": true,
		"No second factor": true, "Licence": true, "re-enrolment": true, "organisations": true, "behaviour": true,
		"an app that does not skip them ends with 4": true, "hold dates against DATE": true, "1 users": true,
		"user(s)": true, "2 user have": true, "12 person": true, "1 policies are": true, "12345 users": true,

		"the script carries out the plan": false, "a password": false, "Surface Laptop 7th Edition": false,
		"managedDevices": false, "licenses and enrollment": false, "1 user has 2 devices": false,
		"12,345 users": false, "in 2026": false, "1 user's devices": false, "1 status": false, "101 users": false,
		"ends within 4 days": false,
	} {
		if got := len(g.offences(spoken{text: ""})) > 0; got != offends {
			t.Errorf("%q offends: %v, want %v", text, got, offends)
		}
	}
}
