package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"prepaudit/rules"
)

const graphApp = "00000003-0000-0000-c000-000000000000"

// directory is as much of Microsoft Entra ID as a script that makes an app uses. It takes nothing else.
type directory struct {
	t       *testing.T
	mu      sync.Mutex
	apps    map[string]map[string]any            // by uniqueName
	fics    map[string]map[string]any            // by uniqueName and name
	sps     map[string]map[string]any            // by id
	grants  map[string]map[string]any            // of delegated permissions, by id
	roles   map[string]map[string]map[string]any // assignments by principal and appRoleId
	changes int
}

func newDirectory(t *testing.T) *directory {
	d := &directory{t: t, apps: map[string]map[string]any{}, fics: map[string]map[string]any{},
		sps: map[string]map[string]any{}, grants: map[string]map[string]any{}, roles: map[string]map[string]map[string]any{}}
	d.sps["graph-id"] = map[string]any{"id": "graph-id", "appId": graphApp}
	return d
}

var byKey = regexp.MustCompile(`^([A-Za-z0-9]+)\((\w+)='([^']+)'\)(/.*)?$`)

func (d *directory) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	path := strings.TrimPrefix(r.URL.Path, "/v1.0/")
	body := map[string]any{}
	if r.Method != http.MethodGet {
		d.changes++
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			d.t.Errorf("%s %s: %v", r.Method, path, err)
		}
	}
	status, answer := d.answer(r, path, body)
	if answer == nil && status >= 400 {
		answer = map[string]any{"error": map[string]any{"code": "Request_" + fmt.Sprint(status)}}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if answer != nil {
		json.NewEncoder(w).Encode(answer)
	}
}

func (d *directory) answer(r *http.Request, path string, body map[string]any) (int, any) {
	upsert := r.Method == http.MethodPatch && r.Header.Get("Prefer") == "create-if-missing"
	get := r.Method == http.MethodGet
	if m := byKey.FindStringSubmatch(path); m != nil {
		switch app := d.apps[m[3]]; {
		case m[1] == "applications" && m[2] == "uniqueName" && m[4] == "" && upsert:
			if app == nil {
				d.apps[m[3]] = map[string]any{"appId": "app-of-" + m[3]}
			}
			maps.Copy(d.apps[m[3]], body)
			return http.StatusNoContent, nil
		case m[1] == "applications" && m[2] == "uniqueName" && m[4] == "" && get && app != nil:
			return http.StatusOK, app
		case m[1] == "applications" && m[4] == "/federatedIdentityCredentials(name='prepaudit')" && upsert && app != nil:
			d.fics[m[3]+" prepaudit"] = body
			return http.StatusNoContent, nil
		case m[1] == "servicePrincipals" && m[2] == "appId" && m[4] == "" && get:
			for _, sp := range d.sps {
				if sp["appId"] == m[3] {
					return http.StatusOK, sp
				}
			}
		}
		return http.StatusNotFound, nil
	}
	post := r.Method == http.MethodPost
	switch segments := strings.Split(path, "/"); {
	case path == "servicePrincipals" && post:
		id := fmt.Sprintf("principal-of-%v", body["appId"])
		if d.sps[id] != nil || len(body) != 1 {
			return http.StatusConflict, nil
		}
		d.sps[id] = map[string]any{"id": id, "appId": body["appId"]}
		return http.StatusCreated, d.sps[id]
	case path == "servicePrincipals" && get:
		_, appID, _ := strings.Cut(strings.Trim(r.URL.Query().Get("$filter"), "'"), "appId eq '")
		return http.StatusOK, valuesOf(d.sps, func(sp map[string]any) bool { return sp["appId"] == appID })
	case path == "oauth2PermissionGrants" && get:
		filter := r.URL.Query().Get("$filter")
		return http.StatusOK, valuesOf(d.grants, func(g map[string]any) bool {
			return filter == fmt.Sprintf("clientId eq '%v' and consentType eq '%v'", g["clientId"], g["consentType"])
		})
	case path == "oauth2PermissionGrants" && post:
		for _, g := range d.grants {
			if g["clientId"] == body["clientId"] && g["resourceId"] == body["resourceId"] {
				return http.StatusConflict, nil
			}
		}
		body["id"] = fmt.Sprintf("grant-%d", len(d.grants))
		d.grants[body["id"].(string)] = body
		return http.StatusCreated, body
	case segments[0] == "oauth2PermissionGrants" && r.Method == http.MethodPatch && d.grants[segments[1]] != nil:
		maps.Copy(d.grants[segments[1]], body)
		return http.StatusNoContent, nil
	case len(segments) == 3 && segments[0] == "servicePrincipals" && segments[2] == "appRoleAssignments":
		return d.assign(r.Method, segments[1], body)
	}
	d.t.Errorf("%s %s: not known", r.Method, r.URL)
	return http.StatusBadRequest, nil
}

func (d *directory) assign(method, principal string, body map[string]any) (int, any) {
	if d.sps[principal] == nil {
		return http.StatusNotFound, nil
	}
	if method == http.MethodGet {
		return http.StatusOK, valuesOf(d.roles[principal], func(map[string]any) bool { return true })
	}
	id, _ := body["appRoleId"].(string)
	if d.roles[principal][id] != nil || body["principalId"] != principal || body["resourceId"] != "graph-id" || len(body) != 3 {
		return http.StatusBadRequest, nil
	}
	if d.roles[principal] == nil {
		d.roles[principal] = map[string]map[string]any{}
	}
	d.roles[principal][id] = body
	return http.StatusCreated, body
}

func valuesOf(all map[string]map[string]any, is func(map[string]any) bool) any {
	list := []any{}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if is(all[key]) {
			list = append(list, all[key])
		}
	}
	return map[string]any{"value": list}
}

// described is an app as --app describes it.
type described struct {
	where           string
	delegated       bool
	issuer, subject string // of a job; "" for none
	certificate     string // in base64
	selected        []*rules.Rule
	all, user       bool // every rule is selected; --user
}

// least are the names of the permissions that it is to have.
func (a *described) least() (names []string) {
	all := permissions(a.selected, a.all)
	if a.user {
		all = permissionsOfUser(a.selected)
	}
	for _, p := range all {
		name := p.Application
		if a.delegated {
			name = p.Delegated
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// made compares an app of the directory with its description, before consent.
func (a *described) made(d *directory, when string) {
	d.t.Helper()
	name := "prepaudit-" + a.where
	app := d.apps[name]
	if len(d.apps) != 1 || app == nil || len(d.sps) != 2 || d.sps["principal-of-app-of-"+name] == nil {
		d.t.Fatalf("%s: there are %v, and service principals %v", when, d.apps, d.sps)
	}
	required, _ := json.Marshal(app["requiredResourceAccess"])
	if got := a.names(d.t, required); !slices.Equal(got, a.least()) {
		d.t.Errorf("%s: it asks for %v, not for %v", when, got, a.least())
	}
	if app["signInAudience"] != "AzureADMyOrg" || !strings.HasPrefix(fmt.Sprint(app["displayName"]), "prepaudit") {
		d.t.Errorf("%s: %v", when, app)
	}
	public := fmt.Sprint(app["isFallbackPublicClient"], app["publicClient"])
	if want := map[bool]string{true: "true map[redirectUris:[http://localhost]]", false: "<nil> <nil>"}[a.delegated]; public != want {
		d.t.Errorf("%s: public client: %s", when, public)
	}
	keys := fmt.Sprint(app["keyCredentials"])
	if a.certificate == "" && keys != "<nil>" || a.certificate != "" &&
		keys != fmt.Sprintf("[map[displayName:prepaudit key:%s type:AsymmetricX509Cert usage:Verify]]", a.certificate) {
		d.t.Errorf("%s: keys: %s", when, keys)
	}
	known := []string{"appId", "displayName", "isFallbackPublicClient", "keyCredentials", "publicClient",
		"requiredResourceAccess", "signInAudience"}
	for property := range app {
		if !slices.Contains(known, property) {
			d.t.Errorf("%s: the app has %s", when, property)
		}
	}
	trust := fmt.Sprint(d.fics)
	want := "map[]"
	if a.subject != "" {
		want = fmt.Sprintf("map[%s prepaudit:map[audiences:[api://AzureADTokenExchange] issuer:%s subject:%s]]", name, a.issuer,
			a.subject)
	}
	if trust != want {
		d.t.Errorf("%s: it trusts %s, not %s", when, trust, want)
	}
}

// names are the permissions of requiredResourceAccess.
func (a *described) names(t *testing.T, required []byte) (names []string) {
	t.Helper()
	var all []struct {
		App    string                      `json:"resourceAppId"`
		Access []struct{ ID, Type string } `json:"resourceAccess"`
	}
	if err := json.Unmarshal(required, &all); err != nil || len(all) != 1 || all[0].App != graphApp {
		t.Fatalf("%v: %s", err, required)
	}
	for _, one := range all[0].Access {
		if (one.Type == "Scope") != a.delegated || one.Type != "Scope" && one.Type != "Role" {
			t.Errorf("%s is a %s", one.ID, one.Type)
		}
		names = append(names, a.nameOf(t, one.ID))
	}
	slices.Sort(names)
	return names
}

// nameOf is the permission with an id, of the kind that the app has.
func (a *described) nameOf(t *testing.T, id string) string {
	t.Helper()
	text, err := os.ReadFile("access/permissions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) == 3 && (a.delegated && cells[1] == id || !a.delegated && cells[2] == id) {
			return cells[0]
		}
	}
	t.Errorf("no permission has the id %s", id)
	return id
}

// consented compares what is granted to a principal with the description.
func (a *described) consented(d *directory, principal, when string) {
	d.t.Helper()
	var names []string
	if a.delegated {
		if len(d.grants) != 1 || len(d.roles) != 0 {
			d.t.Fatalf("%s: %v, %v", when, d.grants, d.roles)
		}
		for _, g := range d.grants {
			if g["clientId"] != principal || g["consentType"] != "AllPrincipals" || g["resourceId"] != "graph-id" {
				d.t.Errorf("%s: %v", when, g)
			}
			names = strings.Fields(fmt.Sprint(g["scope"]))
		}
	} else if len(d.grants) != 0 || len(d.roles) != 1 {
		d.t.Fatalf("%s: %v, %v", when, d.grants, d.roles)
	}
	for id := range d.roles[principal] {
		names = append(names, a.nameOf(d.t, id))
	}
	slices.Sort(names)
	if !slices.Equal(names, a.least()) {
		d.t.Errorf("%s: %v are granted, not %v", when, names, a.least())
	}
}
