package graph

import "testing"

// What can be read with a person's snapshot is what Graph shows to nobody else.
func TestOfPeople(t *testing.T) {
	of := map[string]bool{}
	for _, ds := range OfPeople() {
		of[string(ds)] = true
	}
	for _, d := range Datasets() {
		if alone := d.Permission.Delegated != "" && d.Permission.Application == ""; alone != of[string(d.Name)] {
			t.Errorf("%s: shown to people alone is %v, and a snapshot of theirs has it: %v", d.Name, alone, of[string(d.Name)])
		}
	}
}
