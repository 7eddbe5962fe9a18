package graph

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// with is a client whose token has these claims, which nobody signed.
func with(claims string) func(*Config) {
	return func(cfg *Config) {
		cfg.Token = func(context.Context, odata.Refused) (string, error) {
			return "e30." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln", nil
		}
	}
}

// The least permission of every dataset opens it, and nothing that opens it may be less than that to the simulator.
func TestLeastOpens(t *testing.T) {
	for _, d := range Datasets() {
		for _, appOnly := range []bool{false, true} {
			least := d.Permission.Delegated
			if appOnly {
				least = d.Permission.Application
			}
			a := &Access{odata.Claims{AppOnly: appOnly, Granted: []string{"profile", least}}}
			if got := a.Opens(d.Name); got != least {
				t.Errorf("%s, app %v: %q opens it, not %q", d.Name, appOnly, got, least)
			}
			if lack := a.Lacks(d.Name); (lack != Lack{}) != (least == "") || lack.UserOnly != (least == "") {
				t.Errorf("%s, app %v, with %q: %+v", d.Name, appOnly, least, lack)
			}
			none := &Access{odata.Claims{AppOnly: appOnly, Granted: []string{"profile"}}}
			if text := none.Lacks(d.Name).Text(); !strings.Contains(text, d.Permission.Delegated) && !strings.Contains(text, least) {
				t.Errorf("%s, app %v, with nothing: %q", d.Name, appOnly, text)
			}
		}
	}
	if (&Access{}).Lacks(tenant.Network) != (Lack{}) {
		t.Error("the network takes a permission of Graph")
	}
}

// Only a role that somebody gave lets a person read policies; of roles that a token doesn't tell nothing is said.
func TestRoleThatReads(t *testing.T) {
	granted := []string{"Policy.Read.All", "User.Read.All", "GroupMember.Read.All", "DeviceManagementApps.Read.All"}
	for name, c := range map[string]struct {
		roles  []string
		lacks  []tenant.Dataset
		intune bool
	}{
		"not told":           {nil, nil, false},
		"a member":           {[]string{memberUser}, []tenant.Dataset{tenant.AccessPolicies}, false},
		"a guest":            {[]string{guestUser}, []tenant.Dataset{tenant.AccessPolicies, tenant.Users, tenant.ScopeGroups}, false},
		"a guest who reads":  {[]string{restrictedGuest, globalReader}, nil, true},
		"another role":       {[]string{memberUser, "c0ffee"}, nil, false},
		"who manages Intune": {[]string{memberUser, intuneAdministrator}, nil, true},
	} {
		a := &Access{odata.Claims{Granted: granted, Roles: c.roles}}
		var lacks []tenant.Dataset
		for _, ds := range []tenant.Dataset{tenant.AccessPolicies, tenant.Users, tenant.ScopeGroups, tenant.PushedApps} {
			if lack := a.Lacks(ds); lack.Role != "" && strings.Contains(lack.Text(), "Global Reader may") {
				lacks = append(lacks, ds)
			}
		}
		if len(lacks) != len(c.lacks) || a.IntuneRole() != c.intune {
			t.Errorf("%s: %v, Intune %v", name, lacks, a.IntuneRole())
		}
	}
}

func TestMayWrite(t *testing.T) {
	for name, want := range map[string][2]bool{ // writes, reads
		"User.Read": {false, true}, "User.ReadBasic.All": {false, true}, "Policy.Read.DeviceConfiguration": {false, true},
		"User.ReadWrite.All": {true, false}, "Mail.Send": {true, false}, "Directory.AccessAsUser.All": {true, false},
		"DeviceManagementManagedDevices.PrivilegedOperations.All": {true, false}, "openid": {false, false},
	} {
		if got := [2]bool{MayWrite(name), Reads(name)}; got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A refusal says in one line what the token says of it: a permission is missing, or it is there, and a role is not.
func TestDeniedByToken(t *testing.T) {
	fault, err := graphtest.ParseFault("403@/domains*,times=ever")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ claims, says, hint, permission string }{
		"a person without it": {`{"scp":"User.Read.All"}`, "was refused: the token lacks Domain.Read.All (GET",
			"consent to Domain.Read.All", "Domain.Read.All"},
		"an app without it": {`{"idtyp":"app","roles":["User.Read.All"]}`, "was refused: the token lacks Domain.Read.All",
			"application permission Domain.Read.All", "Domain.Read.All"},
		"a person with it": {`{"scp":"Domain.Read.All"}`, "was refused, though the token has Domain.Read.All", "Global Reader", ""},
		"by a wider one":   {`{"scp":"Directory.Read.All"}`, "though the token has Directory.Read.All", "Global Reader", ""},
		"a guest": {`{"scp":"Domain.Read.All","wids":["` + guestUser + `"]}`, "no active Entra role of the account may read it",
			"activate a role", ""},
		"an app with it": {`{"idtyp":"app","roles":["Domain.Read.All"]}`, "though the token has Domain.Read.All",
			"the app has the permission", ""},
	} {
		cl := simulated(t, graphtest.Tenant{Faults: []graphtest.Fault{fault}}, with(c.claims))
		_, err := read(t, cl, tenant.Domains)
		d, ok := errors.AsType[*DeniedError](err)
		if !ok || !strings.Contains(err.Error(), c.says) || !strings.Contains(d.Hint(), c.hint) ||
			PermissionOf(err) != c.permission || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, hint %q, permission %q", name, err, d.Hint(), PermissionOf(err))
		}
	}
}

// Whoever asks what a sign-in may do asks Graph nothing.
func TestAccessAsksNothing(t *testing.T) {
	c, err := New(Config{GraphURL: "http://127.0.0.1:1", Token: func(context.Context, odata.Refused) (string, error) {
		return "e30." + base64.RawURLEncoding.EncodeToString([]byte(`{"scp":"User.Read","upn":"adele@contoso.com"}`)) + ".x", nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	if a, err := c.Access(t.Context()); err != nil || a.User != "adele@contoso.com" || a.AppOnly || c.Stats().Requests != 0 {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := simulated(t, graphtest.Tenant{}).Access(t.Context()); !errors.Is(err, errOpaque) {
		t.Errorf("a token that is none: %v", err)
	}
}
