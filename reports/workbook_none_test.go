package reports

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// A sheet without rows says whether there is nothing, or nothing was read.
func TestEmptySheetsSayWhy(t *testing.T) {
	s := empty()
	s.sum.Missing = []rules.Gap{{Dataset: tenant.Users, Why: "403"}, {Dataset: tenant.Subscriptions, Why: "403"}}
	s.sum.Devices.Asked = true
	f, err := excelize.OpenReader(bytes.NewReader(write(t, "xlsx", Options{}, s)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for sheet, want := range map[string]string{
		"Findings":      "nothing was found; what couldn't be read is on sheet Not read",
		"Products":      "the tenant has no subscription",
		"Subscriptions": "couldn't be read to the end: see sheet Not read",
		"Users":         "not read: see sheet Not read",
		"Assignments":   "not read: see sheet Not read",
		"Groups":        "no group assigns a license or lets its members enroll",
		"Devices":       "Intune has no Windows device",
		"Associations":  "not read: Graph does not list them in this tenant, or no selected rule is about them",
	} {
		if got, _ := f.GetCellValue(sheet, "A2"); got != want {
			t.Errorf("%s says %q, want %q", sheet, got, want)
		}
	}
}
