package telemetry

import "testing"

// Of a path only words of Graph stay.
func TestTemplate(t *testing.T) {
	for path, want := range map[string]string{
		"/v1.0/users": "/v1.0/users",
		"/v1.0/users/adele@contoso.com/ownedDevices":                       "/v1.0/users/{}/ownedDevices",
		"/v1.0/users/adele":                                                "/v1.0/users/{}",
		"/v1.0/groups/726e3f48-1265-45e2-96df-a1a46b155cf4/members/$count": "/v1.0/groups/{}/members/$count",
		"/v1.0/servicePrincipals(appId='726e3f48')/ownedObjects":           "/v1.0/servicePrincipals({})/ownedObjects",
		"/v1.0/Adele(x='y')":                                               "/v1.0/{}",
		"/v2.0/users/":                                                     "/{}/users/",
		"":                                                                 "",
	} {
		if got := template(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}
