package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"prepaudit/graph/graphtest"
)

// logged runs a command whose standard error is JSON, and gives its lines.
func logged(t *testing.T, args ...string) (lines []map[string]any, status int) {
	t.Helper()
	sys, _, said := world(0)
	status = run(t.Context(), append(args, "--log-format", "json"), sys)
	return objectsOf(t, said), status
}

// objectsOf are objects of one line each, without a key that comes twice.
func objectsOf(t *testing.T, said *bytes.Buffer) (lines []map[string]any) {
	t.Helper()
	for line := range strings.Lines(said.String()) {
		var one map[string]any
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		at, _ := one["time"].(string)
		level, _ := one["level"].(string)
		msg, _ := one["msg"].(string)
		if _, err := time.Parse(time.RFC3339Nano, at); err != nil || msg == "" ||
			!regexp.MustCompile("^(DEBUG|INFO|WARN|ERROR)$").MatchString(level) {
			t.Errorf("%s", line)
		}
		if strings.HasPrefix(msg, "prepaudit:") || strings.HasPrefix(msg, "warning:") {
			t.Errorf("the message has what fields say: %s", line)
		}
		lines = append(lines, one)
	}
	return lines
}

// Every line of standard error can be read, in a run of every simulated tenant and in its requests, and the last says
// what came of it.
func TestLogFormatJSON(t *testing.T) {
	for _, s := range graphtest.Scenarios() {
		if s.Name == "large" || s.Name == "throttled" {
			continue // contoso with more users, or slower
		}
		dir := t.TempDir()
		lines, status := logged(t, "audit", "-v", "--demo="+s.Name, "-o", "xlsx="+filepath.Join(dir, "a.xlsx"),
			"-o", "csv=-", "-o", "json="+filepath.Join(dir, "new", "a.json"))
		last := lines[len(lines)-1]
		if last["exitStatus"] != float64(status) || status == 1 != (last["level"] == "ERROR") || len(lines) < 10 {
			t.Errorf("%s: %d lines, the last is %v, exit status %d", s.Name, len(lines), last, status)
		}
	}
}

// So is it where a command fails, or is not understood.
func TestLogFormatOfErrors(t *testing.T) {
	dir := t.TempDir()
	key := filepath.Join(dir, "key")
	put(t, key, []byte("short"))
	for _, c := range []struct {
		args string
		want int
	}{
		{"audit --bogus", 2}, {"audit --demo=atlantis", 2}, {"audit --demo -o pdf=x", 2}, {"audit one two", 2},
		{"audit --only LIC-99 --demo", 2}, {"audit --from nowhere", 1}, {"audit --demo --redact " + key, 1}, {"audit --timeout 5", 2},
		{"audit --demo --notify teams", 2}, {"user nobody --demo", 1}, {"user ad --demo", 2}, {"user", 2}, {"plan --bogus", 2},
		{"render nowhere.json", 1}, {"snapshot --demo", 2}, {"rules show XXX", 2}, {"audit --color pink --demo", 2},
		{"permissions --app github --as manifest", 0}, {"network --region", 2}, {"schema pdf", 2},
	} {
		// Of what is behind a mistake nothing is parsed.
		words := strings.Fields(c.args)
		for _, args := range [][]string{slices.Insert(slices.Clone(words), 1, "--log-format=json"),
			slices.Insert(slices.Clone(words), 0, "--log-format", "json"), append(words, "--log-format", "json")} {
			if strings.HasSuffix(c.args, "--region") && args[len(args)-1] == "json" { // which takes the next word as its value
				continue
			}
			sys, _, said := world(0)
			status := run(t.Context(), args, sys)
			lines := objectsOf(t, said)
			if status != c.want || len(lines) == 0 || strings.Contains(said.String(), "\ufffd") {
				t.Errorf("%s: %d: %s", args, status, said)
				continue
			}
			if last := lines[len(lines)-1]; c.want > 0 && c.args != "user ad --demo" &&
				(last["exitStatus"] != float64(status) || last["level"] != "ERROR") {
				t.Errorf("%s: %s", args, said)
			}
		}
	}
	sys, _, said := world(0)
	sys.LookupEnv = func(name string) (string, bool) {
		if name == "PREPAUDIT_LOG_FORMAT" {
			return "json", true
		}
		return "", false
	}
	sys.Environ = func() []string { return []string{"PREPAUDIT_LOG_FORMAT=json", "PREPAUDIT_GROUPS=x"} }
	if status := run(t.Context(), []string{"audit", "--bogus"}, sys); status != 2 || len(objectsOf(t, said)) != 1 {
		t.Errorf("%d: %s", status, said)
	}
	if status := run(t.Context(), []string{"audit"}, sys); status != 2 || len(objectsOf(t, said)) != 2 {
		t.Errorf("%d: %s", status, said)
	}
}

// Pseudonyms come before JSON, whose keys look like names to them and whose quotes hide some.
func TestLogFormatRedacted(t *testing.T) {
	dir := t.TempDir()
	key, folder := filepath.Join(dir, "key"), filepath.Join(dir, `of "Adele" a.vance@contoso.com`)
	put(t, key, []byte("a secret of more than sixteen bytes"))
	lines, status := logged(t, "audit", "-v", "--demo", "--redact", key, "-o", "json="+filepath.Join(folder, "a.json"))
	if status != 3 || len(lines) < 10 {
		t.Fatalf("%d, %v", status, lines)
	}
	text, err := json.Marshal(lines)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte("a.vance")) || bytes.Contains(text, []byte("Adele")) {
		t.Errorf("%s", text)
	}
}

// Standard error is written in one place, which knows both formats, and in those that draw on a terminal.
func TestStandardErrorIsWrittenInOnePlace(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		switch filepath.ToSlash(path) {
		case "process/log.go", "process/sys.go", "audit/progress.go", "network/progress.go":
			return nil
		}
		text, err := os.ReadFile(path)
		for line := range strings.Lines(string(text)) {
			if regexp.MustCompile(`Fprint.*[sS]tderr|WriteString\(.*\.Stderr,|Stderr\.Write`).MatchString(line) {
				t.Errorf("%s: %s use Tell, Note, Warn or Fail of process.Sys", path, line)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
