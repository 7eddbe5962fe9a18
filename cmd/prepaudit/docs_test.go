package main

import (
	"context"
	"html/template"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/login"
	"prepaudit/reports"
	"prepaudit/rules"
)

// docsInto writes the pages, and says with which status the process ends.
func docsInto(t *testing.T, dir string) int {
	sys := process.System()
	sys.Stdout, sys.Stderr = io.Discard, io.Discard
	return run(t.Context(), []string{"docs", dir}, sys)
}

// writtenDocs is a folder with the pages.
func writtenDocs(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "docs")
	if status := docsInto(t, dir); status != 0 {
		t.Fatalf("docs ends with %d", status)
	}
	return dir
}

// eachPage calls f for each page, by its path in the folder.
func eachPage(t *testing.T, dir string, f func(path, text string)) {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".html" || filepath.Base(filepath.Dir(path)) == "samples" {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		f(filepath.ToSlash(rel), string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every rule and format has its page, every link leads somewhere, and no page has a script.
func TestDocs(t *testing.T) {
	dir := writtenDocs(t)
	for _, r := range rules.Catalog() {
		b, err := os.ReadFile(filepath.Join(dir, "rules", r.ID+".html"))
		if err != nil {
			t.Error(err)
		}
		if !strings.Contains(string(b), `href="`+r.Citation.URL+`"`) {
			t.Errorf("the page of %s has no link to its source", r.ID)
		}
	}
	for _, f := range reports.ColumnFormats() {
		if _, err := os.Stat(filepath.Join(dir, "formats", strings.ReplaceAll(f, ":", "-")+".html")); err != nil {
			t.Error(err)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "sign-in.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range login.Refusals() {
		if !strings.Contains(string(page), strings.Join(r.Codes, " ")+"</th><td>"+template.HTMLEscapeString(r.About)) {
			t.Errorf("the page about signing in lacks %s", r.Codes)
		}
	}
	link := regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	links, pages := 0, 0
	eachPage(t, dir, func(path, text string) {
		pages++
		if strings.Contains(text, "<script") {
			t.Errorf("%s has a script", path)
		}
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			to, anchor, _ := strings.Cut(m[1], "#")
			if strings.HasPrefix(to, "https://") {
				continue
			}
			links++
			target := filepath.Join(dir, filepath.Dir(path), to)
			if to == "" {
				target = filepath.Join(dir, path)
			}
			b, err := os.ReadFile(target)
			if err != nil || anchor != "" && !strings.Contains(string(b), `id="`+anchor+`"`) {
				t.Errorf("%s: nothing is at %s", path, m[1])
			}
		}
	})
	if pages < 100 || links < 1000 {
		t.Errorf("%d pages with %d links", pages, links)
	}
	if status := docsInto(t, dir); status != 0 {
		t.Errorf("writing the pages again ends with %d", status)
	}
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "thesis.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if status := docsInto(t, other); status != process.StatusUsage {
		t.Errorf("a folder with other files ends with %d", status)
	}
}

// Nothing that axe-core calls serious or critical, light and dark, and nothing runs off the screen.
func TestDocsAccessible(t *testing.T) {
	script, browser := "", ""
	for _, dir := range filepath.SplitList(os.Getenv("NODE_PATH")) {
		if b, err := os.ReadFile(filepath.Join(dir, "axe-core", "axe.min.js")); err == nil {
			script = string(b)
		}
	}
	for _, name := range []string{"chromium", "google-chrome", "chromium-browser"} {
		if path, err := exec.LookPath(name); err == nil && browser == "" {
			browser = path
		}
	}
	if script == "" || browser == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("axe-core or Chromium is not installed")
		}
		t.Skip("axe-core or Chromium is not installed")
	}
	dir := writtenDocs(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	ctx, cancel = chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.NoSandbox)...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	for _, page := range []string{"index", "rules", "rules/LIC-02", "permissions", "sign-in", "formats", "formats/xlsx", "formats/csv",
		"exit-status", "faults", "speed", "samples", "commands", "requirements"} {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{360, 1280} {
				media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
					{Name: "prefers-color-scheme", Value: scheme}}}
				if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
					t.Fatal(err)
				}
				url := "file://" + filepath.Join(dir, page+".html")
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(url)); err != nil {
					t.Fatal(err)
				}
				found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](script+`;axe.run().then(r => r.violations
					.filter(v => v.impact === "serious" || v.impact === "critical")
					.map(v => v.id + ": " + v.nodes.map(n => n.html).slice(0, 3).join(" "))
					.concat(document.documentElement.scrollWidth > innerWidth ? ["wider than the screen"] : []))`,
					chromedp.EvalAwaitPromise))
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range found {
					t.Errorf("%s, %s, %d wide: %.600s", page, scheme, width, f)
				}
			}
		}
	}
}
