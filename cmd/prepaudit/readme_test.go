package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
)

// What the README shows of the program is what the program prints.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range formatNames() {
		if !strings.Contains(string(readme), "| "+name+" |") {
			t.Errorf("README.md does not name the format %s", name)
		}
	}
	for _, args := range [][]string{{"permissions"}, {"rules", "list"}} {
		var out bytes.Buffer
		sys := system()
		sys.stdout = &out
		if status := run(context.Background(), args, sys); status != statusMet {
			t.Fatalf("%v ends with %d", args, status)
		}
		if !strings.Contains(string(readme), out.String()) {
			t.Errorf("README.md does not hold what `prepaudit %s` prints:\n%s", strings.Join(args, " "), &out)
		}
	}
}
