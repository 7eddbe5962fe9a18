package reports

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// listed is what an attacker has: the directory, in Graph's order, as any member may list it.
type listed struct{ upn, department, country, skus string }

// keptAll takes a report as an attacker reads it.
type keptAll struct {
	users    []record.User
	devices  []record.Device
	findings []record.Finding
	sum      record.Summary
	run      record.Run
}

func (k *keptAll) Run(r *record.Run) error         { k.run = *r; return nil }
func (k *keptAll) User(u *record.User) error       { k.users = append(k.users, *u); return nil }
func (k *keptAll) Device(d *record.Device) error   { k.devices = append(k.devices, *d); return nil }
func (k *keptAll) Finding(f *record.Finding) error { k.findings = append(k.findings, *f); return nil }
func (k *keptAll) Summary(s *record.Summary) error { k.sum = *s; return nil }

// attacked is a report of a tenant with so many users, redacted, and the directory behind it.
func attacked(t *testing.T, r *Redactor, users int) (*keptAll, []listed, map[tenant.GUID]string) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 4))
	e3, ems := license.Lookup("SPE_E3")[0].SKU, license.Lookup("EMS")[0].SKU
	var directory []listed
	names := map[tenant.GUID]string{}
	got := &keptAll{}
	w := r.Before(got)
	if err := w.Run(&record.Run{Columns: []string{"jobTitle", "mail"}}); err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	for i := range users {
		u := record.User{ID: tenant.GUID{byte(i >> 8), byte(i), 15: 1}, UPN: fmt.Sprintf("person%d@contoso.example", i),
			DisplayName: fmt.Sprintf("Person %d", i), Entitlement: &record.Entitlement{}, Findings: []record.Finding{},
			Department: fmt.Sprint("Department ", random.IntN(3)), Country: []string{"DE", "FR"}[random.IntN(2)],
			LastSignIn: day.AddDate(0, 0, i%60).Add(time.Duration(i) * time.Second).Format(time.RFC3339),
			Licenses:   []tenant.License{{SKU: e3}, {SKU: ems}}, Extra: []string{"Clerk", fmt.Sprintf("person%d@contoso.example", i)},
			States: []tenant.LicenseState{{SKU: e3, State: "Active", Updated: day.Unix() + int64(i)}}}
		if random.IntN(2) == 0 {
			slices.Reverse(u.Licenses)
		}
		if i == 7 {
			u.Department = "Office of the CEO"
		}
		names[r.id(u.ID)] = u.UPN
		skus := []string{u.Licenses[0].SKU.String(), u.Licenses[1].SKU.String()}
		slices.Sort(skus)
		directory = append(directory, listed{u.UPN, u.Department, u.Country, strings.Join(skus, " ")})
		if err := w.User(&u); err != nil {
			t.Fatal(err)
		}
	}
	for i := range users {
		d := record.Device{ID: tenant.GUID{byte(i >> 8), byte(i), 15: 2}, Name: fmt.Sprint("PC-", i), Findings: []record.Finding{},
			Enrolled: day.AddDate(0, 0, i%300).Add(time.Duration(i) * time.Minute), LastSync: day.AddDate(0, 8, i%20)}
		if err := w.Device(&d); err != nil {
			t.Fatal(err)
		}
	}
	for i := range users {
		f := record.Finding{Rule: "DPP-11", Outcome: rules.Warn,
			Subject: rules.Subject{Kind: "device", ID: tenant.GUID{byte(i), 15: 2}.String(), Name: fmt.Sprint("PC-", i)}}
		if err := w.Finding(&f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Summary(&record.Summary{Scope: record.ScopeCount{InScope: users}}); err != nil {
		t.Fatal(err)
	}
	return got, directory, names
}

// Whoever can list the directory names nobody by the order of users, by times or by the order of licenses: no more than
// guessing among those who look alike.
func TestAttackerWithTheDirectory(t *testing.T) {
	r := redactor(t)
	got, directory, names := attacked(t, r, 400)
	look := func(department, country, skus string) string { return department + "/" + country + "/" + skus }
	alike := map[string][]string{}
	for _, l := range directory {
		alike[look(l.department, l.country, l.skus)] = append(alike[look(l.department, l.country, l.skus)], l.upn)
	}
	// The n-th of those who look alike in the report is taken for the n-th in the directory.
	right, alone, seen := 0, 0, map[string]int{}
	times := map[string]int{}
	for _, u := range got.users {
		skus := []string{u.Licenses[0].SKU.String(), u.Licenses[1].SKU.String()}
		if !slices.IsSorted(skus) {
			t.Fatalf("licenses stand in Graph's order: %s", skus)
		}
		key := look(u.Department, u.Country, strings.Join(skus, " "))
		if alike[key][seen[key]] == names[u.ID] {
			right++
		}
		seen[key]++
		if len(alike[key]) == 1 {
			alone++
		}
		times[fmt.Sprint(u.LastSignIn, u.States[0].Updated)]++
	}
	if len(got.users) != 400 || right > 30 { // of 400 in seven groups, seven by chance
		t.Errorf("%d of %d users are named by their order", right, len(got.users))
	}
	if alone != 1 || got.sum.Unique == nil || *got.sum.Unique != alone {
		t.Errorf("%d users look like no other, and the summary says %v", alone, got.sum.Unique)
	}
	if said := r.Unique(); !strings.HasPrefix(said, "1 of 400 redacted users looks like no other") {
		t.Errorf("told: %s", said)
	}
	if len(times) > 5 {
		t.Errorf("users have %d different times", len(times))
	}
	devices := map[string]int{}
	for _, d := range got.devices {
		devices[fmt.Sprint(d.Enrolled, d.LastSync)]++
	}
	if len(got.devices) != 400 || len(devices) > 30 {
		t.Errorf("%d devices have %d different times", len(got.devices), len(devices))
	}
	for name, ids := range map[string][]string{"users": idsOf(got.users), "devices": idsOf(got.devices), "findings": idsOf(got.findings)} {
		if len(ids) != 400 || !slices.IsSorted(ids) {
			t.Errorf("%d %s are not in the order of their pseudonyms", len(ids), name)
		}
	}
}

func idsOf[T any](all []T) (ids []string) {
	for i := range all {
		switch v := any(all[i]).(type) {
		case record.User:
			ids = append(ids, v.ID.String())
		case record.Device:
			ids = append(ids, v.ID.String())
		case record.Finding:
			ids = append(ids, v.Subject.ID)
		}
	}
	return ids
}

// Dropped columns are nowhere, and what they told apart looks alike; a column that is not there is an error.
func TestDroppedColumns(t *testing.T) {
	r := redactor(t)
	r.Drop = []string{"Department", "country", "jobTitle", "lastSignIn", "enrolledDateTime"}
	got, _, _ := attacked(t, r, 50)
	if *got.sum.Unique != 0 || !slices.Equal(got.run.Columns, []string{"mail"}) {
		t.Errorf("%d are unique, columns %q", *got.sum.Unique, got.run.Columns)
	}
	for _, u := range got.users {
		if u.Department+u.Country+u.LastSignIn != "" || len(u.Extra) != 1 || !strings.HasSuffix(u.Extra[0], "@redacted.invalid") {
			t.Fatalf("%+v", u)
		}
	}
	for _, d := range got.devices {
		if !d.Enrolled.IsZero() || d.LastSync.IsZero() {
			t.Fatalf("%+v", d)
		}
	}
	r.Drop = []string{"shoeSize"}
	if err := r.Before(&keptAll{}).Run(&record.Run{}); err == nil || !strings.Contains(err.Error(), "shoeSize") {
		t.Errorf("a column that no report has: %v", err)
	}
	for name, empty := range droppable { // each empties something
		u, d := &record.User{ID: tenant.GUID{1}}, &record.Device{ID: tenant.GUID{1}}
		full, machine := told(t), &record.Device{Enrolled: time.Unix(1, 0), LastSync: time.Unix(1, 0), ProfileName: "x",
			Manufacturer: "x", Model: "x", Version: "x", UserID: tenant.GUID{1}}
		*u = *record.NewUser(full.rows[1])
		u.CreationType, u.ExternalUserState, u.LastSignIn, u.Policy = "x", "x", "never", "x"
		before := fmt.Sprintf("%+v %+v", *u, *machine)
		if empty(u, machine); fmt.Sprintf("%+v %+v", *u, *machine) == before {
			t.Errorf("%s empties nothing of %+v", name, d)
		}
	}
}

// However many records there are, they come in the order of their ids, each once, and of equal ids the first first.
func TestSpool(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	for _, most := range []int{1, 300, 5000, 1 << 20} {
		s := spool[record.Device]{append: record.AppendDevice, most: most}
		var want []string
		for i := range 700 {
			d := record.Device{ID: tenant.GUID{byte(random.IntN(256)), byte(random.IntN(2))}, Name: fmt.Sprintf("%03d", i),
				Findings: []record.Finding{}}
			want = append(want, d.ID.String()+d.Name)
			if err := s.add(d.ID, &d); err != nil {
				t.Fatal(err)
			}
		}
		if (s.file != nil) != (most < 1<<20) {
			t.Errorf("%d bytes at most: a file %v", most, s.file != nil)
		}
		slices.Sort(want)
		var got []string
		if err := s.each(func(d *record.Device) error { got = append(got, d.ID.String()+d.Name); return nil }); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d bytes at most: %d records of %d, or not in order", most, len(got), len(want))
		}
		if err := s.each(func(*record.Device) error { t.Error("handed on twice"); return nil }); err != nil || s.file != nil {
			t.Errorf("%v, a file %v", err, s.file != nil)
		}
	}
}

// Whatever is quoted is no name any more, unless it is that of a group or a policy; no field has to be known for it.
func TestRedactQuoted(t *testing.T) {
	r := redactor(t)
	for _, in := range []string{
		`property value/0: a device without an id (deviceName "ADELE-PC")`, `value/0/userId: "Adele Vance" is not a GUID`,
		`it applies to "Adele Vance" (a word that prepaudit does not know)`, `an associated device without an id (serialNumber "ADELE")`,
		`Resource 'Adele Vance' does not exist`, `"Adele \"A\" Vance" is no date`, `GET /users/adele.vance/memberOf`,
		`GET /beta/deviceManagement/managedDevices/ADELE: 404`,
	} {
		got := r.Text(in)
		if strings.Contains(strings.ToLower(got), "adele") || strings.Contains(got, "Vance") {
			t.Errorf("%q becomes %q", in, got)
		}
		if r.Text(got) != got {
			t.Errorf("%q is replaced again: %q", got, r.Text(got))
		}
	}
	for _, in := range []string{`group "Frontline" and policy "Berlin"`, `users don't sign in, and groups' members aren't read`,
		`property "mail"`, `GET /v1.0/users/$count`, `form "A report"`} {
		if got := r.Text(in); got != in {
			t.Errorf("%q becomes %q", in, got)
		}
	}
	if got := r.Text(`prepaudit: "Adele Vance" is no id`); strings.Contains(got, "Adele") {
		t.Errorf("standard error has %s", got)
	}
}

// What LIC-17 says of a user has the month alone.
func TestRedactSignIn(t *testing.T) {
	r := redactor(t)
	for in, want := range map[string]string{
		"last signed in on 2026-08-23, 1,091 days ago": "last signed in on 2026-08",
		"no sign-in is recorded":                       "no sign-in is recorded",
	} {
		x := r.Before(&keptAll{}).(*redacted)
		if got := x.one(record.Finding{Rule: "LIC-17", Detail: in}, replacer()).Detail; got != want {
			t.Errorf("%q becomes %q", in, got)
		}
		if got := x.one(record.Finding{Rule: "DEV-06", Detail: "ends on 2026-08-23"}, replacer()).Detail; got != "ends on 2026-08-23" {
			t.Errorf("the end of servicing becomes %q", got)
		}
	}
}
