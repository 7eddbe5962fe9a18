package graph

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// A property is read in one way, has a bit of its own in a row, and what is always asked for is what a user is made of.
func TestUserProperties(t *testing.T) {
	for i := range userProperties {
		p, ways := &userProperties[i], 0
		for _, way := range []bool{p.word != nil, p.text != nil, p.read != nil} {
			if way {
				ways++
			}
		}
		if ways != 1 || p.inner != "" && p.read != nil || p.known != nil && p.read != nil {
			t.Errorf("%s is read in %d ways", p.name, ways)
		}
	}
	if bits := 32; len(userProperties) > bits {
		t.Errorf("%d properties, and a row has %d bits", len(userProperties), bits)
	}
	if got := (UserQuery{}).properties(); got != tenant.UserProperties {
		t.Errorf("asked for is %s, want %s", got, tenant.UserProperties)
	}
	all := UserQuery{People: true, OnPremisesUPN: true, SignIns: true, Plans: true, Extra: []string{
		"usageLocation", "jobTitle", extensionAttributes + "/extensionAttribute7", extensionAttributes + "/extensionAttribute9",
	}}
	var want []string
	for i := range userProperties {
		p := &userProperties[i]
		want = append(want, p.name)
		if p.listed && slices.Contains(extraProperties, p.name) {
			t.Errorf("every report of users has %s: take it out of extraProperties (user_query.go)", p.name)
		}
	}
	want = append(want, "jobTitle", extensionAttributes)
	if got := all.properties(); got != strings.Join(want, ",") {
		t.Errorf("asked for is %s, want each once: %s", got, want)
	}
}
