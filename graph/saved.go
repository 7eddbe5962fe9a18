package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"prepaudit/graph/login"
	"prepaudit/rules/tenant"
)

// FromDir makes a Client that reads Graph's saved answers in a folder, through the same readers and
// without any network. Each file is looked through once here; one that is broken or holds no
// answer is an error at once.
func FromDir(dir string) (*Client, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("reading saved answers: %w", err)
	}
	s := &saved{dir: dir, files: map[string][]*savedFile{}}
	for _, e := range entries {
		stem := savedStem(e.Name())
		if stem == "" || e.IsDir() {
			continue
		}
		f, err := scanFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		s.files[stem] = append(s.files[stem], f)
	}
	if len(s.files) == 0 {
		return nil, &SavedError{File: dir, Problem: "there is no saved answer in this folder",
			hint: "save the answers of Graph as subscribedSkus.json, users.json, organization.json, subscriptions.json, mobileDeviceManagementPolicies.json and transitiveMembers-GROUPID.json"}
	}
	for _, stem := range slices.Sorted(maps.Keys(s.files)) {
		files := s.files[stem]
		slices.SortFunc(files, func(a, b *savedFile) int { return naturally(a.name, b.name) })
		// Groups are looked up by name and may be the answers to several filters.
		if err := oneChain(files); err != nil && stem != "groups" {
			return nil, err
		}
	}
	c, err := New(Config{GraphURL: login.Clouds()[0].GraphURL, Transport: s})
	if err != nil {
		return nil, err
	}
	c.saved = s
	return c, nil
}

// saved answers requests from files.
type saved struct {
	dir   string
	files map[string][]*savedFile // by stem, in natural order
}

// stems are the beginnings of the names of files: the last segment of the request's path, and
// behind a dash the id that stands before it.
var stems = []string{
	"subscribedSkus", "users", "organization", "subscriptions", "groups", "domains", "branding", "devices",
	"mobileDeviceManagementPolicies", "mobileAppManagementPolicies", "deviceRegistrationPolicy", "conditionalAccessPolicies", "userRegistrationDetails",
	"deviceManagementScripts", "deviceManagement", "deviceEnrollmentConfigurations", "importedDeviceIdentities", "windowsAutopilotDeviceIdentities",
	"configurationPolicies", "deviceConfigurations", "ownedObjects", "mobileApps", "roleDefinitions", "roleAssignments", "resourceOperations", "managedDevices",
}

var stemsWithID = []string{
	"transitiveMembers-", "transitiveMemberOf-", "members-", "includedGroups-", "organization-", "groups-", "settings-", "assignments-",
	"retrieveEnrollmentTimeDeviceMembershipTarget-", "mobileApps-", "deviceManagementScripts-",
}

// savedStem says which answer a file of this name holds, in lower case; "" for none. What follows
// the stem is up to whoever saved it.
func savedStem(name string) string {
	name = strings.ToLower(name)
	if !strings.HasSuffix(name, ".json") {
		return ""
	}
	for _, stem := range stemsWithID {
		if rest, ok := strings.CutPrefix(name, strings.ToLower(stem)); ok && len(rest) >= 36 {
			return strings.ToLower(stem) + rest[:36]
		}
	}
	for _, stem := range stems {
		stem = strings.ToLower(stem)
		// organizationalBranding.json is another answer; an organization has one page.
		if strings.HasPrefix(name, stem) && (stem != "organization" || name == "organization.json") {
			return stem
		}
	}
	return ""
}

// RoundTrip answers a request of this package.
func (s *saved) RoundTrip(req *http.Request) (*http.Response, error) {
	// Members are saved of every kind or users alone, under the same name.
	parts := strings.Split(strings.Trim(withoutKind(req.URL.Path), "/"), "/")
	last := parts[len(parts)-1]
	switch {
	case last == "$count":
		return s.count(req)
	case len(parts) == 3 && parts[1] == "organization":
		// The answer by id has a file of its own where somebody saved the list too.
		if own := "organization-" + strings.ToLower(last); s.files[own] != nil {
			return s.serve(req, own, true)
		}
		if s.files["organization"] == nil {
			return nil, &MissingFileError{File: filepath.Join(s.dir, "organization-ID.json"), Request: requestFor(req.URL)}
		}
		return s.serve(req, "organization", true)
	}
	stem, entity := savedName(parts)
	return s.serve(req, stem, entity)
}

// savedName is the file for a request: the last segment of its path, and behind a dash the id before it, or the
// segment before the id that ends it. It also says whether the answer is one object.
func savedName(parts []string) (stem string, entity bool) {
	last, before := parts[len(parts)-1], parts[len(parts)-2]
	id := func(s string) string { return s[:min(36, len(s))] } // some ids are a GUID with more behind it
	switch last {
	case "transitiveMembers", "transitiveMemberOf", "members", "includedGroups", "settings", "assignments":
		return last + "-" + id(before), false
	case "retrieveEnrollmentTimeDeviceMembershipTarget":
		return last + "-" + id(before), true
	case "deviceManagement", "deviceRegistrationPolicy", "branding":
		return last, true
	case "policies":
		return before + "Policies", false
	}
	switch before {
	case "groups", "mobileApps", "deviceManagementScripts":
		return before + "-" + id(last), true
	}
	return last, false
}

// serve sends one file as one page: the whole of an entity, or a collection with a nextLink to the
// next file.
func (s *saved) serve(req *http.Request, stem string, entity bool) (*http.Response, error) {
	files := s.files[strings.ToLower(stem)]
	if len(files) == 0 {
		return nil, &MissingFileError{File: filepath.Join(s.dir, stem+".json"), Request: requestFor(req.URL)}
	}
	n := 0
	if token := req.URL.Query().Get("$skiptoken"); token != "" {
		n, _ = strconv.Atoi(token)
	}
	if n >= len(files) {
		return nil, &IncompleteError{File: files[len(files)-1].path, Problem: "has a nextLink that no file continues",
			hint: "save the page behind its @odata.nextLink too, under a name that sorts behind it, and so on to the last page"}
	}
	f := files[n]
	if !f.collection && !entity && !strings.HasPrefix(strings.ToLower(stem), "organization") {
		return nil, &SavedError{File: f.path, Problem: "it holds one object, not a collection", hint: "save the answer to GET " + requestFor(req.URL)}
	}
	body, err := f.open()
	if err != nil {
		return nil, err
	}
	if f.collection && entity {
		return s.element(req, f, body)
	}
	if !f.collection && !entity {
		return answerWith(req, io.MultiReader(strings.NewReader(`{"value":[`), body, strings.NewReader(`]}`)), body), nil
	}
	if entity {
		return answerWith(req, body, body), nil
	}
	head := "{"
	if n+1 < len(files) || f.nextLink {
		next := *req.URL
		next.RawQuery = "$skiptoken=" + strconv.Itoa(n+1)
		link, err := json.Marshal(next.String())
		if err != nil {
			return nil, err
		}
		head = `{"@odata.nextLink":` + string(link) + ","
	}
	return answerWith(req, io.MultiReader(strings.NewReader(head+`"value"`), body, strings.NewReader("}")), body), nil
}

// element sends the only element of a small collection.
func (s *saved) element(req *http.Request, f *savedFile, body io.ReadCloser) (*http.Response, error) {
	defer body.Close()
	text, err := io.ReadAll(io.LimitReader(body, 1<<20))
	if err != nil {
		return nil, err
	}
	var elements []json.RawMessage
	if err := json.Unmarshal(bytes.TrimPrefix(bytes.TrimSpace(text), []byte(":")), &elements); err != nil || len(elements) != 1 {
		return nil, &SavedError{File: f.path, Problem: "it does not hold one organization"}
	}
	return answerWith(req, bytes.NewReader(elements[0]), io.NopCloser(nil)), nil
}

// count sends what @odata.count says in the files, where one of them has it.
func (s *saved) count(req *http.Request) (*http.Response, error) {
	n := s.counted()
	if n < 0 {
		return nil, errNotCounted
	}
	return answerWith(req, strings.NewReader(strconv.Itoa(n)), io.NopCloser(nil)), nil
}

var errNotCounted = &SavedError{Problem: "the saved answers do not say how many users there are",
	hint: "ask with $count=true and the header ConsistencyLevel: eventual"}

func answerWith(req *http.Request, r io.Reader, c io.Closer) *http.Response {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: req,
		Body: struct {
			io.Reader
			io.Closer
		}{r, c}}
}

// withoutKind takes the kind of member off a path.
func withoutKind(path string) string {
	return strings.TrimSuffix(strings.TrimSuffix(path, "/microsoft.graph.user"), "/microsoft.graph.group")
}

// requestFor is the request whose answer a file should hold: version, path and query.
func requestFor(u *url.URL) string {
	version, rest, _ := strings.Cut(strings.TrimPrefix(withoutKind(u.Path), "/"), "/")
	query := ""
	for option := range strings.SplitSeq(u.RawQuery, "&") {
		option, err := url.QueryUnescape(option)
		manyFilters := rest == "groups" || strings.HasSuffix(rest, "configurationPolicies") // which one file answers
		if err != nil || option == "" || manyFilters && strings.HasPrefix(option, "$filter=") {
			continue
		}
		query += "&" + option
	}
	query = strings.Replace(query, "&", "?", 1)
	switch {
	case rest == "users":
		query = "?$select=" + tenant.UserProperties + "&$top=999"
	case strings.HasSuffix(rest, "/branding"):
		rest = "organization/ID/branding"
	case strings.HasPrefix(rest, "organization/"):
		rest, query = "organization/ID", "?$select=mobileDeviceManagementAuthority"
	case rest == "organization":
		query = "?$select=id,displayName,tenantType,verifiedDomains"
	case rest == "deviceManagement": // one file for both versions
		version, query = "beta", ""
	case strings.HasSuffix(rest, "mobileDeviceManagementPolicies"):
		query = "?$expand=includedGroups"
	case strings.HasSuffix(rest, "embers"), strings.HasSuffix(rest, "transitiveMemberOf"):
		query = "?$select=id&$top=999"
	}
	return "/" + version + "/" + rest + query
}

// hasFile reports whether there is an answer of this name.
func (s *saved) hasFile(stem string) bool { return len(s.files[strings.ToLower(stem)]) > 0 }
