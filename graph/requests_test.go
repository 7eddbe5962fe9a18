package graph

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/saved"
	"prepaudit/rules/tenant"
)

func everything() map[tenant.Dataset]bool {
	want := map[tenant.Dataset]bool{}
	for _, d := range Datasets() {
		want[d.Name] = true
	}
	return want
}

// The file of a request is the one that its answer is looked for in, and ids stand in files that were saved before.
func TestRequestsAndFiles(t *testing.T) {
	const id = "0f3c7d3e-1111-4222-8333-444444444444"
	answers := saved.Parse(savedAnswers())
	var before []string
	for _, r := range Requests(everything(), UserQuery{People: true}) {
		u, err := url.Parse(strings.ReplaceAll(r.Address, "{id}", id))
		if err != nil {
			t.Fatal(err)
		}
		if _, stem := answers.For(u); stem != strings.ReplaceAll(r.File, "ID", id) {
			t.Errorf("%s is looked for in %s, and saved as %s", r.Address, stem, r.File)
		}
		switch {
		case strings.Contains(r.Address, "/{id}") != (r.From.File != ""):
			t.Errorf("%s has ids from %+v", r.Address, r.From)
		case r.From.File != "" && !slices.Contains(before, r.From.File):
			t.Errorf("%s needs %s, which is not saved before it", r.Address, r.From.File)
		case strings.ContainsAny(r.Address, " '\"`"):
			t.Errorf("%s is not encoded", r.Address)
		}
		before = append(before, r.File)
	}
	for _, a := range answers { // those of one user and of single groups of the scope are not for a script
		if !slices.Contains(before, a.Name) && a.Name != "transitiveMemberOf-ID" && a.Name != "includedGroups-ID" {
			t.Errorf("%s is read, and no request saves it: its line in requests (requests.go) is missing", a.Name)
		}
	}
}

// Without a dataset its requests are not made.
func TestRequestsOfDatasets(t *testing.T) {
	for ds, file := range map[tenant.Dataset]string{
		tenant.ManagedDevices: "managedDevices", tenant.Users: "users", tenant.Roles: "roleAssignments-ID",
		tenant.DeviceGroups: "groups-ID", tenant.Branding: "branding", tenant.Domains: "domains",
	} {
		has := func(want map[tenant.Dataset]bool) bool {
			return slices.ContainsFunc(Requests(want, UserQuery{}), func(r Request) bool { return r.File == file })
		}
		without := everything()
		delete(without, ds)
		if !has(map[tenant.Dataset]bool{ds: true}) || has(without) {
			t.Errorf("%s and %s do not go together", ds, file)
		}
	}
	if got := Requests(nil, UserQuery{}); len(got) != 0 {
		t.Errorf("of nothing %v", got)
	}
}
