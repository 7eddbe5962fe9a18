package main

import (
	"os/exec"
	"strings"
	"testing"
)

// The program of the probe alone holds nothing of Graph and its SDK, nor of Parquet, which it has no users for.
func TestSmall(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), "prepaudit/cmd/prepaudit/probe\n") {
		t.Fatalf("it does not even probe:\n%s", out)
	}
	for pkg := range strings.Lines(string(out)) {
		for _, never := range []string{"microsoftgraph", "kiota", "Azure/", "prepaudit/graph\n", "graph/login", "graph/odata",
			"graph/saved", "miekg/dns", "parquet"} {
			if strings.Contains(pkg, never) {
				t.Errorf("it depends on %s", pkg)
			}
		}
	}
}
