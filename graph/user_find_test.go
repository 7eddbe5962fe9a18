package graph

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/rules/tenant"
)

// Whatever people know of a colleague finds the colleague, and a name that means several finds nobody.
func TestFindUser(t *testing.T) {
	c := simulated(t, graphtest.Tenant{})
	users, err := allUsers(t, c)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]int{}
	for _, u := range users {
		names[strings.ToLower(u.DisplayName)]++
	}
	tried := 0
	for _, u := range users {
		if names[strings.ToLower(u.DisplayName)] > 1 || strings.Contains(u.UPN, "#") {
			continue
		}
		for _, name := range []string{u.DisplayName, strings.ToUpper(u.DisplayName), u.UPN} {
			if found, err := c.FindUser(t.Context(), name); err != nil || found.ID != u.ID || found.UPN != u.UPN {
				t.Errorf("%q: %+v, %v", name, found, err)
			}
		}
		if tried++; tried == 20 {
			break
		}
	}
	for name, want := range map[string]string{
		"A": "more than 20 users match", "Ad": "users match", "nobody@contoso.com": "there is no user",
		"aaliyah.braun@contoso.co": "there is no user", "O'Nobody": `serial number "O'Nobody"`,
	} {
		_, err := c.FindUser(t.Context(), name)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
		if many, ok := errors.AsType[*AmbiguousUserError](err); ok && (len(many.Found) < 2 ||
			len(many.Found) > MostCandidates || many.Found[0].UPN == "" || many.Found[0].Department == "") {
			t.Errorf("%q: %+v", name, many)
		}
	}
}

// An alias finds the owner of the mailbox, in whatever case, and the beginning of one finds nobody.
func TestFindUserByAlias(t *testing.T) {
	c := simulated(t, graphtest.Tenant{})
	people, err := list[struct {
		identified
		Addresses []string `json:"proxyAddresses"`
	}](t.Context(), c, "/v1.0/users?$select=id,proxyAddresses")
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, u := range people {
		if len(u.Addresses) < 2 {
			continue
		}
		alias := strings.TrimPrefix(u.Addresses[1], "smtp:")
		for _, name := range []string{alias, strings.ToUpper(alias)} {
			if found, err := c.FindUser(t.Context(), name); err != nil || found.ID.String() != u.ID {
				t.Errorf("%q: %+v, %v", name, found, err)
			}
		}
		if _, err := c.FindUser(t.Context(), alias[:len(alias)-1]); err == nil {
			t.Errorf("the beginning of %s finds somebody", alias)
		}
		if tried++; tried == 5 {
			return
		}
	}
	t.Errorf("%d aliases were tried", tried)
}

// A device is found by its name and by its serial number, in Intune or else in the directory.
func TestFindUserOfDevice(t *testing.T) {
	c := simulated(t, graphtest.Tenant{})
	tried := 0
	for v, err := range c.Devices(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if v.UserID.IsZero() {
			continue
		}
		for _, name := range []string{v.Name, strings.ToLower(v.Serial)} {
			found, err := c.FindUser(t.Context(), name)
			if err != nil || found.ID != v.UserID || found.Device != v.Name {
				t.Errorf("%q: %+v, %v", name, found, err)
			}
		}
		if tried++; tried == 10 {
			break
		}
	}
	registered := simulated(t, graphtest.Tenant{Permissions: []string{"User.Read.All", "Device.Read.All"}})
	devices, err := list[entraDevice](t.Context(), c, "/v1.0/devices?$expand=registeredOwners($select=id)&$top=5")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range devices {
		if len(v.Owners) == 0 {
			continue
		}
		if found, err := registered.FindUser(t.Context(), v.Name); err != nil || found.ID.String() != v.Owners[0].ID {
			t.Errorf("%q of the directory: %+v, %v", v.Name, found, err)
		}
	}
	alone := simulated(t, graphtest.Tenant{Permissions: []string{"User.Read.All"}})
	_, err = alone.FindUser(t.Context(), "PC-12345678")
	hint, ok := errors.AsType[interface {
		error
		Hint() string
	}](err)
	if !ok || !strings.Contains(hint.Hint(), "weren't searched") {
		t.Errorf("devices that may not be searched: %v", err)
	}
}

// Names go into a filter as they are, and into nothing else.
func TestFindUserEscapes(t *testing.T) {
	c, f := newFake(t, func(*http.Request) (int, string) { return 200, `{"value":[]}` })
	const name = "O'Brien') or startswith(displayName,'&$top=1#?"
	if _, err := c.FindUser(t.Context(), name); err == nil {
		t.Fatal("somebody was found")
	}
	if len(f.asked) != 4 {
		t.Errorf("asked %q", f.asked)
	}
	for _, asked := range f.asked {
		req, err := http.NewRequest(http.MethodGet, "https://graph.example"+asked, nil)
		if err != nil || !strings.Contains(req.URL.Query().Get("$filter"), strings.ReplaceAll(name, "'", "''")) {
			t.Errorf("asked %s, %v", asked, err)
		}
	}
}

// The devices of one user and what Intune refused are those of the user alone.
func TestOwnDevices(t *testing.T) {
	c := simulated(t, graphtest.Tenant{})
	users, err := allUsers(t, c)
	if err != nil {
		t.Fatal(err)
	}
	devices, managed, failures := 0, 0, 0
	for _, u := range users {
		entra, err1 := c.DevicesOf(t.Context(), u.ID)
		intune, err2 := c.ManagedOf(t.Context(), u.ID)
		refused, err3 := c.EnrollmentFailures(t.Context(), u.ID)
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
		for _, v := range intune {
			same := func(e tenant.OwnDevice) bool { return e.Entra == v.Entra && e.Name == v.Name }
			if !slices.ContainsFunc(entra, same) || v.LastSync.IsZero() || v.Managed.IsZero() {
				t.Errorf("%s: %+v is not among %+v", u.UPN, v, entra)
			}
		}
		for i, e := range refused {
			if i > 0 && e.At.After(refused[i-1].At) || e.Category == "" {
				t.Errorf("%s: %+v", u.UPN, refused)
			}
		}
		devices, managed, failures = devices+len(entra), managed+len(intune), failures+len(refused)
	}
	if devices < 100 || managed < 100 || failures < 10 {
		t.Error(fmt.Sprint(devices, managed, failures))
	}
}

// Saved answers have names and devices, and no mail.
func TestFindUserSaved(t *testing.T) {
	c := fromFiles(t, map[string]string{"users.json": userFile(1, ""), "managedDevices.json": `{"value":[{"id":"` +
		numbered(5) + `","deviceName":"PC-1","serialNumber":"S1",` +
		`"operatingSystem":"Windows","userId":"` + numbered(1) + `"}]}`})
	for name, device := range map[string]string{"Ännchen": "", "pc-1": "PC-1", "s1": "PC-1"} {
		found, err := c.FindUser(t.Context(), name)
		if err != nil || found.ID.String() != numbered(1) || found.Device != device {
			t.Errorf("%q: %+v, %v", name, found, err)
		}
	}
	for _, name := range []string{"PC", "a@b"} {
		if found, err := c.FindUser(t.Context(), name); err == nil {
			t.Errorf("%q finds %+v", name, found)
		}
	}
}
