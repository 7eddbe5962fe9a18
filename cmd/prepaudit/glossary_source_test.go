package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// What the program says stands in its source: the texts of Go, and the files that are embedded. No test plays every
// error, but each is read here.
func TestGlossaryOfSource(t *testing.T) {
	g, err := readGlossary()
	if err != nil {
		t.Fatal(err)
	}
	texts := spoken{}
	if err := everySource(texts); err != nil {
		t.Fatal(err)
	}
	if len(texts) < 2000 {
		t.Fatalf("%d texts", len(texts))
	}
	for _, o := range g.offences(texts) {
		t.Error(o)
	}
}

// everySource adds the texts of the program's source.
func everySource(texts spoken) error {
	for _, dir := range []string{"cmd/prepaudit", "cmd/prepaudit-network", "graph", "reports", "rules"} {
		err := filepath.WalkDir(filepath.Join("..", "..", dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name := strings.TrimPrefix(filepath.ToSlash(path), "../../")
			switch {
			case d.IsDir() && (d.Name() == "testdata" || slices.Contains(otherVoices, name)):
				return fs.SkipDir
			case d.IsDir() || slices.Contains(otherVoices, name) || strings.HasSuffix(name, "_test.go"):
				return nil
			case strings.HasSuffix(name, ".go"):
				return literals(texts, path, name)
			case strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".css"):
				return nil
			}
			return fileLines(texts, path, name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// otherVoices speak as Microsoft, a tenant or an older report does, or are read by nobody but who works on prepaudit.
// What the simulator says of itself is in the help of sim.
var otherVoices = []string{
	"graph/graphtest", "graph/sdkbaseline", "cmd/prepaudit/probe/lab", "rules/license/catalog.txt",
	"rules/license/named.txt", "rules/license/rows.txt", "rules/entra_roles.tsv", "reports/record/older.go",
}

// literals are the texts of a Go file that have more than one word.
func literals(texts spoken, path, name string) error {
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			n.Tag = nil
		case ast.Expr:
			if text, ok := literal(n); ok {
				if strings.Contains(text, " ") {
					texts.add(fmt.Sprintf("%s:%d", name, files.Position(n.Pos()).Line), text)
				}
				return false
			}
		}
		return true
	})
	return nil
}

// literal is the text of an expression, with … for what is known only when the program runs.
func literal(e ast.Expr) (text string, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		x, isX := literal(e.X)
		y, isY := literal(e.Y)
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
	return "", false
}

// fileLines are those of a file that aren't comments.
func fileLines(texts spoken, path, name string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "//") {
			texts.add(fmt.Sprintf("%s:%d", name, n), line)
		}
	}
	return nil
}
