package reports

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/license"
)

// Seats per device are never counted as unused, also where Graph lists them like a person's.
func TestSeatsPerDevice(t *testing.T) {
	s := empty()
	s.sum.SKUs = []rules.SKURow{
		{SKU: known(t, "M365EDU_A1", 500, 3), Class: license.Person, Entra: true, Intune: true, InScope: 2, Held: 3, Guests: 1},
		{SKU: known(t, "INTUNE_A_D", 40, 0), Class: license.Device},
		{SKU: known(t, "SPE_E3", 10, 3), Class: license.Person, Entra: true, Intune: true, InScope: 2, Held: 3, Disabled: 1},
	}
	f, err := excelize.OpenReader(bytes.NewReader(write(t, "xlsx", Options{}, s)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{
		"E2": "per device, not assigned to users", "O2": "3", "U2": "per device",
		"E3": "per device, not assigned to users", "O3": "0", "U3": "per device",
		"E4": "paid", "O4": "3", "U4": "7",
	} {
		if got, _ := f.GetCellValue("Products", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	page := string(write(t, "html", Options{}, s))
	want := `<td class="n">500</td><td class="n">3</td><td class="n">per device</td>`
	if !strings.Contains(page, want) {
		t.Errorf("the page does not hold %s", want)
	}
	if figures := wording.Seats(s.summary()); len(figures) != 1 {
		t.Errorf("the chart shows %+v", figures)
	}
}
