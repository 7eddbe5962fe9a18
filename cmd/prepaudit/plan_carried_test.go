package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
	"prepaudit/rules/license"
)

// The script of a plan, carried out on the tenant, leaves nobody who needs a license: each has what the plan gives them
// and nothing that it takes away, nothing is taken that isn't free, and what must be bought first is asked for.
func TestPlanScriptCarriedOut(t *testing.T) {
	for _, line := range planned {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			desk := openDesk(t, line)
			before := desk.plan()
			if (before.People == 0) != (line == "healthy") {
				t.Errorf("%d people need a change", before.People)
			}
			desk.carryOut(desk.script())
			for _, u := range before.Users {
				one := desk.users[u.ID]
				for _, sku := range u.AddSkuIDs {
					if !one.has(sku) {
						t.Errorf("%s has no %s", u.UserPrincipalName, sku)
					}
				}
				for _, sku := range u.RemoveSkuIDs {
					if one.has(sku) {
						t.Errorf("%s still has %s", u.UserPrincipalName, sku)
					}
				}
			}
			if after := desk.plan(); after.People != 0 {
				t.Errorf("afterwards: %s", after.Summary)
			}
		})
	}
}

// desk is a tenant at which a script is carried out.
type desk struct {
	t      *testing.T
	args   []string // whom the plan is for
	next   http.Handler
	users  map[string]*account
	groups map[string][]assigned
	seats  map[string]*seats
	bought map[string]bool
	added  string // a group that the tenant did not have
}

type account struct {
	ID       string
	Location *string `json:"usageLocation"`
	Ways     []way   `json:"licenseAssignmentStates"`
}

type assigned struct {
	SKU string   `json:"skuId"`
	Off []string `json:"disabledPlans"`
}

// way is one by which a product comes.
type way struct {
	assigned
	Group *string `json:"assignedByGroup"`
	State string  `json:"state"`
	Error string  `json:"error"`
	At    string  `json:"lastUpdatedDateTime"`
}

type seats struct{ enabled, used int }

func (s *seats) units() map[string]int {
	return map[string]int{"enabled": s.enabled, "warning": 0, "suspended": 0, "lockedOut": 0}
}

func (w *way) group() string {
	if w.Group == nil {
		return ""
	}
	return *w.Group
}

func (a *account) has(sku string) bool {
	return slices.ContainsFunc(a.Ways, func(w way) bool { return w.SKU == sku && w.State == "Active" })
}

// byGroup is contoso where a group assigns Office 365 E3, to those who have it.
const byGroup = "contoso --exclude-upn nobody"

func openDesk(t *testing.T, line string) *desk {
	args := strings.Fields(line)
	tenant := graphtest.Tenant{Scenario: args[0], Plain: true}
	d := &desk{t: t, args: args[1:], next: tenant.Handler(), users: map[string]*account{},
		groups: map[string][]assigned{}, seats: map[string]*seats{}, bought: map[string]bool{}}
	var users struct{ Value []*account }
	d.ask("/v1.0/users?$top=999&$select=id,usageLocation,licenseAssignmentStates", &users)
	for _, u := range users.Value {
		d.users[u.ID] = u
	}
	var groups struct {
		Value []struct {
			ID       string
			Licenses []assigned `json:"assignedLicenses"`
		}
	}
	d.ask("/v1.0/groups?$top=999&$select=id,assignedLicenses", &groups)
	for _, g := range groups.Value {
		d.groups[g.ID] = g.Licenses
	}
	var skus struct {
		Value []struct {
			SKU      string                `json:"skuId"`
			Consumed int                   `json:"consumedUnits"`
			Prepaid  struct{ Enabled int } `json:"prepaidUnits"`
		}
	}
	d.ask("/v1.0/subscribedSkus", &skus)
	for _, s := range skus.Value {
		d.seats[s.SKU] = &seats{s.Prepaid.Enabled, s.Consumed}
	}
	if line == byGroup {
		d.group(license.Lookup("ENTERPRISEPACK")[0].SKU.String())
	}
	return d
}

// group has a group of its own assign a product, to everybody who has it directly.
func (d *desk) group(sku string) {
	id := "9b4f3c1e-0000-4000-8000-000000000017"
	d.groups[id] = []assigned{{SKU: sku, Off: []string{}}}
	d.added = fmt.Sprintf(`{"id":%q,"displayName":"Licenses: Office 365 E3","groupTypes":[],"mailEnabled":false,`+
		`"onPremisesSyncEnabled":null,"isAssignableToRole":null,"licenseProcessingState":{"state":"ProcessingComplete"},`+
		`"assignedLicenses":[{"skuId":%q,"disabledPlans":[]}]}`, id, sku)
	for _, u := range d.users {
		for i := range u.Ways {
			if w := &u.Ways[i]; w.SKU == sku && w.State == "Active" && w.Group == nil {
				w.Group = &id
			}
		}
	}
}

// ask reads what the tenant answers as it was.
func (d *desk) ask(path string, into any) {
	d.t.Helper()
	rec := httptest.NewRecorder()
	r := httptest.NewRequest("GET", strings.ReplaceAll(path, " ", "%20"), nil)
	r.Header.Set("Authorization", "Bearer simulated")
	d.next.ServeHTTP(rec, r)
	if err := json.Unmarshal(rec.Body.Bytes(), into); err != nil || rec.Code != http.StatusOK {
		d.t.Fatalf("%s: %d, %v", path, rec.Code, err)
	}
}

// planSaid is the JSON of a plan.
type planSaid struct {
	People  int
	Summary string
	Users   []struct {
		ID, UserPrincipalName   string
		AddSkuIDs, RemoveSkuIDs []string
	}
}

// plan plans for the tenant as it is.
func (d *desk) plan() (said planSaid) {
	d.t.Helper()
	if err := json.Unmarshal(d.write("json"), &said); err != nil {
		d.t.Fatal(err)
	}
	return said
}

// script is what carries the plan out.
func (d *desk) script() string { return string(d.write("ps1")) }

// write plans for the tenant as it is, in a format.
func (d *desk) write(format string) []byte {
	d.t.Helper()
	server := httptest.NewServer(d)
	defer server.Close()
	sys, _, said := world(100)
	sys.LookupEnv = withToken
	file := filepath.Join(d.t.TempDir(), "plan")
	args := append([]string{"plan", "--auth", "token", "--graph-url", server.URL, "--as-of", "2026-11-22", "-q", "-o",
		format + "=" + file}, d.args...)
	status := run(d.t.Context(), args, sys)
	text, err := os.ReadFile(file)
	if err != nil || status != process.StatusMet {
		d.t.Fatalf("%d, %v: %s", status, err, said)
	}
	return text
}

// ServeHTTP answers as the tenant would now.
func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	now := map[string]func(map[string]any){
		"/users": func(u map[string]any) {
			one := d.users[u["id"].(string)]
			for key, value := range map[string]any{"usageLocation": one.Location, "assignedLicenses": one.licenses(),
				"licenseAssignmentStates": one.Ways} {
				if _, asked := u[key]; asked {
					u[key] = value
				}
			}
		},
		"/groups": func(g map[string]any) {
			if _, asked := g["assignedLicenses"]; asked {
				g["assignedLicenses"] = d.groups[g["id"].(string)]
			}
		},
		"/subscribedSkus": func(s map[string]any) {
			id := s["skuId"].(string)
			s["consumedUnits"] = d.seats[id].used
			if d.bought[id] {
				s["capabilityStatus"] = "Enabled"
				s["prepaidUnits"] = d.seats[id].units()
			}
		},
		"/directory/subscriptions": func(l map[string]any) {
			if id := l["skuId"].(string); d.bought[id] {
				l["status"], l["isTrial"], l["totalLicenses"] = "Enabled", false, d.seats[id].enabled
				l["nextLifecycleDateTime"] = "2027-11-22T00:00:00Z"
			}
		},
	}
	var all []change
	for path, f := range now {
		all = append(all, each(path, f))
	}
	if d.added != "" && !strings.Contains(r.URL.RawQuery, "hasMembers") {
		all = append(all, also("/v1.0/groups", d.added))
	}
	for sku := range d.bought {
		all = append(all, d.alsoBought(sku))
	}
	changedBy(d.next, all).ServeHTTP(w, r)
}

// alsoBought adds a product that the tenant did not have.
func (d *desk) alsoBought(sku string) change {
	return at("/v1.0/subscribedSkus", func(body map[string]any) {
		list := body["value"].([]any)
		if slices.ContainsFunc(list, func(s any) bool { return s.(map[string]any)["skuId"] == sku }) {
			return
		}
		p := license.Lookup(sku)[0]
		plans := []any{}
		for _, one := range p.Plans {
			plans = append(plans, map[string]any{"servicePlanId": one.ID.String(), "servicePlanName": one.Name,
				"appliesTo": "User", "provisioningStatus": "Success"})
		}
		body["value"] = append(list, map[string]any{"id": sku, "skuId": sku, "skuPartNumber": p.PartNumber,
			"appliesTo": "User", "accountName": "Contoso", "accountId": sku, "capabilityStatus": "Enabled",
			"consumedUnits": d.seats[sku].used, "prepaidUnits": d.seats[sku].units(),
			"servicePlans": plans, "subscriptionIds": []string{}})
	})
}

// licenses are what the ways come to: a plan is off where every way has it off.
func (a *account) licenses() []assigned {
	all := []assigned{}
	for _, w := range a.Ways {
		i := slices.IndexFunc(all, func(l assigned) bool { return l.SKU == w.SKU })
		switch {
		case w.State != "Active":
		case i < 0:
			all = append(all, assigned{w.SKU, slices.Clone(w.Off)})
		default:
			all[i].Off = slices.DeleteFunc(all[i].Off, func(id string) bool { return !slices.Contains(w.Off, id) })
		}
	}
	return all
}

var firstBuy = regexp.MustCompile(`^(buy [0-9,]+)?( and )?(renew [0-9,]+)?$`)

// carryOut does what the tables of a script say, in the order in which the script does it.
func (d *desk) carryOut(script string) {
	t := d.t
	number := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Error(err)
		}
		return n
	}
	for _, s := range scriptTable(t, script, "seats") {
		sku := s["SkuId"]
		if d.seats[sku] == nil {
			d.seats[sku] = &seats{}
		}
		now := d.seats[sku]
		if have := number(s["Have"]); have > 0 || s["First"] != "" {
			if now.enabled >= have || !firstBuy.MatchString(s["First"]) {
				t.Errorf("%s: %q first, and %d seats are there", s["Product"], s["First"], now.enabled)
			}
			now.enabled, d.bought[sku] = have, true
		}
		if free := now.enabled - now.used; free < number(s["Take"]) {
			t.Errorf("%s: %d seats are free, and %s are taken", s["Product"], free, s["Take"])
		}
	}
	for _, g := range scriptTable(t, script, "groups") {
		l := d.license(g["License"])
		i := slices.IndexFunc(d.groups[g["GroupId"]], func(a assigned) bool { return a.SKU == l.SKU })
		d.groups[g["GroupId"]][i].Off = l.Off
		for _, u := range d.users {
			for k := range u.Ways {
				if w := &u.Ways[k]; w.SKU == l.SKU && w.group() == g["GroupId"] {
					w.Off = l.Off
				}
			}
		}
	}
	for _, p := range scriptTable(t, script, "people") {
		d.person(p)
	}
	if manual := scriptTable(t, script, "manual"); len(manual) > 0 {
		t.Errorf("to do manually: %v", manual)
	}
}

func (d *desk) person(p map[string]string) {
	u := d.users[p["UserId"]]
	if p["Location"] != "" {
		if u.Location != nil {
			d.t.Errorf("%s works in %s", p["Person"], *u.Location)
		}
		de := "DE"
		u.Location = &de
	}
	leave := func() {
		for _, id := range strings.Fields(p["Leave"]) {
			for _, l := range d.groups[id] {
				d.take(u, l.SKU, id)
			}
		}
	}
	if p["LeaveFirst"] != "" {
		leave()
	}
	for _, id := range strings.Fields(p["Join"]) {
		for _, l := range d.groups[id] {
			d.give(u, l, id)
		}
	}
	if p["Join"]+p["LeaveFirst"] != "" {
		d.reprocess(u)
	}
	for _, sku := range strings.Fields(p["Await"]) {
		if !u.has(sku) {
			d.t.Errorf("%s waits for %s", p["Person"], sku)
		}
	}
	for _, sku := range strings.Fields(p["Remove"]) {
		d.take(u, sku, "")
	}
	for _, text := range strings.Fields(p["Add"]) {
		d.give(u, d.license(text), "")
	}
	if p["LeaveFirst"] == "" {
		leave()
	}
	if p["Reprocess"] != "" {
		d.reprocess(u)
	}
	if u.Location == nil && len(u.licenses()) > 0 && p["Add"] != "" {
		d.t.Errorf("%s has no usage location", p["Person"])
	}
}

// license reads SKU:PLAN+PLAN.
func (d *desk) license(text string) assigned {
	sku, off, _ := strings.Cut(text, ":")
	return assigned{sku, strings.FieldsFunc(off, func(r rune) bool { return r == '+' })}
}

// give assigns a product by one way.
func (d *desk) give(u *account, l assigned, group string) {
	s := d.seats[l.SKU]
	if !u.has(l.SKU) {
		if s.used++; s.used > s.enabled {
			d.t.Errorf("%s: no seat is free of %s", u.ID, l.SKU)
		}
	}
	w := way{assigned: assigned{l.SKU, append([]string{}, l.Off...)}, State: "Active", Error: "None",
		At: "2026-11-22T00:00:00Z"}
	if group != "" {
		w.Group = &group
	}
	u.Ways = append(slices.DeleteFunc(u.Ways, func(o way) bool { return o.SKU == l.SKU && o.group() == group }), w)
}

// take ends one way of a product.
func (d *desk) take(u *account, sku, group string) {
	had, n := u.has(sku), len(u.Ways)
	u.Ways = slices.DeleteFunc(u.Ways, func(o way) bool { return o.SKU == sku && o.group() == group })
	if len(u.Ways) == n {
		d.t.Errorf("%s has no %s by %q", u.ID, sku, group)
	}
	if had && !u.has(sku) {
		d.seats[sku].used--
	}
}

// reprocess has groups assign what had failed.
func (d *desk) reprocess(u *account) {
	for _, w := range slices.Clone(u.Ways) {
		if w.State == "Error" && w.Group != nil && d.seats[w.SKU].used < d.seats[w.SKU].enabled {
			d.give(u, w.assigned, *w.Group)
		}
	}
}
