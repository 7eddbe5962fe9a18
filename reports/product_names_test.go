package reports

import (
	"bytes"
	"strings"
	"testing"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// A product that the catalog lacks is called by its part number wherever it is named, also in a report that is made
// from JSON.
func TestTenantsOwnNames(t *testing.T) {
	const part = "CONTOSO_PRIVATE_SUITE"
	own := tenant.GUID{1: 7}
	s := &tenant.Settings{
		SKUs:          []tenant.SKU{{ID: own, PartNumber: part}, known(t, "SPE_E3", 1, 1)},
		Subscriptions: []tenant.Subscription{{SKU: own, PartNumber: part}, {SKU: tenant.GUID{1: 8}, PartNumber: "GONE_SUITE"}},
	}
	run := &record.Run{SchemaVersion: record.SchemaVersion, Products: record.NewProducts(s), Groups: record.NewGroups([]tenant.LicenseGroup{{
		Group: tenant.Group{DisplayName: "Staff"}, Licenses: []tenant.License{{SKU: own}}}})}
	if len(run.Products) != 2 {
		t.Fatalf("%+v", run.Products)
	}
	var b bytes.Buffer
	w, err := New("json", &b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Run(run); err != nil {
		t.Fatal(err)
	}
	user := &record.User{ID: tenant.GUID{15: 1}, Findings: []record.Finding{}, Entitlement: &record.Entitlement{Entra: record.Part{SKU: part}},
		Licenses: []tenant.License{{SKU: own}}, States: []tenant.LicenseState{{SKU: own, State: "Active"}}}
	if err := w.User(user); err != nil {
		t.Fatal(err)
	}
	if err := w.Summary(&record.Summary{Scope: record.ScopeCount{InScope: 1}}); err != nil {
		t.Fatal(err)
	}
	var csv bytes.Buffer
	to, err := New("csv:assignments", &csv, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := record.Replay(&b, to); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(csv.String(), part); n != 2 { // part number and name
		t.Errorf("named %d times:\n%s", n, csv.String())
	}
	if direct, _ := assignedBy(run, user); !direct {
		t.Error("the path of the tenant's own product is not known")
	}
	if part, name := run.Product(tenant.GUID{1: 9}); part != "" || name != "" {
		t.Errorf("nobody knows it, and it is called %s, %s", part, name)
	}
}
