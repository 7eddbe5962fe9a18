package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
)

// What the README shows of the program between <!-- prepaudit ARGS --> and <!-- end --> is what the program prints;
// -update writes it anew. ARGS may end in "up to TEXT": the line that begins with TEXT is left out, and all behind
// it.
func TestREADME(t *testing.T) {
	const file = "../../README.md"
	readme, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile("(?s)<!-- prepaudit ([^\n]*) -->\n.*?<!-- end -->")
	found := 0
	want := shown.ReplaceAllFunc(readme, func(block []byte) []byte {
		found++
		line := string(shown.FindSubmatch(block)[1])
		return []byte("<!-- prepaudit " + line + " -->\n```\n" + printed(t, line) + "```\n<!-- end -->")
	})
	if found < 1 {
		t.Errorf("README.md shows %d commands", found)
	}
	if n := bytes.Count(want, []byte("\n")); n > 150 {
		t.Errorf("README.md has %d lines: what nobody needs on the first day is for prepaudit docs", n)
	}
	if bytes.Equal(readme, want) {
		return
	}
	if !*update {
		t.Fatal("README.md shows something else than the program prints; go test ./cmd/prepaudit -run README -update " +
			"writes it")
	}
	if err := os.WriteFile(file, want, 0o644); err != nil {
		t.Fatal(err)
	}
}

// printed is what a command line prints. What would change with the day is no part of it.
func printed(t *testing.T, line string) string {
	args, end, part := strings.Cut(line, " up to ")
	var out bytes.Buffer
	sys := process.System()
	sys.Stdout, sys.Stderr, sys.OutWidth, sys.ErrWidth = &out, io.Discard, 0, 0
	sys.LookupEnv = func(string) (string, bool) { return "", false }
	sys.Now = func() time.Time { return time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC) }
	status := run(context.Background(), strings.Fields(args), sys)
	if status != process.StatusMet && (status != process.StatusUnmet || !strings.Contains(args, "--demo")) {
		t.Fatalf("%s ends with %d", args, status)
	}
	if !part {
		return out.String()
	}
	text, _, found := strings.Cut(out.String(), "\n"+end)
	if !found {
		t.Fatalf("%s prints no line that begins with %q", args, end)
	}
	return strings.TrimRight(text, "\n") + "\n…\n"
}
