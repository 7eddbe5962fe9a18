package saved

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
		dir := t.TempDir()
		for i, name := range tt.names {
			link := `"@odata.nextLink":"x",`
			if i == len(tt.names)-1 {
				link = ""
			}
			page := fmt.Sprintf(`{%s"value":[{"id":"%d"}]}`, link, i)
			if err := os.WriteFile(filepath.Join(dir, name), []byte(page), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		folder, err := Open(dir, Parse("users"))
		if err != nil {
			t.Fatal(err)
		}
		if err := folder.Check(len(tt.names), 0); err != nil != (tt.missing != "") {
			t.Errorf("%v: %v, want %q missing", tt.names, err, tt.missing)
		}
		if got := folder.numberMissing(); got != tt.missing {
			t.Errorf("%v: missing %q, want %q", tt.names, got, tt.missing)
		}
	}
}

func TestNaturally(t *testing.T) {
	names := []string{"users-10.json", "users-2.json", "users.json", "users-02b.json", "users-1.json", "Users-3.JSON"}
	slices.SortFunc(names, naturally)
	if got := strings.Join(names,
		" "); got != "users.json users-1.json users-2.json users-02b.json Users-3.JSON users-10.json" {
		t.Error(got)
	}
}
