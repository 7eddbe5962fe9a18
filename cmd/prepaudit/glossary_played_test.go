package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/rules"
)

// What is put together only when the program runs is heard here: helps, simulated tenants in every format that has
// text, people, plans, the network, and what one looks up.
func TestGlossaryOfOutput(t *testing.T) {
	g, err := readGlossary()
	if err != nil {
		t.Fatal(err)
	}
	h := hearing{w: newWriting(t, t.TempDir()), texts: spoken{}}
	var jobs []func()
	for _, line := range h.lines() {
		jobs = append(jobs, func() { h.run(80, line...) })
	}
	every := slices.DeleteFunc(h.w.words("audit", "-o", ""), func(f string) bool { return f == "table" })
	for _, s := range graphtest.Scenarios() {
		formats := every
		if s.Name == "large" { // where the rows of people say what those of others do
			formats = []string{"html", "markdown", "sarif", "junit"}
		}
		jobs = append(jobs, func() {
			h.run(120, append(append(auditOf(s.Name), "--details"), h.w.outputs(s.Name, formats)...)...)
			for file, text := range h.w.texts(s.Name, formats) {
				h.report(s.Name+" "+file, file, text)
			}
			h.run(80, "plan", "--demo="+s.Name, "-q")
		})
	}
	jobs = append(jobs, func() {
		out, said := new(bytes.Buffer), new(bytes.Buffer)
		s := inLab(t, out, said, "login.live.com:443=refused", "*:80=refused", "time.windows.com:123=+9m",
			"enterpriseregistration.windows.net=nxdomain", "login.microsoftonline.com:443=private")
		run(t.Context(), []string{"network", "--timeout", "1m", "--details"}, s)
		h.printed("network", out.String()+said.String())
	})
	jobs = append(jobs, func() {
		var said bytes.Buffer
		sys, out, args, _ := fleet(t, &said, served{"contoso", graphtest.Tenant{}},
			served{"apps", graphtest.Tenant{AppOnly: true}}, served{"refused", graphtest.Tenant{Scenario: "refused"}})
		run(t.Context(), args, sys)
		h.printed("tenants", out.String()+said.String())
	})
	jobs = append(jobs, func() { h.site() })
	inParallel(jobs)
	if len(h.texts) < 3000 {
		t.Fatalf("%d texts", len(h.texts))
	}
	for _, o := range g.offences(h.texts) {
		t.Error(o)
	}
}

// mostWords is how many words a title or a fix may take in one sentence.
const mostWords = 30

// A title can be read at a glance, and a fix be followed step by step.
func TestSentencesAreShort(t *testing.T) {
	for _, r := range rules.Catalog() {
		for _, text := range []string{r.Title, r.Remediation} {
			for _, s := range sentences(text) {
				if n := len(strings.Fields(s)); n > mostWords {
					t.Errorf("%s: %d words: %s", r.ID, n, s)
				}
			}
		}
	}
}

var sentenceEnd = regexp.MustCompile(`[.?!:](?:\s+|$)|\n`)

// sentences are those of a text; a step of a path and what follows a colon are one each.
func sentences(text string) []string {
	return sentenceEnd.Split(strings.ReplaceAll(text, " > ", ". "), -1)
}

// hearing collects what the program says.
type hearing struct {
	w     *writing
	mu    sync.Mutex
	texts spoken
}

// lines are command lines of which each says something else.
func (h *hearing) lines() (all [][]string) {
	for _, line := range []string{
		"version", "rules list", "rules matrix", "permissions", "permissions --user", "catalog windows", "network list",
		"network export", "schema", "schema user", "schema plan", "prices template --demo -q", "plan --demo -q -o ps1",
		"catalog show SPE_E3", "catalog show INTUNE_A", "catalog show AAD_PREMIUM", "catalog show M365EDU_A1",
		"catalog show ENTERPRISEPACK", "catalog show Microsoft_Teams_Rooms_Pro", "requests --shell az",
		"requests --shell powershell", "nothing", "audit --demo=contso", "audit --demo --only LIC-99",
		"audit --demo --columns wrong", "audit --demo -o pdf=x", "audit --demo --from x", "audit --as-of soon", "user",
		"user nobody@contoso.com --demo", "render", "render missing.json", "schema csv:device", "rules show LIC-0",
		"catalog show SPE_E33", "network --region moon", "audit --demo=healthy --parallel -1", "sim --fault x",
	} {
		all = append(all, strings.Fields(line))
	}
	for _, line := range typical {
		all = append(all, append([]string{"user", "--details"}, strings.Fields(line)...))
	}
	for _, format := range h.w.words("schema", "") {
		all = append(all, []string{"schema", format})
	}
	for _, id := range h.w.words("rules", "show", "") {
		all = append(all, []string{"rules", "show", id})
	}
	for _, path := range commandPaths() {
		all = append(all, append(path, "--help"))
	}
	return append(all, []string{"doctor", "--demo=refused", "-o", filepath.Join(h.w.raw, "evidence.zip")})
}

func (h *hearing) add(from, text string) {
	if strings.Contains(text, " ") {
		h.mu.Lock()
		h.texts.add(from, text)
		h.mu.Unlock()
	}
}

// run hears both streams of a command line.
func (h *hearing) run(width int, args ...string) {
	s, out, said := world(width)
	run(h.w.t.Context(), args, s)
	from := "prepaudit " + strings.Join(args, " ")
	if len(from) > 80 {
		from = from[:80]
	}
	if json.Valid(out.Bytes()) {
		h.values(from, out.Bytes())
	} else {
		h.printed(from, out.String())
	}
	h.printed(from, said.String())
}

// columns are what parts the cells of a table.
var columns = regexp.MustCompile(`\n|\s{2,}|\t| \| `)

func (h *hearing) printed(from, text string) {
	for _, cell := range columns.Split(text, -1) {
		h.add(from, cell)
	}
	// What is wrapped is heard as it is read, too: lines without columns, up to the next that has some or is empty.
	var said []string
	for line := range strings.Lines(text + "\n\n") {
		line = strings.TrimSpace(line)
		if line != "" && !columns.MatchString(line) {
			said = append(said, line)
			continue
		}
		if len(said) > 1 {
			h.add(from, strings.Join(said, " "))
		}
		said = nil
	}
}

// site hears the pages that are made for the web. Each is one text: its markup breaks no sentence.
func (h *hearing) site() {
	dir := filepath.Join(h.w.raw, "site")
	h.run(80, "docs", dir)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".html" || filepath.Base(filepath.Dir(path)) == "samples" {
			return err // samples are reports, which are heard as such
		}
		text, err := os.ReadFile(path)
		h.printed(path, html.UnescapeString(inline.ReplaceAllString(string(text), "")))
		h.report(path, "html", text)
		return err
	})
	if err != nil {
		h.w.t.Error(err)
	}
}

// inline is markup inside a sentence.
var inline = regexp.MustCompile(`</?(a|code|b|em|strong|span)\b[^>]*>`)

// report hears a file by what its format is.
func (h *hearing) report(from, file string, text []byte) {
	switch {
	case json.Valid(text):
		h.values(from, text)
	case strings.HasPrefix(file, "csv"):
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
		if err != nil {
			h.w.t.Errorf("%s: %v", from, err)
		}
		for _, row := range rows {
			for _, cell := range row {
				h.add(from, cell)
			}
		}
	case file == "ndjson":
		for line := range bytes.Lines(text) {
			h.values(from, line)
		}
	case file == "junit":
		for _, value := range strings.Split(string(text), `"`) {
			h.printed(from, html.UnescapeString(markup.ReplaceAllString(value, "\n")))
		}
	default:
		h.printed(from, html.UnescapeString(markup.ReplaceAllString(strings.ReplaceAll(string(text), `\`, ""), "\n")))
	}
}

// values hears the strings of JSON, and none of its keys.
func (h *hearing) values(from string, text []byte) {
	var doc any
	if err := json.Unmarshal(text, &doc); err != nil {
		h.w.t.Errorf("%s: %v", from, err)
	}
	var each func(any)
	each = func(v any) {
		switch v := v.(type) {
		case string:
			h.add(from, v)
		case []any:
			for _, v := range v {
				each(v)
			}
		case map[string]any:
			for _, v := range v {
				each(v)
			}
		}
	}
	each(doc)
}
