package main

import (
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	sdk      = "github.com/microsoft/ github.com/microsoftgraph/ github.com/Azure/"
	builders = "github.com/microsoftgraph/msgraph-sdk-go/"
)

// Which package may import what, and why nothing else.
var arrows = []struct {
	dir     string
	allowed string // of this module
	never   string // of others; what ends in / is a beginning
	because string
}{
	{"rules/english", "", "net/http os github.com/ golang.org/", "how a number is written concerns nothing else"},
	{"rules/tenant", "", "net/http os github.com/ golang.org/",
		"what a rule may look at is plain values from the standard library"},
	{"rules/license", "rules/tenant rules/english", "net/http os github.com/",
		"a license is judged without asking anybody"},
	{"rules/endpoint", "rules/tenant rules/english", "net net/http os github.com/ golang.org/",
		"the network is judged without dialing"},
	{"rules/windows", "", "net/http os github.com/", "dates and numbers of Windows concern no tenant"},
	{"rules", "rules/english rules/tenant rules/endpoint rules/license rules/windows", "net/http os github.com/",
		"rules read no network, no file and no clock"},
	{"rules/plan", "rules rules/license rules/tenant", "net/http os github.com/",
		"what is planned follows from what was judged, and is reckoned without asking anybody"},
	{"graph/crash", "", "net/http os github.com/", "a panic is carried whatever panicked"},
	{"graph/smallfile", "", "net/http github.com/", "a file is read whatever it is for"},
	{"graph/odata", "graph/crash rules/tenant", sdk, "without the SDK it builds, fuzzes and races in seconds"},
	{"graph/graphtest", "graph/graphtest/metadata rules/tenant", sdk,
		"the simulator must not share the client's mistakes"},
	{"graph/graphtest/metadata", "", "net/http github.com/", "what Graph says of itself is data"},
	{"graph/graphtest/metadata/extract", "graph/graphtest graph/graphtest/metadata", "net/http github.com/",
		"it reads the SDKs' source as text, and compiles none of it"},
	{"graph/login", "graph/crash graph/odata graph/smallfile", "github.com/microsoft/ github.com/microsoftgraph/",
		"who signs in has read nothing yet: it knows no dataset, and of Microsoft's libraries that for signing in"},
	{"graph/saved", "rules/english graph/odata", sdk,
		"it knows files, and no dataset but by the names that it is given"},
	{"graph/snapshot", "rules/english", "github.com/microsoft/ github.com/microsoftgraph/ github.com/spf13/",
		"it keeps answers and gives them again, whatever they are about"},
	{"graph",
		"rules/english rules/tenant graph/crash graph/login graph/odata graph/saved graph/snapshot",
		builders + "users " + builders + "groups " + builders + "devicemanagement",
		"graph judges nothing, and those builders take minutes to compile"},
	{"reports/plain", "", "net/http os", "what is safe to show is asked of a text alone"},
	{"reports/record", "reports/plain rules rules/english rules/tenant rules/license", "net/http os " + sdk,
		"a report says what rules found, whatever format writes it"},
	{"reports/temporary", "", "net/http github.com/", "a file that holds users is made in one way, whatever it is for"},
	{"reports/xlsx", "reports/plain reports/temporary", "net/http",
		"what makes a workbook of rows and charts knows nothing of what they say"},
	{"reports/wording", "reports/plain reports/record rules rules/english rules/tenant", "net/http os github.com/",
		"what formats say alike hangs on no format"},
	{"reports/sample", "reports/plain reports/record rules", "net/http os github.com/",
		"which findings are shown hangs on no format"},
	{"reports/diff", "reports/record reports/temporary rules rules/english rules/tenant", "net/http os github.com/",
		"what two reports differ by hangs on no format, and on nothing but reports"},
	{"reports/answer", "reports/plain reports/record rules rules/english rules/tenant", "net/http os github.com/",
		"what is said of one person hangs on no format"},
	{"reports/planning",
		"reports/record reports/temporary reports/wording rules rules/english rules/plan rules/tenant",
		"net/http github.com/",
		"what a plan says hangs on no format"},
	{"reports/excuse", "reports/record rules rules/english rules/tenant", "net/http os github.com/",
		"what doesn't fail a run hangs on no format"},
	{"reports/terminal",
		"reports/answer reports/plain reports/record reports/sample reports/wording rules rules/english rules/tenant " +
			"rules/license",
		"net/http os " + sdk, "a screen hangs on no other format"},
	{"reports/html", "reports/plain reports/wording rules/english", "net/http os github.com/",
		"what draws a page knows nothing of what it says"},
	{"reports/parquet", "reports reports/record", "net/http os " + sdk, "it is a format that a program may do without"},
	{"reports",
		"reports/answer reports/diff reports/html reports/plain reports/planning reports/record reports/sample reports/temporary " +
			"reports/terminal reports/wording reports/xlsx rules rules/english rules/tenant rules/license",
		"net/http " + sdk, "a report is made of findings, wherever they came from"},
	{"cmd/prepaudit/probe", "rules/tenant", "github.com/",
		"it dials and judges nothing, and a small program of it alone needs no SDK"},
	{"cmd/prepaudit/probe/lab", "cmd/prepaudit/probe rules/tenant", sdk, "it is for tests"},
	{"cmd/prepaudit/process", "cmd/prepaudit/probe rules", "github.com/", "it knows the process, and no command"},
	{"cmd/prepaudit/strictyaml", "cmd/prepaudit/process graph/smallfile", "net/http github.com/",
		"where something is wrong in a file hangs on no command"},
	{"cmd/prepaudit/exceptions", "cmd/prepaudit/process cmd/prepaudit/strictyaml reports/excuse reports/plain reports/record " +
		"reports/wording rules rules/english rules/tenant",
		"net/http os github.com/", "what a person accepts is read without asking anybody"},
	{"cmd/prepaudit/output", "cmd/prepaudit/exceptions cmd/prepaudit/process graph/smallfile reports reports/excuse " +
		"reports/planning reports/record rules rules/english rules/tenant",
		"github.com/spf13/ " + sdk, "what leaves does not hang on how it was asked for, or on where it was read"},
	{"cmd/prepaudit/command",
		"cmd/prepaudit/output cmd/prepaudit/process graph/crash rules/endpoint rules/license rules/windows",
		sdk, "the probe alone is a command line too, without Graph"},
	{"cmd/prepaudit/network",
		"cmd/prepaudit/command cmd/prepaudit/output cmd/prepaudit/process graph/smallfile reports/record rules " +
			"rules/endpoint rules/english rules/license rules/tenant",
		sdk, "the network is probed without Graph"},
	{"cmd/prepaudit/audit",
		"cmd/prepaudit/output cmd/prepaudit/process cmd/prepaudit/telemetry graph graph/crash reports reports/answer reports/planning " +
			"reports/record reports/temporary rules rules/english rules/license rules/plan rules/tenant",
		"github.com/spf13/ " + sdk, "a run knows no command line, and only package graph knows the SDK"},
	{"cmd/prepaudit/history",
		"cmd/prepaudit/process graph/smallfile reports/record rules rules/english rules/tenant",
		"net/http github.com/spf13/ " + sdk, "who remembers runs knows what they came to, and no command line"},
	{"cmd/prepaudit/tenants", "cmd/prepaudit/process graph/crash reports/record", "net/http os github.com/",
		"what keeps tenants apart links no SDK, so that the race detector runs over it in seconds"},
	{"cmd/prepaudit/doctor",
		"graph graph/graphtest/metadata graph/odata rules rules/english rules/tenant rules/windows", "os github.com/",
		"it holds what Graph answers against Graph's metadata, and knows no command line"},
	{"cmd/prepaudit/access", "graph rules rules/english rules/tenant", "net/http os github.com/",
		"what a sign-in may read follows from its token and from what rules need"},
	{"cmd/prepaudit/config", "cmd/prepaudit/process cmd/prepaudit/strictyaml rules/english",
		"net/http github.com/spf13/cobra " + sdk, "a file sets flags, whatever commands do with them"},
	{"cmd/prepaudit/notify", "graph/smallfile reports/record reports/wording rules/english",
		"github.com/ " + sdk, "what is posted follows from what a report says, and knows no command line"},
	{"cmd/prepaudit/telemetry", "graph/odata", "github.com/spf13/ " + sdk,
		"what a trace says of a run hangs on no command, and on nobody's name"},
	{"cmd/prepaudit/site", "rules", "net/http github.com/",
		"pages are made of what the program knows, and read nothing"},
	{"cmd/prepaudit",
		"cmd/prepaudit/access cmd/prepaudit/audit cmd/prepaudit/command cmd/prepaudit/config cmd/prepaudit/doctor cmd/prepaudit/exceptions " +
			"cmd/prepaudit/history cmd/prepaudit/network cmd/prepaudit/notify cmd/prepaudit/output " +
			"cmd/prepaudit/process cmd/prepaudit/site cmd/prepaudit/telemetry cmd/prepaudit/tenants graph graph/crash graph/graphtest graph/login " +
			"graph/smallfile graph/snapshot rules rules/english rules/plan rules/tenant rules/license rules/windows reports " +
			"reports/diff reports/parquet reports/planning reports/record reports/temporary",
		sdk, "it is the command line: flags and what they say"},
	{"cmd/prepaudit-network", "cmd/prepaudit/command cmd/prepaudit/network cmd/prepaudit/process", sdk,
		"the probe alone is small"},
	{"cmd/catalog", "rules/tenant", "net/http github.com/", "it turns one file into another"},
	{"cmd/bench", "", "github.com/", "it measures whole processes from outside"},
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
			if own, ok := strings.CutPrefix(path, "prepaudit/"); ok && !slices.Contains(strings.Fields(a.allowed), own) {
				t.Errorf("%s imports %s: %s", a.dir, path, a.because)
			}
			for _, never := range strings.Fields(a.never) {
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
