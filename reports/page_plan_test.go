package reports

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"prepaudit/reports/record"
	"prepaudit/rules"
)

// The people of the plan are narrowed, found and copied by themselves: the table of users stays as it is.
func TestPagePlanFilters(t *testing.T) {
	ctx, seen := browser(t)
	got := open[[]string](t, ctx, pageFile(t, mixed(t)), 1280, `(async () => {
		const plan = document.getElementById("plan"), out = [];
		const tell = () => out.push(plan.querySelector(".shown").textContent, document.getElementById("shown").textContent);
		tell();
		const proposed = [...plan.querySelectorAll("select")].find(s => s.parentElement.firstChild.textContent === "Proposed");
		proposed.value = "Turn on Intune in Microsoft 365 E3";
		proposed.dispatchEvent(new Event("change"));
		tell();
		const words = plan.querySelector(".search");
		words.value = "alex"; words.dispatchEvent(new Event("input"));
		tell();
		Object.defineProperty(navigator, "clipboard", { value: { writeText: async text => { out.push(text); } } });
		plan.querySelector(".csv").click();
		await new Promise(r => setTimeout(r, 50));
		out.push(plan.querySelector(".said").textContent, document.getElementById("said").textContent);
		return out;
	})()`)
	want := []string{"7 of 7 shown", "13 of 13 shown", "2 of 7 shown", "13 of 13 shown", "1 of 7 shown", "13 of 13 shown",
		"User principal name,Name,Department,Has now,Proposed,Freed,How,Why\r\nalex.wilber@contoso.com,Alex Wilber,Sales," +
			"Microsoft 365 E3,Turn on Intune in Microsoft 365 E3,,direct,Intune turned off in Microsoft 365 E3\r\n",
		"1 row copied", ""}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, what := range seen() {
		t.Errorf("the page %s", what)
	}
}

// planSection is the part of a page that has the plan.
func planSection(page []byte) string {
	_, plan, _ := strings.Cut(string(page), `<section class="essential people" id="plan">`)
	plan, _, _ = strings.Cut(plan, "</section>")
	return plan
}

// A page has so many people of the plan and no more, and says how many there are; where there is no plan it says why.
func TestPagePlanBound(t *testing.T) {
	s := mixed(t)
	i := slices.IndexFunc(s.rows, func(row *rules.UserRow) bool { return row.Status == rules.LacksBoth })
	for range mostPeople {
		s.rows = append(s.rows, s.rows[i])
	}
	plan := planSection(write(t, "html", Options{}, s))
	_, people, _ := strings.Cut(plan, `<table class="listed">`)
	if n := strings.Count(people, "<tr><td>"); n != mostPeople {
		t.Errorf("%d people, want %d", n, mostPeople)
	}
	if want := fmt.Sprintf("5,000 of %d,007 people who need a change", mostPeople/1000); !strings.Contains(plan, want) {
		t.Errorf("the page does not say %q", want)
	}
	s = mixed(t)
	s.sum.WhatIf = []string{"Buy"}
	plan = planSection(write(t, "html", Options{}, s))
	if !strings.Contains(plan, "There is no license plan: the report takes changes as made") || strings.Contains(plan, "<table") {
		t.Errorf("the page does not say why there is no plan: %s", plan)
	}
}

// People lead to the portal, and pseudonyms nowhere.
func TestPagePlanRedacted(t *testing.T) {
	const portal = "https://entra.microsoft.com/#view/"
	if !strings.Contains(planSection(write(t, "html", Options{}, told(t))), portal) {
		t.Error("no link to a person")
	}
	if strings.Contains(planSection(writeRedacted(t, "html", told(t))), portal) {
		t.Error("a pseudonym leads to the portal")
	}
}

// A plan of a redacted report is that of the report with names, but for the names.
func TestPlanRedacted(t *testing.T) {
	changes := func(b []byte) (all []string) {
		for line := range strings.Lines(string(b)) {
			_, change, _ := strings.Cut(line, "Sales,4100,")
			all = append(all, change)
		}
		slices.Sort(all)
		return all
	}
	a := changes(write(t, "csv:plan", Options{}, told(t)))
	if b := changes(writeRedacted(t, "csv:plan", told(t))); !slices.Equal(a, b) || len(a) < 5 {
		t.Errorf("%q\nredacted\n%q", a, b)
	}
	for _, format := range []string{"csv:plan-products", "csv:renewals"} {
		if a, b := write(t, format, Options{}, told(t)), writeRedacted(t, format, told(t)); string(a) != string(b) {
			t.Errorf("%s: %s\nredacted\n%s", format, a, b)
		}
	}
}

// What is added up below a table is the sum of its rows: in one currency, and of no price of one seat.
func TestTotals(t *testing.T) {
	e3, edu := known(t, "SPE_E3", 0, 0).ID, known(t, "INTUNE_EDU", 0, 0).ID
	for _, c := range []struct {
		prices record.Prices
		want   string
	}{
		{record.Prices{{SKU: e3, Currency: "EUR", Year: 432_0000}, {SKU: edu, Currency: "EUR", Year: 10_0050}},
			"Total |  |  | 1,210 | 518,500.05 | 0 | 0.00 | 518,500.05 | 17 | 3,546.05 | 0 | 0.00"},
		{record.Prices{{SKU: e3, Currency: "EUR", Year: 432_0000}, {SKU: e3, Currency: "USD", Year: 500_0000}}, ""},
	} {
		s := mixed(t)
		s.run.Prices = c.prices
		_, costs, _ := strings.Cut(string(dump(t, write(t, "xlsx", Options{}, s))), "== Costs,")
		costs, _, _ = strings.Cut(costs, "== ")
		total := ""
		for line := range strings.Lines(costs) {
			if strings.HasPrefix(line, "Total") {
				total = strings.TrimSuffix(line, "\n")
			}
		}
		if total != c.want {
			t.Errorf("%q, want %q, of %s", total, c.want, costs)
		}
	}
}
