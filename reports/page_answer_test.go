package reports

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	devtools "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"prepaudit/reports/plain"
	"prepaudit/rules"
)

// answered is a story in which people are blocked by causes: five by the first, three of them by the second too.
func answered(t testing.TB) *story {
	s := mixed(t)
	s.trend = trend()
	three, eight := 3, 8
	s.sum.Ready = rules.ReadyCount{People: 9, Ready: 3, Blocked: 5, Unknown: 1}
	s.sum.Causes = []rules.Cause{
		{ID: "mdm-scope", Title: `Add 5 people to group "MDM"`, Does: rules.Stops, Who: "Intune", Fix: "Add them",
			Link: "https://entra.microsoft.com/#view/group", PowerShell: "New-MgGroupMember -UserId UPN -WhatIf",
			Bash: "az ad group member add", Rules: []string{"MDM-03"}, Stops: 5, ReadyAfter: &three},
		{ID: "assign-license", Title: "Assign a license to 3 people", Does: rules.Stops, Who: "licensing",
			Fix: "Select Microsoft 365 E3", Rules: []string{"LIC-02"}, Stops: 3, ReadyAfter: &eight},
	}
	for _, row := range s.rows {
		row.Ready, row.BlockedBy = rules.NotAPerson, nil
	}
	for i, row := range s.rows[:9] {
		row.Ready = rules.Ready
		switch {
		case i < 5:
			row.Ready, row.BlockedBy = rules.Blocked, []string{"mdm-scope"}
			if i < 3 {
				row.BlockedBy = append(row.BlockedBy, "assign-license")
			}
		case i == 8:
			row.Ready = rules.ReadyUnknown
		}
		row.User.Department = []string{"Sales", "Legal", ""}[i%3]
		row.Policy = []string{"Staff", "Frontline"}[i%2]
	}
	return s
}

// Filters are combined, say how many are left, and links narrow the table to a cause or a state.
func TestPageFilters(t *testing.T) {
	ctx, seen := browser(t)
	s := answered(t)
	got := open[[]string](t, ctx, pageFile(t, s), 1280, `(async () => {
		const out = [], selects = [...document.querySelectorAll("#people .find select")];
		const select = label => selects.find(s => s.parentElement.firstChild.textContent === label);
		const tell = () => out.push(document.getElementById("shown").textContent);
		const set = (label, value) => {
			const s = select(label);
			s.value = value;
			if (s.value !== value) out.push("no " + value);
			s.dispatchEvent(new Event("change"));
			tell();
		};
		tell();
		set("Ready", "no"); set("Blocked by", "2"); set("Department", "Sales");
		set("Policy", "Staff"); set("Policy", "Frontline");
		document.querySelector("#people .find [type=reset]").click(); await new Promise(r => setTimeout(r, 20)); tell();
		set("Rule", "LIC-02"); set("Department", "\n");
		document.querySelector('[data-cause="2"]').click(); tell();
		document.querySelector('.tiles [data-state="not checked"]').click(); tell();
		out.push(location.hash, select("Ready").value, select("Blocked by").value);
		return out;
	})()`)
	want := []string{"13 of 13 shown", "5 of 13 shown", "3 of 13 shown", "1 of 13 shown", "1 of 13 shown",
		"0 of 13 shown", "13 of 13 shown"}
	fails, nowhere := 0, 0
	for _, row := range s.rows {
		if slices.ContainsFunc(row.Findings, func(f rules.Finding) bool { return f.Outcome != rules.NotEvaluated }) {
			if fails++; row.User.Department == "" {
				nowhere++
			}
		}
	}
	want = append(want, fmt.Sprintf("%d of 13 shown", fails), fmt.Sprintf("%d of 13 shown", nowhere), "3 of 13 shown",
		"1 of 13 shown", "#users", "not checked", "")
	if !slices.Equal(got, want) || fails == 0 || nowhere == 0 {
		t.Errorf("%q, want %q", got, want)
	}
	for _, what := range seen() {
		t.Errorf("the page %s", what)
	}
}

// What is copied is a table like that of -o csv, of the rows that are shown, with the causes by their titles.
func TestPageCopies(t *testing.T) {
	ctx, _ := browser(t)
	s := hostile(t)
	s.sum.Causes = answered(t).sum.Causes
	s.rows[0].BlockedBy = []string{"mdm-scope", "assign-license"}
	const click = `(async () => {
		const out = [];
		Object.defineProperty(navigator, "clipboard", { value: { writeText: async text => { out.push(text); } } });
		document.getElementById("csv").click();
		await new Promise(r => setTimeout(r, 50));
		out.push(document.getElementById("said").textContent);
		document.querySelectorAll("button.copy")[0].click();
		await new Promise(r => setTimeout(r, 50));
		return out;
	})()`
	got := open[[]string](t, ctx, pageFile(t, s), 1280, click)
	if len(got) != 3 || got[1] != fmt.Sprintf("%d rows copied", len(s.rows)) {
		t.Fatalf("%.300q", got)
	}
	if got[2] != s.sum.Causes[0].PowerShell {
		t.Errorf("the command that is copied is %q", got[2])
	}
	in := csv.NewReader(strings.NewReader(got[0]))
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if head := strings.Join(rows[0][:2], ","); head != "Name,User principal name" || len(rows) != 1+len(s.rows) {
		t.Errorf("%d rows under %s", len(rows), head)
	}
	for i, row := range rows[1:] {
		name := guarded(plain.Shown(s.rows[i].User.DisplayName))
		if row[0] != name || row[1] != name {
			t.Errorf("%.200q, want %.200q", row[:2], name)
		}
	}
	if by := rows[1][len(rows[1])-1]; by != `Add 5 people to group "MDM"`+"; Assign a license to 3 people" {
		t.Errorf("blocked by %q", by)
	}
	if !strings.HasSuffix(got[0], "\r\n") || strings.Count(got[0], "\r\n") != len(rows) {
		t.Error("lines do not end as in RFC 4180")
	}
}

// Where a browser gives a file no clipboard, the text is selected for the reader to copy.
func TestPageCopiesWithoutClipboard(t *testing.T) {
	ctx, _ := browser(t)
	got := open[[]string](t, ctx, pageFile(t, answered(t)), 1280, `(async () => {
		const out = [];
		let works = true;
		Object.defineProperty(navigator, "clipboard", { value: undefined });
		document.execCommand = what => {
			out.push(what + " " + document.activeElement.value.split("\n").length);
			return works;
		};
		const press = async () => {
			document.getElementById("csv").click();
			await new Promise(r => setTimeout(r, 50));
			out.push(document.getElementById("said").textContent, document.activeElement.tagName);
		};
		await press();
		works = false;
		await press();
		return out;
	})()`)
	want := []string{"copy 15", "13 rows copied", "BUTTON", "copy 15", "Press Ctrl+C to copy the selected text",
		"TEXTAREA"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// The keyboard reaches the filters one by one, and works them.
func TestPageKeyboard(t *testing.T) {
	ctx, _ := browser(t)
	open[bool](t, ctx, pageFile(t, answered(t)), 1280, `document.getElementById("search").focus(), true`)
	const state = `(e => e.dataset.key + " " + e.value)(document.activeElement) + " " +
		document.getElementById("shown").textContent`
	err := chromedp.Do(ctx, chromedp.KeyEvent("kiosk"), chromedp.KeyEvent("\t"), chromedp.KeyEvent("yes"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](state))
	if err != nil || got != "state yes 1 of 13 shown" {
		t.Errorf("%q, %v", got, err)
	}
}

// Without the script everything stands there that matters, and nothing that would not work.
func TestPageWithoutScript(t *testing.T) {
	ctx, _ := browser(t)
	off := emulation.SetScriptExecutionDisabledParams{Value: true}
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, off); err != nil {
		t.Fatal(err)
	}
	s := answered(t)
	got := open[[]int](t, ctx, pageFile(t, s), 1280, `["#people tbody tr", ".causes > li", ".tiles > li", "pre",
		".find", "#csv", ".copy", "[data-cause]"].map(s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility() || e.tagName === "PRE").length)`)
	if want := []int{len(s.rows), 2, 4, 2, 0, 0, 0, 0}; !slices.Equal(got, want) {
		t.Errorf("%v are seen, want %v", got, want)
	}
}

// On paper the answer takes two pages with the license plan, and users follow where some were chosen.
func TestPageOnPaper(t *testing.T) {
	ctx, _ := browser(t)
	s := answered(t)
	for i := range 13 {
		s.sum.Causes = append(s.sum.Causes, rules.Cause{ID: fmt.Sprint(i), Does: rules.Degrades, Degrades: 190,
			Title: "Assign the policies' apps to their groups", Who: "Intune",
			Fix: strings.Repeat("Microsoft Intune admin center > ", 10)})
	}
	rows := func() int {
		n, err := chromedp.Run(ctx, chromedp.Evaluate[int](`[...document.querySelectorAll(
			"#people tbody tr, .find, .commands, nav")].filter(r => r.checkVisibility()).length`))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	open[bool](t, ctx, pageFile(t, s), 1280, `true`)
	pdf, err := chromedp.Call(ctx, devtools.PrintToPDF, devtools.PrintToPDFParams{})
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(pdf.Data, []byte("/Type /Page\n")); n != 2 {
		t.Errorf("%d pages", n)
	}
	paper := emulation.SetEmulatedMediaParams{Media: "print"}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, paper); err != nil {
		t.Fatal(err)
	}
	if n := rows(); n != 0 {
		t.Errorf("%d rows of users, filters and commands on paper", n)
	}
	plan, err := chromedp.Run(ctx, chromedp.Evaluate[[]int](`["#plan table:not(.listed)", "#plan table.listed", ".answer .way rect"].map(
		s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility()).length)`))
	if err != nil || !slices.Equal(plan, []int{2, 0, 4}) {
		t.Errorf("%v are changes and seats, people of the plan, and stretches of the bar on paper; %v", plan, err)
	}
	choose := chromedp.Evaluate[bool](`document.querySelector('[data-cause="2"]').click(), true`)
	if _, err := chromedp.Run(ctx, choose); err != nil {
		t.Fatal(err)
	}
	if n := rows(); n != 3 {
		t.Errorf("%d rows on paper, want the 3 that were chosen", n)
	}
}
