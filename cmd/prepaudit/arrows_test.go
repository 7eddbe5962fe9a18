package main

import (
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Which package may import what, and why nothing else.
var arrows = []struct {
	dir     string
	allowed []string // of this module
	never   []string
	because string
}{
	{"rules/english", nil, []string{"net/http", "os", "github.com/", "golang.org/"}, "how a number is written concerns nothing else"},
	{"rules/tenant", nil, []string{"net/http", "os", "github.com/", "golang.org/"}, "what a rule may look at is plain values from the standard library"},
	{"rules/license", []string{"rules/tenant", "rules/english"}, []string{"net/http", "os", "github.com/"}, "a licence is judged without asking anybody"},
	{"rules/endpoint", []string{"rules/tenant", "rules/english"}, []string{"net", "net/http", "os", "github.com/", "golang.org/"}, "the network is judged without dialling"},
	{"rules/windows", nil, []string{"net/http", "os", "github.com/"}, "dates and numbers of Windows concern no tenant"},
	{"rules", []string{"rules/english", "rules/tenant", "rules/endpoint", "rules/license", "rules/windows"}, []string{"net/http", "os", "github.com/"}, "rules read no network, no file and no clock"},
	{"graph/odata", []string{"rules/tenant"}, []string{"github.com/microsoft/", "github.com/microsoftgraph/", "github.com/Azure/"}, "without the SDK it builds, fuzzes and races in seconds"},
	{"graph/graphtest", []string{"graph/graphtest/metadata", "rules/tenant"}, []string{"github.com/microsoft/", "github.com/microsoftgraph/", "github.com/Azure/"}, "the simulator must not share the client's mistakes"},
	{"graph/graphtest/metadata", nil, []string{"net/http", "github.com/"}, "what Graph says of itself is data"},
	{"graph/graphtest/metadata/extract", []string{"graph/graphtest", "graph/graphtest/metadata"}, []string{"net/http", "github.com/"}, "it reads the SDKs' source as text, and compiles none of it"},
	{"graph/login", []string{"graph/odata"}, []string{"github.com/microsoft/", "github.com/microsoftgraph/"}, "who signs in has read nothing yet: it knows no dataset, and of Microsoft's libraries that for signing in"},
	{"graph", []string{"rules/english", "rules/tenant", "graph/login", "graph/odata"}, []string{"github.com/microsoftgraph/msgraph-sdk-go/users", "github.com/microsoftgraph/msgraph-sdk-go/groups", "github.com/microsoftgraph/msgraph-sdk-go/devicemanagement"}, "graph judges nothing, and those builders take minutes to compile"},
	{"reports/plain", nil, []string{"net/http", "os"}, "what is safe to show is asked of a text alone"},
	{"reports/record", []string{"reports/plain", "rules", "rules/english", "rules/tenant", "rules/license"}, []string{"net/http", "os", "github.com/microsoft/", "github.com/microsoftgraph/", "github.com/Azure/"}, "a report says what rules found, whatever format writes it"},
	{"reports/xlsx", []string{"reports/plain"}, []string{"net/http"}, "what makes a workbook of rows and charts knows nothing of what they say"},
	{"reports/wording", []string{"reports/plain", "reports/record", "rules", "rules/english", "rules/tenant"}, []string{"net/http", "os", "github.com/"}, "what formats say alike hangs on no format"},
	{"reports/sample", []string{"reports/plain", "reports/record", "rules"}, []string{"net/http", "os", "github.com/"}, "which findings are shown hangs on no format"},
	{"reports/parquet", []string{"reports", "reports/record"}, []string{"net/http", "os", "github.com/microsoft/", "github.com/microsoftgraph/", "github.com/Azure/"}, "it is a format that a program may do without"},
	{"reports", []string{"reports/plain", "reports/record", "reports/sample", "reports/wording", "reports/xlsx", "rules", "rules/english", "rules/tenant", "rules/license"}, []string{"net/http", "github.com/microsoft/", "github.com/microsoftgraph/", "github.com/Azure/"}, "a report is made of findings, wherever they came from"},
	{"cmd/prepaudit/probe", []string{"rules/tenant"}, []string{"github.com/"}, "it dials and judges nothing, and a small program of it alone needs no SDK"},
	{"cmd/prepaudit/probe/lab", []string{"cmd/prepaudit/probe", "rules/tenant"}, []string{"github.com/microsoft/", "github.com/microsoftgraph/", "github.com/Azure/"}, "it is for tests"},
	{"cmd/prepaudit/process", []string{"cmd/prepaudit/probe", "rules"}, []string{"github.com/"}, "it knows the process, and no command"},
	{"cmd/prepaudit/output", []string{"cmd/prepaudit/process", "reports", "reports/record"}, []string{"github.com/"}, "what leaves does not hang on how it was asked for, or on where it was read"},
	{"cmd/prepaudit/command", []string{"cmd/prepaudit/output", "cmd/prepaudit/process", "rules/endpoint", "rules/license", "rules/windows"}, []string{"github.com/microsoft/", "github.com/microsoftgraph/", "github.com/Azure/"}, "the probe alone is a command line too, without Graph"},
	{"cmd/prepaudit/network", []string{"cmd/prepaudit/command", "cmd/prepaudit/output", "cmd/prepaudit/process", "reports/record", "rules", "rules/endpoint", "rules/english", "rules/license", "rules/tenant"}, []string{"github.com/microsoft/", "github.com/microsoftgraph/", "github.com/Azure/"}, "the network is probed without Graph"},
	{"cmd/prepaudit/audit", []string{"cmd/prepaudit/output", "cmd/prepaudit/process", "graph", "reports", "reports/record", "rules", "rules/english", "rules/license", "rules/tenant"}, []string{"github.com/spf13/", "github.com/microsoft/", "github.com/microsoftgraph/", "github.com/Azure/"}, "a run knows no command line, and only package graph knows the SDK"},
	{"cmd/prepaudit", []string{"cmd/prepaudit/audit", "cmd/prepaudit/command", "cmd/prepaudit/network", "cmd/prepaudit/output", "cmd/prepaudit/process", "graph", "graph/graphtest", "graph/login", "rules", "rules/tenant", "rules/license", "rules/windows", "reports", "reports/parquet", "reports/record"}, []string{"github.com/microsoft/", "github.com/microsoftgraph/", "github.com/Azure/"}, "it is the command line: flags and what they say"},
	{"cmd/prepaudit-network", []string{"cmd/prepaudit/command", "cmd/prepaudit/network", "cmd/prepaudit/process"}, []string{"github.com/microsoft/", "github.com/microsoftgraph/", "github.com/Azure/"}, "the probe alone is small"},
	{"cmd/catalog", []string{"rules/tenant"}, []string{"net/http", "github.com/"}, "it turns one file into another"},
	{"cmd/bench", nil, []string{"github.com/"}, "it measures whole processes from outside"},
}

func TestArrows(t *testing.T) {
	root := filepath.Join("..", "..")
	known := map[string]bool{}
	for _, a := range arrows {
		known[a.dir] = true
		pkg, err := build.ImportDir(filepath.Join(root, a.dir), 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range pkg.Imports {
			if own, ok := strings.CutPrefix(path, "prepaudit/"); ok && !slices.Contains(a.allowed, own) {
				t.Errorf("%s imports %s: %s", a.dir, path, a.because)
			}
			for _, never := range a.never {
				if path == never || strings.HasSuffix(never, "/") && strings.HasPrefix(path, never) {
					t.Errorf("%s imports %s: %s", a.dir, path, a.because)
				}
			}
		}
	}
	// A package that this test does not know has no rule.
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if name := d.Name(); strings.HasPrefix(name, ".") && name != ".." || name == "testdata" {
			return filepath.SkipDir
		}
		dir, _ := filepath.Rel(root, path)
		if _, err := build.ImportDir(path, 0); err == nil && !known[filepath.ToSlash(dir)] {
			t.Errorf("package %s has no arrow: say what it may import, and why", dir)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
