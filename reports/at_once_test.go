package reports

import (
	"bytes"
	"fmt"
	"testing"
)

// Reports of several tenants are written at once, and share nothing that one of them changes: each is, byte for byte,
// what it is alone. The race detector looks on where it is asked to.
func TestReportsAtOnce(t *testing.T) {
	alone := map[string][]byte{}
	for i, s := range stories(t) {
		for _, f := range Formats {
			alone[fmt.Sprint(i, f.Name)] = write(t, f.Name, Options{}, s)
		}
	}
	for n := range 6 {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			for i, s := range stories(t) {
				for j := range Formats {
					f := Formats[(j+n)%len(Formats)]
					if !bytes.Equal(write(t, f.Name, Options{}, s), alone[fmt.Sprint(i, f.Name)]) {
						t.Errorf("story %d in %s differs beside others", i, f.Name)
					}
				}
			}
		})
	}
}
