package main

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
)

// What the README shows of the program between <!-- prepaudit ARGS --> and <!-- end --> is what the program
// prints; -update writes it anew.
func TestREADME(t *testing.T) {
	const file = "../../README.md"
	readme, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range formatNames() {
		if !strings.Contains(string(readme), "| "+name+" |") {
			t.Errorf("README.md does not name the format %s", name)
		}
	}
	shown := regexp.MustCompile("(?s)<!-- prepaudit ([^\n]*) -->\n.*?<!-- end -->")
	found := 0
	want := shown.ReplaceAllFunc(readme, func(block []byte) []byte {
		found++
		args := strings.Fields(string(shown.FindSubmatch(block)[1]))
		var out bytes.Buffer
		sys := system()
		sys.stdout = &out
		if status := run(context.Background(), args, sys); status != statusMet {
			t.Fatalf("%v ends with %d", args, status)
		}
		return []byte("<!-- prepaudit " + strings.Join(args, " ") + " -->\n```\n" + out.String() + "```\n<!-- end -->")
	})
	if found < 2 {
		t.Errorf("README.md shows %d commands", found)
	}
	if bytes.Equal(readme, want) {
		return
	}
	if !*update {
		t.Fatal("README.md shows something else than the program prints; go test ./cmd/prepaudit -run README -update writes it")
	}
	if err := os.WriteFile(file, want, 0o644); err != nil {
		t.Fatal(err)
	}
}
