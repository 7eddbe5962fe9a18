package main

import (
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Whatever a report says twice is the same number: in one format, and from one format to the next.
func TestFiguresAgree(t *testing.T) {
	prices := filepath.Join(t.TempDir(), "prices.csv")
	if err := os.WriteFile(prices, []byte("sku,price,currency,period\nSPE_E3,36,EUR,month\nENTERPRISEPACK,23.05,EUR,month\nEMS,8.3333,EUR,month\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, sc := range graphtest.Scenarios() {
		if sc.Name == "large" || sc.Name == "throttled" {
			continue // the one is contoso's kind and takes long, the other waits
		}
		for _, more := range [][]string{{"--prices", prices}, {"--scope", "members"}} {
			t.Run(sc.Name+" "+more[0], func(t *testing.T) {
				p := produce(t, append(more, "--demo="+sc.Name, "--as-of", "2026-11-27")...)
				p.people()
				p.causes()
				p.findings()
				p.counted()
				p.allDevices()
				p.seats()
				p.plan()
				p.costs()
			})
		}
	}
}

// people: each is in every format, and they add up to what is said of all.
func (p *produced) people() {
	ready, class := map[string]int{}, map[string]int{}
	book := p.sheet("Users")
	p.same("users in the CSV", len(p.csv["users"]), len(p.users))
	p.same("rows of Users", len(book), len(p.users))
	p.same("users in scope", len(p.users), p.sum.Scope.InScope)
	if p.Failed() {
		return
	}
	words := map[string]string{
		"ready": "yes", "blocked": "no", "unknown": "not checked", "not a person": "not a person",
	}
	for i, u := range p.users {
		ready[u.Ready]++
		class[u.Class]++
		row, line := p.csv["users"][i], book[i]
		if row["ready"] != u.Ready || row["class"] != u.Class || row["blockedBy"] != strings.Join(u.BlockedBy, " ") ||
			row["causes"] != strings.Join(u.Causes, " ") {
			p.Errorf("%s is %+v, and %q in the CSV", u.UPN, u, row)
		}
		if line["Ready"] != words[u.Ready] || (u.Ready == "blocked") != (len(u.BlockedBy) > 0) {
			p.Errorf("%s is %s by %q, and %q in the workbook", u.UPN, u.Ready, u.BlockedBy, line["Ready"])
		}
		if n := strings.Count("; "+line["Blocked by"], "; ("); n != len(u.BlockedBy) || n > 0 && line["To do"] == "" {
			p.Errorf("%s is blocked by %q, and in the workbook by %q: %q", u.UPN, u.BlockedBy, line["Blocked by"],
				line["To do"])
		}
	}
	of := p.sum.Ready
	p.same("ready", ready["ready"], of.Ready)
	p.same("blocked", ready["blocked"], of.Blocked)
	p.same("unknown", ready["unknown"], of.Unknown)
	p.same("people", of.Ready+of.Blocked+of.Unknown, of.People)
	p.same("people and accounts of none", of.People+ready["not a person"], len(p.users))
	for status, n := range p.sum.Users {
		p.same(status.Name(), class[status.Name()], n)
	}
	drawn := 0
	for _, line := range p.below("Summary", "|Users in scope by license") {
		drawn += p.number(line[2])
	}
	p.same("users in the chart", drawn, len(p.users))
}

// causes: whom they stop names them, and nobody else.
func (p *produced) causes() {
	stops, meet := map[string]int{}, map[string]int{}
	for _, u := range p.users {
		for _, id := range u.BlockedBy {
			stops[id]++
			if !slices.Contains(u.Causes, id) {
				p.Errorf("%s is blocked by %s, and has the causes %q", u.UPN, id, u.Causes)
			}
		}
		for _, id := range u.Causes {
			meet[id]++
		}
	}
	book, people, first := p.sheet("Causes"), p.sheet("Users"), map[string][]string{}
	for _, line := range p.below("Summary", "No.|What to change") {
		first[line[0]] = line
	}
	p.same("causes in the CSV", len(p.csv["causes"]), len(p.sum.Causes))
	p.same("rows of Causes", len(book), len(p.sum.Causes))
	for i, c := range p.sum.Causes {
		p.same(c.ID, stops[c.ID], c.Stops)
		if n := meet[c.ID]; n > 0 || c.Stops+c.Degrades > 0 {
			p.same(c.ID+" of people", n, c.Stops+c.Degrades+c.Concerns)
		}
		delete(meet, c.ID)
		if row := p.csv["causes"][i]; row["order"] != fmt.Sprint(i+1) || row["id"] != c.ID ||
			book[i]["No."] != row["order"] || plainWords(book[i]["What to change"]) != plainWords(c.Title) {
			p.Errorf("cause %d is %s, %q in the CSV and %q in the workbook", i+1, c.ID, row, book[i])
		}
		p.same(c.ID+" in the CSV", p.number(p.csv["causes"][i]["stops"]), c.Stops)
		p.same(c.ID+" in the workbook", p.number(book[i]["Blocked"]), c.Stops)
		named := 0
		for _, line := range people {
			if strings.Contains("; "+line["Blocked by"], fmt.Sprintf("; (%d) ", i+1)) {
				named++
			}
		}
		p.same(fmt.Sprintf("people who name (%d)", i+1), named, c.Stops)
		if line := first[fmt.Sprint(i+1)]; c.Stops > 0 && (line == nil || p.number(line[3]) != c.Stops) ||
			line != nil && plainWords(line[1]) != plainWords(c.Title) {
			p.Errorf("Summary has %q of %s, %q, which stops %d", line, c.ID, c.Title, c.Stops)
		}
	}
	for id, n := range meet {
		p.Errorf("%s, which %d people meet, is no cause of the report", id, n)
	}
}

// countedOf are what a rule counts that speaks of such things.
var countedOf = map[string][]string{"user": {"users"}, "device": {"devices"}, "sku": {"products"}, "group": {"groups"},
	"policy": {"policies", "restrictions"}, "mdmPolicy": {"MDM services"}, "app": {"apps"}, "script": {"scripts"},
	"endpoint": {"endpoints"}}

// findings: of every rule as many as it counts, and of what it says that it counts.
func (p *produced) findings() {
	type key struct{ rule, outcome string }
	table, book := map[key]int{}, map[key]int{}
	for _, row := range p.csv["findings"] {
		table[key{row["rule"], strings.Replace(row["outcome"], "not evaluated", "not checked", 1)}]++
	}
	for _, line := range p.sheet("Findings") {
		book[key{line["Rule"], line["Result"]}]++
	}
	for _, row := range p.csv["findings"] {
		unit := wording.Unit(row["rule"])
		counts := func(what string) bool { return strings.Contains(unit, what) }
		if of := countedOf[row["subjectKind"]]; of != nil && !slices.ContainsFunc(of, counts) {
			p.Errorf("%s is about a %s, and counts %s", row["rule"], row["subjectKind"], unit)
		}
	}
	if !maps.Equal(table, book) {
		p.Errorf("findings are %v in the CSV, and %v in the workbook", table, book)
	}
	for _, t := range p.sum.Tallies {
		n := t.Count()
		p.same(t.ID+" fail", table[key{t.ID, "fail"}], n.Fail+n.Lesser)
		p.same(t.ID+" warning", table[key{t.ID, "warning"}], n.Warn)
		// Accounts that may be nobody's are counted, and are no findings.
		p.same(t.ID+" not checked", table[key{t.ID, "not checked"}], n.NotEvaluated-n.Unclassified)
	}
}

// counted: the sheet of rules has what the JSON report has.
func (p *produced) counted() {
	for i, line := range p.sheet("Rules") {
		t := &p.sum.Tallies[i]
		if line["Rule"] != t.ID {
			p.Errorf("rule %d is %s, want %s", i, line["Rule"], t.ID)
		}
		n := t.Count()
		if line["Counts are of"] != wording.Unit(t.ID) || line["Counts are of"] == "" {
			p.Errorf("%s counts %q", t.ID, line["Counts are of"])
		}
		for head, want := range map[string]int{
			"Fail": n.Fail, "Fail (advisory)": n.Lesser, "Warning": n.Warn, "Pass": n.Pass,
			"Not checked": n.NotEvaluated - n.Unclassified, "Shared or room account?": n.Unclassified,
			"Not applicable": n.NotApplicable,
		} {
			p.same(t.ID+" "+head, p.number(line[head]), want)
		}
	}
}

// allDevices: the chart has those of the sheet, each once.
func (p *produced) allDevices() {
	book := p.sheet("Devices")
	p.same("devices in the CSV", len(p.csv["devices"]), len(p.devices))
	p.same("rows of Devices", len(book), len(p.devices))
	p.same("devices that are Windows", p.sum.Devices.Read-p.sum.Devices.ByKind[rules.NotWindows], len(p.devices))
	releases, drawn := map[string]int{}, map[string]int{}
	for _, line := range book {
		name := line["Release"]
		if name == "" {
			name = "not known"
		}
		releases[name]++
	}
	for _, line := range p.below("Device versions", "|Windows devices by version") {
		drawn[line[1]] = p.number(line[2]) + p.number(line[3])
	}
	if !maps.Equal(releases, drawn) {
		p.Errorf("the chart has %v, the sheet of devices %v", drawn, releases)
	}
	// In simulated tenants Intune manages every device.
	used := map[string]int{}
	for _, d := range p.devices {
		used[d.UserID]++
	}
	people := p.sheet("Users")
	for i, u := range p.users {
		if u.Devices == nil {
			if !p.sum.Missed(tenant.ManagedDevices) {
				p.Errorf("how many devices %s has is not said", u.UPN)
			}
			continue
		}
		p.same("devices of "+u.UPN, *u.Devices, used[u.ID])
		p.same("devices of "+u.UPN+" in the CSV", p.number(p.csv["users"][i]["windowsDevices"]), used[u.ID])
		p.same("devices of "+u.UPN+" in the workbook", p.number(people[i]["Windows devices"]), used[u.ID])
	}
}

// seats of each product: on its row, on the rows of its subscriptions and of who has it, and in what rules find.
func (p *produced) seats() {
	assigned, rows, failed, bought := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for _, u := range p.users {
		for _, l := range u.Licenses {
			assigned[l.SKU]++
		}
	}
	for _, row := range p.csv["assignments"] {
		rows[row["skuId"]]++
		if row["state"] == "Error" {
			failed[row["skuId"]]++
		}
	}
	for _, line := range p.sheet("Subscriptions") {
		bought[line["SKU id"]] += p.number(line["Quantity"])
	}
	p.same("rows of Assignments", len(p.sheet("Assignments")), len(p.csv["assignments"]))
	found := map[string]int{}
	for _, row := range p.csv["findings"] {
		if row["rule"] == "LIC-15" {
			found[row["subjectId"]] = p.number(strings.Fields(row["detail"])[0])
		}
	}
	for i, line := range p.sheet("Products") {
		k := &p.sum.Subscriptions[i]
		id := k.ID.String()
		if line["SKU id"] != id {
			p.Fatalf("product %d is %s, want %s", i, line["SKU id"], id)
		}
		p.same(k.PartNumber+" free", k.Free, k.Enabled+k.Warning-k.Consumed)
		if line["Free"] != "per device" {
			p.same(k.PartNumber+" free in the workbook", p.number(line["Free"]), k.Free)
		}
		if !p.sum.Missed(tenant.Users) && p.sum.Scope.Asked {
			p.same(k.PartNumber+" consumed", p.number(line["Consumed"]), k.Consumed)
			p.same(k.PartNumber+" in scope", assigned[id], k.InScope)
			if rows[id] < k.InScope || rows[id]-failed[id] > k.InScope {
				p.Errorf("%s: %d rows, %d in error, of %d in scope", k.PartNumber, rows[id], failed[id], k.InScope)
			}
			if n, ok := found[id]; ok {
				p.same(k.PartNumber+" of disabled accounts", n, p.number(line["Disabled"]))
			}
		}
		if all := k.Enabled + k.Warning + k.Suspended + k.LockedOut; bought[id] > 0 && !k.Unlisted {
			p.same(k.PartNumber+" bought", bought[id], all)
		}
	}
}

// plan: those who lack a license are those whom it is for and those to whom one is being assigned, its steps are for all
// of them, and no seat is given twice.
func (p *produced) plan() {
	plan := p.sum.Plan
	if plan == nil {
		p.Fatal("there is none")
	}
	lack, accounts := 0, 0
	for s, n := range p.sum.Users {
		switch s {
		case rules.LacksIntune, rules.LacksEntra, rules.LacksBoth, rules.NoLicense:
			lack += n
		case rules.Unclassified, rules.NoSignIn, rules.RoomAccount:
			accounts += n
		}
	}
	p.same("people who lack a license", plan.People-plan.Lapsing+plan.Waiting, lack)
	p.same("people whose licenses aren't known", plan.Unknown, p.sum.Users[rules.LicensesUnknown])
	p.same("accounts that may not be people", plan.Accounts, accounts)
	p.same("rows of Plan by person", len(p.sheet("Plan by person")), plan.People)
	p.same("people in the CSV", len(p.csv["plan"]), plan.People)
	p.same("rows of Plan", len(p.sheet("Plan")), len(plan.Products))
	p.same("rows of Renewals", len(p.sheet("Renewals")), len(plan.Renewals))
	p.same("renewals in the CSV", len(p.csv["renewals"]), len(plan.Renewals))
	steps, unsolved := 0, 0
	for _, s := range plan.Steps {
		if steps += s.People; strings.HasPrefix(s.Title, "no license is found") {
			unsolved += s.People
		}
	}
	p.same("people of its steps", steps, plan.People)
	p.same("people without a license afterwards", unsolved, plan.Unsolved)
	adds, frees := map[string]int{}, map[string]int{}
	for i, line := range p.sheet("Plan by person") {
		row := p.csv["plan"][i]
		for head, name := range map[string]string{"User principal name": "userPrincipalName", "Proposed": "proposed",
			"Freed": "frees", "Has now": "has"} {
			if line[head] != row[name] {
				p.Errorf("%s of person %d is %q, and %q in the CSV", head, i, line[head], row[name])
			}
		}
		for _, o := range plan.Products {
			gets := regexp.MustCompile(`(?i)\b(assign|reprocess|buy|for) ` + regexp.QuoteMeta(o.Name) + `($|,| again| in place)`)
			if gets.MatchString(line["Proposed"]) {
				adds[o.PartNumber]++
			}
			if slices.Contains(strings.Split(line["Freed"], ", "), o.Name) {
				frees[o.PartNumber]++
			}
		}
	}
	for i, o := range plan.Products {
		p.same(o.PartNumber+" given to people", adds[o.PartNumber], o.Needed)
		p.same(o.PartNumber+" freed by people", frees[o.PartNumber], o.Freed)
		line, row := p.sheet("Plan")[i], p.csv["plan-products"][i]
		for head, n := range map[string]int{"Owned": o.Owned, "Used": o.Used, "Needed": o.Needed, "Freed": o.Freed,
			"Buy": o.Buy, "Renew": o.Renew, "Left": o.Left} {
			p.same(o.PartNumber+" "+head, p.number(line[head]), n)
			p.same(o.PartNumber+" "+head+" in the CSV", p.number(row[strings.ToLower(head)]), n)
		}
		if left := o.Owned + o.Buy + o.Renew - o.Used - o.Needed + o.Freed; o.Ends == "" && o.Owned > 0 {
			p.same(o.PartNumber+" left", o.Left, left)
		}
		if o.Left < 0 && o.Buy > 0 {
			p.Errorf("%s: %d seats are bought, and %d are left", o.PartNumber, o.Buy, o.Left)
		}
	}
}

// costs: each product's are what the plan says, and so are all of them, to the cent.
func (p *produced) costs() {
	plan := p.sum.Plan
	if i, err := p.book.GetSheetIndex("Costs"); err != nil || i < 0 {
		return
	}
	var before, after record.Money
	cents := func(s string) record.Money {
		p.Helper()
		if s == "" {
			return 0
		}
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			p.Error(err)
		}
		return record.Money(math.Round(v * 10_000))
	}
	products := map[string]record.PlanProduct{}
	for _, o := range plan.Products {
		products[o.PartNumber] = o
	}
	for _, line := range p.sheet("Costs") {
		o := products[line["Part number"]]
		p.same(o.PartNumber+" unused", p.number(line["Unused after"]), max(0, o.Left))
		p.same(o.PartNumber+" to buy or renew", p.number(line["Buy or renew"]), o.Buy+o.Renew)
		if o.Before == nil {
			continue
		}
		if cents(line["Cost today"]) != *o.Before || cents(line["Cost after"]) != *o.After {
			p.Errorf("%s costs %s, then %s, and by the plan %s, then %s", o.PartNumber, line["Cost today"], line["Cost after"],
				o.Before, o.After)
		}
		before, after = before+*o.Before, after+*o.After
	}
	if before != plan.Cost.Before || after != plan.Cost.After {
		p.Errorf("all cost %s, then %s, and by the plan %s, then %s", before, after, plan.Cost.Before, plan.Cost.After)
	}
	for _, sheet := range []string{"Costs", "Plan"} {
		total := p.total(sheet)
		if cents(total["Cost today"]) != before || cents(total["Cost after"]) != after {
			p.Errorf("the total of sheet %s is %s, then %s", sheet, total["Cost today"], total["Cost after"])
		}
	}
}
