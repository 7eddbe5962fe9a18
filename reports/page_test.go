package reports

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	devtools "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"prepaudit/reports/wording"
	"prepaudit/rules"
)

// browser opens a headless Chromium that notes everything a page must not do. With a dialog open the page hangs, and
// the test ends with its time.
func browser(t *testing.T) (context.Context, func() []string) {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program(t, "chromium", "google-chrome", "chromium-browser")), chromedp.NoSandbox)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	var mu sync.Mutex
	var seen []string
	note := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, fmt.Sprintf(format, args...))
	}
	err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, "file:") {
				note("asked for %s", e.Request.URL)
			}
		case *devtools.EventJavascriptDialogOpening:
			note("said %s", e.Message)
		case *runtime.EventExceptionThrown:
			note("threw %s", e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			note("logged %s", e.Entry.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return ctx, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return seen
	}
}

// open shows a page so wide and evaluates a script in it.
func open[T any](t *testing.T, ctx context.Context, url string, width int64, script string) T {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func pageFile(t *testing.T, s *story) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(path, write(t, "html", Options{}, s), 0o600); err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

// No name becomes an element, a script or a request, and the page can be sorted and searched.
func TestPageInBrowser(t *testing.T) {
	ctx, seen := browser(t)
	s := hostile(t)
	type looked struct {
		Images, Elements, Rows, Found int
		Said, First, Last             string
	}
	got := open[looked](t, ctx, pageFile(t, s), 1280, `(() => {
		const visible = () => [...document.querySelectorAll("#people tbody tr")].filter(r => !r.hidden);
		const words = document.getElementById("search"), name = document.querySelector("#people th button");
		const type = text => { words.value = text; words.dispatchEvent(new Event("input")); };
		const out = { Images: document.images.length, Elements: document.querySelectorAll('td b, td i, td script, td a:not([href^="https://learn.microsoft.com/"], [href^="https://entra.microsoft.com/#view/"], [href^="https://intune.microsoft.com/#view/"], [href^="https://admin.microsoft.com/#/"], [href^="#"])').length, Rows: visible().length };
		type("vso task");
		out.Found = visible().length;
		out.Said = document.getElementById("shown").textContent;
		type("");
		name.click();
		out.First = visible()[0].cells[0].textContent;
		name.click();
		out.Last = visible().at(-1).cells[0].textContent;
		return out;
	})()`)
	if want := (looked{Rows: len(s.rows), Found: 1, Said: fmt.Sprintf("1 of %d shown", len(s.rows))}); got != want {
		t.Errorf("%+v, want %+v, where the name that is empty comes first, and last when turned round", got, want)
	}
	for _, what := range seen() {
		t.Errorf("the page %s", what)
	}
}

// Nothing that axe-core calls serious or critical, light and dark, and nothing runs off the screen.
func TestPageAccessible(t *testing.T) {
	axe, err := os.ReadFile(module(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, _ := browser(t)
	for _, s := range append(stories(t), answered(t)) {
		url := pageFile(t, s)
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{360, 1280} {
				media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
				if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
					t.Fatal(err)
				}
				over := open[int](t, ctx, url, width, `document.querySelectorAll("details").forEach(d => { d.open = true }), document.documentElement.scrollWidth - innerWidth`)
				found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](string(axe)+`;axe.run().then(r => r.violations
					.filter(v => v.impact === "serious" || v.impact === "critical").map(v => v.id + ": " + v.nodes.map(n => n.html).slice(0, 3).join(" ")))`, chromedp.EvalAwaitPromise))
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range found {
					t.Errorf("%s, %s, %d wide: %.600s", s.name, scheme, width, f)
				}
				if over > 0 {
					t.Errorf("%s is %d wider than a screen of %d", s.name, over, width)
				}
			}
		}
	}
}

// What is to be done stands on the screen and on paper, and one button opens and closes all findings.
func TestPageLayout(t *testing.T) {
	ctx, _ := browser(t)
	s := mixed(t)
	s.rows[0].User.DisplayName = strings.Repeat("Bartholomew", 900)
	url := pageFile(t, s)
	if over := open[int](t, ctx, url, 1280, `(() => { const s = document.querySelector("#people .scroll"); return s.scrollWidth - s.clientWidth })()`); over > 0 {
		t.Errorf("%d columns of the users are off the screen", over)
	}
	got := open[string](t, ctx, url, 1280, `(() => {
		const all = document.getElementById("details"), out = [all.textContent];
		const press = () => { all.click(); out.push(all.textContent + " " + [...document.querySelectorAll("details.rule")].every(d => d.open)); };
		press(); press(); document.querySelector("summary").click(); press();
		return out.join(", ");
	})()`)
	if want := "Open all, Close all true, Open all false, Close all true"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The links to the parts stay above the part that one of them leads to and say which it is; on a phone they scroll away.
func TestPageParts(t *testing.T) {
	ctx, _ := browser(t)
	url := pageFile(t, mixed(t))
	look := `(async () => {
		const nav = document.querySelector("nav"), out = [];
		const tell = async go => {
			go();
			await new Promise(done => setTimeout(done, 100));
			const at = nav.querySelector("[aria-current]"), top = nav.getBoundingClientRect(), h2 = document.querySelector("#findings").getBoundingClientRect();
			out.push((at ? at.textContent : "none") + (top.top === 0 ? ", links in view" : "") + (h2.top >= 0 && h2.top < top.bottom ? ", heading hidden" : ""));
		};
		await tell(() => {});
		await tell(() => nav.querySelector('[href="#findings"]').click());
		await tell(() => scrollTo(0, document.documentElement.scrollHeight));
		return out;
	})()`
	for width, want := range map[int64][]string{
		1280: {"none", "Findings, links in view", "About this report, links in view"},
		360:  {"none", "Findings", "About this report"},
	} {
		if got := open[[]string](t, ctx, url, width, look); !slices.Equal(got, want) {
			t.Errorf("%d wide: %q, want %q", width, got, want)
		}
	}
}

// Of thousands of users the first stand on the screen, by whatever column they are sorted, and a button shows all.
func TestPageMany(t *testing.T) {
	ctx, _ := browser(t)
	s := mixed(t)
	for len(s.rows) < 1200 {
		row := *s.rows[0]
		user := *row.User
		user.DisplayName = fmt.Sprintf("Many %d", len(s.rows))
		row.User = &user
		s.rows = append([]*rules.UserRow{&row}, s.rows...)
	}
	s.sum.Scope.InScope = len(s.rows)
	look := `(() => {
		const visible = () => [...document.querySelectorAll("#people tbody tr")].filter(r => r.checkVisibility());
		const words = document.getElementById("search"), more = document.getElementById("more"), name = document.querySelector("#people th button"), out = [];
		const tell = () => out.push(visible().length + ": " + document.getElementById("shown").textContent + (more.hidden ? "" : ", " + more.textContent));
		tell(); name.click(); name.click(); tell(); out.push(visible().map(r => r.cells[0].textContent).filter(t => t === "Many 20" || t === "Many 1199").join());
		words.value = "many 77"; words.dispatchEvent(new Event("input")); tell();
		words.value = ""; words.dispatchEvent(new Event("input")); more.click(); tell();
		more.click(); tell();
		return out;
	})()`
	got := open[[]string](t, ctx, pageFile(t, s), 1280, look)
	want := []string{"500: the first 500 of 1,200 shown, Show all 1,200",
		"500: the first 500 of 1,200 shown, Show all 1,200", "Many 1199",
		"21: 21 of 1,200 shown", "1200: 1,200 of 1,200 shown, Show the first 500",
		"500: the first 500 of 1,200 shown, Show all 1,200"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// The page never says more than what was read, and whose judgement it is.
func TestPageSays(t *testing.T) {
	other := mixed(t)
	other.run.OtherMDM, other.run.Redacted = true, true
	cut := incomplete(t)
	none := empty()
	none.sum.Matrix = []rules.MatrixRow{{Detail: "run `a <b>` and `c`"}, {Detail: "one ` alone"}}
	unread := empty()
	unread.sum.Scope = rules.ScopeCount{}
	for _, c := range []struct {
		s    *story
		want []string
		not  string
	}{
		{other, []string{"All 13 users in scope.", wording.OtherMDM, "are pseudonyms", "<dt>Not run, as asked</dt><dd>LIC-04", "(MDM-02, required: 1 warn)", "graph.microsoft.com"}, ">()<"},
		{cut, []string{"3 users in scope of those that were read. There are others that were not", "of those that were read"}, "All 3"},
		{none, []string{"Nobody is in scope.", "run <code>a &lt;b&gt;</code> and <code>c</code>", "one ` alone"}, "All 0"},
		{unread, []string{"Users were not read"}, "All 0"},
	} {
		got := string(write(t, "html", Options{}, c.s))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: the page does not say %q", c.s.name, want)
			}
		}
		if strings.Contains(got, c.not) {
			t.Errorf("%s: the page says %q", c.s.name, c.not)
		}
	}
}

// A page of a large tenant holds those first of whom something was found, and says what it leaves out.
func TestPageBound(t *testing.T) {
	s := mixed(t)
	row := s.rows[0]
	if len(row.Findings) > 0 {
		t.Fatalf("the first user of the story has findings: %+v", row.Findings)
	}
	wanting := len(s.rows) - 1
	for len(s.rows) < mostPeople+100 {
		s.rows = append([]*rules.UserRow{row}, s.rows...)
	}
	s.sum.Scope.InScope = len(s.rows)
	got := string(write(t, "html", Options{}, s))
	if n := strings.Count(got, "<tr data-state="); n != mostPeople {
		t.Errorf("%d users, want %d", n, mostPeople)
	}
	for _, r := range s.rows[len(s.rows)-wanting:] {
		if len(r.Findings) > 0 && !strings.Contains(got, "<td>"+r.User.UPN+"</td>") {
			t.Errorf("%s is left out, of whom something was found", r.User.UPN)
		}
	}
	if !strings.Contains(got, "5,000 users of 5,100 in scope") {
		t.Error("the page does not say what it leaves out")
	}
}
