package reports

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

const secret = "correct horse battery staple"

func redactor(t *testing.T) *Redactor {
	t.Helper()
	r, err := NewRedactor([]byte(secret + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// writeRedacted plays a story through a format with pseudonyms.
func writeRedacted(t *testing.T, format string, s *story) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.play(redactor(t).Before(planned(t, format, &b, Options{Width: 140, Details: true}))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// told is a run in which names stand where they can.
func told(t *testing.T) *story {
	s := mixed(t)
	row := s.rows[1]
	u := row.User
	u.DisplayName, u.UPN, u.OnPremisesUPN, u.EmployeeID = "Roberta Secret", "roberta.secret@contoso.com",
		"rs@corp.local", "E-771177"
	u.Extra, s.run.Columns = []string{"roberta.s@mail.example", "Head of Secrets"}, []string{"mail", "jobTitle"}
	row.Findings = append(row.Findings, rules.Finding{Rule: intune, Outcome: rules.Warn, Level: rules.Advisory,
		Subject: rules.Subject{Kind: "user", ID: u.ID.String(), Name: u.UPN},
		Detail:  "Roberta Secret (E-771177), known as rs@corp.local and " + u.ID.String()})
	for i := range row.Findings {
		row.Findings[i].Subject.Name = u.UPN
	}
	d := s.devices[0].Device
	d.Name, d.Serial, d.UPN, d.UserID = "ROBERTA-PC", "SERIAL-4711", u.UPN, u.ID
	s.devices[0].Findings = []rules.Finding{{Rule: intune, Outcome: rules.Warn, Level: rules.Advisory,
		Subject: rules.Subject{Kind: "device", ID: d.ID.String(), Name: d.Name}, Detail: "ROBERTA-PC, SERIAL-4711"}}
	s.findings = append(s.findings, rules.Finding{Rule: enrollment, Outcome: rules.Fail, Level: rules.Required,
		Subject: rules.Subject{Kind: "tenant", Name: "Contoso"}, Detail: "somebody like roberta.secret@contoso.com."})
	s.sum.Missing = []rules.Gap{{Dataset: tenant.Users, Partial: true,
		Why: "a page broke at roberta.secret@contoso.com", Hint: "GET /users/" + u.ID.String()}}
	s.sum.Tallies[1].Gaps = s.sum.Missing
	s.run.Scope.Description = "enabled members, without roberta.*@contoso.com"
	s.sum.Scope.Description = s.run.Scope.Description
	s.run.Network = &tenant.NetworkReport{Schema: tenant.NetworkSchema, Machine: "ROBERTA-LAPTOP"}
	return s
}

// No format shows what names a person or a device.
func TestRedact(t *testing.T) {
	s := told(t)
	u, d := s.rows[1].User, s.devices[0].Device
	for _, f := range Formats {
		got := string(readable(t, f.Name, writeRedacted(t, f.Name, told(t))))
		for _, name := range []string{"roberta", "secret@", "rs@corp", "771177", "4711", u.ID.String(), d.ID.String()} {
			if strings.Contains(strings.ToLower(got), name) {
				i := strings.Index(strings.ToLower(got), name)
				t.Errorf("%s shows %q: …%.160q", f.Name, name, got[max(0, i-60):])
			}
		}
		for _, name := range []string{"Licenses: E3", "Device preparation: staff"} {
			if strings.Contains(string(readable(t, f.Name,
				write(t, f.Name, Options{Width: 140, Details: true}, told(t)))), name) && !strings.Contains(got, name) {
				t.Errorf("%s lost %q", f.Name, name)
			}
		}
	}
}

// readable is a report as text.
func readable(t *testing.T, format string, b []byte) []byte {
	t.Helper()
	switch {
	case format == "xlsx":
		f, err := excelize.OpenReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		return dump(t, b)
	case strings.HasPrefix(format, "parquet"):
		_, rows := readParquet(t, b)
		var text []byte
		for _, r := range rows {
			text = append(text, strings.Join(r, " ")+"\n"...)
		}
		return text
	}
	return b
}

// A pseudonym is the same in every format and row, and another under another key.
func TestPseudonyms(t *testing.T) {
	r := redactor(t)
	u := told(t).rows[1].User
	name := r.upn(u.UPN)
	if name != r.upn(strings.ToUpper(u.UPN)) || !strings.HasSuffix(name,
		"@redacted.invalid") || name == r.upn("x"+u.UPN) {
		t.Errorf("%s", name)
	}
	for _, format := range []string{"csv", "csv:findings", "csv:devices", "json", "html"} {
		if got := writeRedacted(t, format, told(t)); !bytes.Contains(got, []byte(name)) {
			t.Errorf("%s does not have %s", format, name)
		}
	}
	other, err := NewRedactor([]byte("another key of some length"))
	if err != nil {
		t.Fatal(err)
	}
	if other.upn(u.UPN) == name || other.id(u.ID) == r.id(u.ID) {
		t.Error("two keys give the same pseudonym")
	}
	if g := r.id(u.ID); g == u.ID || g[6]>>4 != 8 || g[8]>>6 != 2 || r.id(tenant.GUID{}) != (tenant.GUID{}) {
		t.Errorf("the id %s", g)
	}
	if _, err := NewRedactor([]byte("short")); err == nil {
		t.Error("a key of five bytes passed")
	}
}

// Rendered from a report with names, with pseudonyms, it is what the audit itself would have written with pseudonyms;
// and from one with pseudonyms it is the same again.
func TestRedactedReplay(t *testing.T) {
	plain := write(t, "json", Options{}, told(t))
	for _, f := range Formats {
		if f.Name == "xlsx" || strings.HasPrefix(f.Name, "parquet") {
			continue // compared in TestReplay; their bytes differ from one writing to the next
		}
		want := writeRedacted(t, f.Name, told(t))
		var later bytes.Buffer
		to := redactor(t).Before(planned(t, f.Name, &later, Options{Width: 140, Details: true}))
		if err := record.Replay(bytes.NewReader(plain), to); err != nil {
			t.Fatal(err)
		}
		same(t, f.Name, later.Bytes(), want)
		var again bytes.Buffer
		to = planned(t, f.Name, &again, Options{Width: 140, Details: true})
		if err := record.Replay(bytes.NewReader(writeRedacted(t, "json", told(t))), to); err != nil {
			t.Fatal(err)
		}
		same(t, f.Name, again.Bytes(), want)
	}
	w, err := New("csv", io.Discard, Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = record.Replay(bytes.NewReader(writeRedacted(t, "json", told(t))), redactor(t).Before(w))
	if err == nil || !strings.Contains(err.Error(), "redacted already") {
		t.Errorf("redacted twice: %v", err)
	}
}

// An associated device has the pseudonyms of the device that it became.
func TestRedactAssociations(t *testing.T) {
	r, s := redactor(t), told(t)
	a, d := &s.sum.Associations[0], s.devices[0].Device
	a.Serial, a.DeviceName, a.Device = d.Serial, d.Name, d.ID
	serial, name := r.word("serial", "serial-", d.Serial, ""), r.word("name", "device-", d.Name, "")
	for _, format := range []string{"csv:associations", "csv:devices", "json", "xlsx"} {
		got := readable(t, format, writeRedacted(t, format, s))
		for _, want := range []string{serial, name, r.id(d.ID).String()} {
			if !bytes.Contains(got, []byte(want)) {
				t.Errorf("%s does not have %s", format, want)
			}
		}
		for _, hidden := range []string{a.UUID, a.ID, "SNBoxed"} {
			if bytes.Contains(got, []byte(hidden)) {
				t.Errorf("%s has %s", format, hidden)
			}
		}
	}
}

// A mail address that is the user principal name joins with it, and what is no name stays.
func TestRedactColumns(t *testing.T) {
	s := told(t)
	u := s.rows[1].User
	u.Extra, s.run.Columns = []string{strings.ToUpper(u.UPN), u.UPN, "true", "2026-01-01T00:00:00Z"},
		[]string{"mail", "onPremisesUserPrincipalName", "onPremisesSyncEnabled", "employeeHireDate"}
	s.run.Reading.Source = `C:\Users\roberta.secret\dump`
	got := string(writeRedacted(t, "json", s))
	if name := redactor(t).upn(u.UPN); !strings.Contains(got, `"extra":["`+name+`","`+name+`","true","value-`) {
		t.Errorf("the columns of %s: %.2000s", name, got[strings.Index(got, "\"extra\""):])
	}
	if !strings.Contains(got, `"source": "a folder"`) {
		t.Error("the folder is named")
	}
}

// Free text loses what looks like a person, and keeps what names something else.
func TestRedactText(t *testing.T) {
	r := redactor(t)
	const id = "48d31887-5fad-4d73-a9f5-3c356e68a038"
	for in, keeps := range map[string]bool{
		"user " + id + " was not found": false, "GET /users/" + id + "/transitiveMemberOf": false,
		"a.b+c@contoso.com":            false,
		"group " + id + " was refused": true, "/groups/" + id + "/members": true, "policy " + id: true,
		"role " + id: true, "servicePrincipals(appId='" + id + "')": true,
		"request-id=" + id: true, "request-id: " + id: true, "Trace ID: " + id: true,
		"/configurationPolicies/" + id + "/settings": true, "object id: " + id: false,
		"no license for " + id: false, "no subscription in the tenant for product " + id: true,
		`open C:\Users\adele.vance\dump\users.json`: false, "open /home/adele/dump/users.json": false,
		"GET /users/$count": true,
		`Set "Registering user is added as local administrator" to All`: true, `Set "Adele Vance" to All`: false,
		"05e9a617-0261-4cee-bb44-138d3ef5d965": true, "%@odata.type": true, "no name at all": true,
	} {
		if got := r.Text(in); got == in != keeps {
			t.Errorf("%q becomes %q", in, got)
		}
	}
	if got, want := r.Text("Ask a.b@contoso.com."), "Ask "+r.upn("a.b@contoso.com")+"."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, in := range []string{"user 'a.b@contoso.com' was refused", "user a.b%40contoso.com was refused",
		"user a.b@contoso.com was refused"} {
		if got := r.Text(in); !strings.Contains(got, r.upn("a.b@contoso.com")) {
			t.Errorf("%q becomes %q, which nothing else is called", in, got)
		}
	}
	if got, want := r.Text(`open C:\\Users\\Adele Vance\\dump: gone, and /home/adele`),
		`open C:\\Users\\redacted\\dump: gone, and /home/redacted`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if once := r.Text("a.b@contoso.com"); r.Text(once) != once {
		t.Error("a pseudonym is replaced again")
	}
	if got := r.Text("prepaudit: user a.b@contoso.com"); strings.Contains(got, "contoso") {
		t.Errorf("%q", got)
	}
}

// Causes are as useful as before: their commands have the ids of policies, groups, products and apps, and of Microsoft's
// own, and nobody's name.
func TestRedactedCommands(t *testing.T) {
	s := told(t)
	const group, app = "726e3f48-1265-45e2-96df-a1a46b155cf4", "11111111-2222-4333-8444-555555555555"
	c := &s.sum.Causes[0]
	c.Fix = "exclude Microsoft Intune Enrollment (" + tenant.IntuneEnrollmentApp + "), ask " + s.rows[0].User.UPN
	c.PowerShell = "New-MgGroupMember -GroupId '" + group + "' -DirectoryObjectId (Get-MgUser -UserId UPN).Id -WhatIf"
	c.Bash = `az rest --method PATCH --url https://graph.microsoft.com/v1.0/users/UPN --body '{"apps":["` + app + `","` +
		tenant.IntuneEnrollmentApp + `"]}'`
	var doc struct {
		Summary struct{ Causes []rules.Cause }
	}
	if err := json.Unmarshal(writeRedacted(t, "json", s), &doc); err != nil {
		t.Fatal(err)
	}
	got := doc.Summary.Causes[0]
	if got.PowerShell != c.PowerShell || got.Bash != c.Bash {
		t.Errorf("%s\n%s", got.PowerShell, got.Bash)
	}
	if !strings.Contains(got.Fix, tenant.IntuneEnrollmentApp) || strings.Contains(got.Fix, s.rows[0].User.UPN) {
		t.Error(got.Fix)
	}
}
