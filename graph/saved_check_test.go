package graph

import (
	"errors"
	"fmt"
	"testing"
)

// A page lost in the middle is told by the numbers of the files where no count tells.
func TestSavedNumbers(t *testing.T) {
	for _, tt := range []struct {
		names   []string
		missing string
	}{
		{[]string{"users.json"}, ""},
		{[]string{"users1.json", "users2.json", "users3.json"}, ""},
		{[]string{"users-0.json", "users-1.json"}, ""},
		{[]string{"users.json", "users2.json"}, ""},
		{[]string{"users9.json", "users10.json"}, "1"},
		{[]string{"users1.json", "users3.json"}, "2"},
		{[]string{"users2.json", "users3.json"}, "1"},
		{[]string{"users.json", "users3.json"}, "2"},
		{[]string{"users-a.json", "users-b.json"}, ""},
		{[]string{"users-100.json"}, ""}, // alone it is whole
	} {
		files := map[string]string{}
		for i, name := range tt.names {
			link := `"@odata.nextLink":"x",`
			if i == len(tt.names)-1 {
				link = ""
			}
			files[name] = fmt.Sprintf(`{%s"value":[{"id":%q,"assignedLicenses":[]}]}`, link, numbered(i+1))
		}
		c := fromFiles(t, files)
		var end error
		for _, err := range c.Users(t.Context(), UserQuery{}) {
			end = err
		}
		if _, is := errors.AsType[*IncompleteError](end); is != (tt.missing != "") {
			t.Errorf("%v: %v, want %q missing", tt.names, end, tt.missing)
		}
		if got := c.saved.numberMissing(); got != tt.missing {
			t.Errorf("%v: missing %q, want %q", tt.names, got, tt.missing)
		}
	}
}
