package graph

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// Every dataset but what devices tell of the network has its line, and none has two.
func TestDatasets(t *testing.T) {
	var lines, want []tenant.Dataset
	for i, d := range Datasets() {
		lines = append(lines, d.Name)
		p := d.Permission
		if p.Delegated == "" || strings.Contains(p.Delegated+p.Application, "Write") {
			t.Errorf("%s needs %+v", d.Name, p)
		}
		for _, ds := range d.After {
			if !slices.Contains(lines[:i], ds) {
				t.Errorf("%s is read after %s, which stands below it", d.Name, ds)
			}
		}
	}
	for _, ds := range tenant.Datasets() {
		if ds != tenant.Network {
			want = append(want, ds)
		}
	}
	slices.Sort(lines)
	slices.Sort(want)
	if !slices.Equal(lines, want) {
		t.Errorf("lines for  %q\nwant those %q", lines, want)
	}
	if p := PermissionFor(tenant.Network); p != (Permission{}) {
		t.Errorf("the network needs %+v of Graph", p)
	}
}
