package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
)

// portalPath is where a portal has something, with the page of Microsoft's that says so.
type portalPath struct{ page, dated, checked string }

// portalPaths are those of testdata/portal_paths.tsv, which says how they are written.
func portalPaths(t *testing.T) map[string]portalPath {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "portal_paths.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]portalPath{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(cells) != 4 || all[cells[0]].page != "" {
			t.Fatalf("not four cells, or a path twice: %q", line)
		}
		all[cells[0]] = portalPath{cells[1], cells[2], cells[3]}
	}
	return all
}

// beginsPath is the name of a portal before a path; aName is what stands in a path for a name.
var (
	beginsPath = regexp.MustCompile(`(?:Microsoft )?(Entra|Intune|Microsoft 365|Exchange) admin center > `)
	aName      = regexp.MustCompile(`(> )the (?:user|users|person|product|group|policy|device|app|script)\b`)
)

// Every way through a portal that the program prints is one that a page of Microsoft's has, as the portal spells it, and
// that was compared on the day that stands with it. None is listed that nothing prints.
func TestPortalPaths(t *testing.T) {
	known, printed := portalPaths(t), map[string]bool{}
	today := process.System().Now()
	for path, p := range known {
		page, err := url.Parse(p.page)
		if err != nil || page.Scheme != "https" || page.Host != "learn.microsoft.com" {
			t.Errorf("%s: %q is no page of Microsoft's", path, p.page)
		}
		for _, day := range []string{p.dated, p.checked} {
			if d, err := time.Parse(time.DateOnly, day); day != "-" && (err != nil || d.After(today)) || p.checked == "-" {
				t.Errorf("%s: %q, %q: no dates of a page and of looking at it", path, p.dated, p.checked)
			}
		}
	}
	texts := spoken{}
	for _, dir := range []string{"cmd/prepaudit", "graph", "reports", "rules"} {
		if err := resolved(texts, filepath.Join("..", "..", dir)); err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	for _, text := range slices.Sorted(maps.Keys(texts)) {
		for _, at := range beginsPath.FindAllStringSubmatchIndex(text, -1) {
			found++
			rest := aName.ReplaceAllString(text[at[2]:], "$1…")
			path := ""
			for one := range known {
				if strings.HasPrefix(rest, one) && len(one) > len(path) {
					path = one
				}
			}
			if printed[path] = true; path == "" || strings.HasPrefix(rest[len(path):], " > ") {
				t.Errorf("%s: no page is known for %.150s", texts[text], rest)
			}
		}
	}
	for path := range known {
		if !printed[path] {
			t.Errorf("nothing prints %s", path)
		}
	}
	if found < 60 {
		t.Errorf("%d paths", found)
	}
}

// resolved adds the texts of a folder and those below it, with the constants of each package in their places.
func resolved(texts spoken, dir string) error {
	files := token.NewFileSet()
	packages := map[string][]*ast.File{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir() && (d.Name() == "testdata" || d.Name() == "graphtest"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], f)
		return err
	})
	if err != nil {
		return err
	}
	for _, all := range packages {
		constants := map[string]ast.Expr{}
		for _, f := range all {
			ast.Inspect(f, func(n ast.Node) bool {
				if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Names) == len(spec.Values) {
					for i, name := range spec.Names {
						constants[name.Name] = spec.Values[i]
					}
				}
				return true
			})
		}
		var look func(ast.Node) bool
		look = func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text, ok := valueOf(e, constants)
			if !ok {
				return true
			}
			texts.add(fmt.Sprint(files.Position(n.Pos())), text)
			for sum, is := e.(*ast.BinaryExpr); is; sum, is = sum.X.(*ast.BinaryExpr) {
				for _, part := range []ast.Expr{sum.X, sum.Y} { // what is no text itself may hold some: a call
					if _, ok := valueOf(part, constants); !ok {
						ast.Inspect(part, look)
					}
				}
			}
			return false
		}
		for _, f := range all {
			ast.Inspect(f, look)
		}
	}
	return nil
}

// valueOf is literal, with constants in place of their names.
func valueOf(e ast.Expr, constants map[string]ast.Expr) (text string, ok bool) {
	switch e := e.(type) {
	case *ast.Ident:
		value, ok := constants[e.Name]
		if _, simple := value.(*ast.BasicLit); !ok || !simple && !isSum(value) {
			return "", false
		}
		return valueOf(value, constants)
	case *ast.BinaryExpr:
		x, isX := valueOf(e.X, constants)
		y, isY := valueOf(e.Y, constants)
		if e.Op != token.ADD || !isX && !isY {
			return "", false
		}
		if !isX {
			x = "…"
		}
		if !isY {
			y = "…"
		}
		return x + y, true
	}
	return literal(e)
}

func isSum(e ast.Expr) bool { _, ok := e.(*ast.BinaryExpr); return ok }
