package doctor

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"prepaudit/graph/graphtest/metadata"
)

// asked is a request without what is the tenant's.
type asked struct {
	text     string // GET /v1.0/groups/{}?$select=id
	path     string // /groups/{}
	version  *metadata.Version
	resource metadata.Resource // its Type is "" for a path that the metadata does not have
}

// askedOf takes ids, names and the page out of a request. The path is that of the metadata, and what stands in
// quotation marks is a word of this program.
func askedOf(method string, u *url.URL, header http.Header) asked {
	name, path, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	if metadata.Of(name) == nil {
		return asked{text: method + " another address", version: metadata.Of("v1.0")}
	}
	a := asked{version: metadata.Of(name)}
	pattern := patternOf(a.version, "/"+path)
	a.path = pattern
	if verbs := a.version.Paths[pattern]; verbs != nil {
		a.resource = verbs[http.MethodGet]
		if r, ok := verbs[method]; ok {
			a.resource = r
		}
	}
	a.text = method + " /" + name + masked(pattern)
	var options []string
	for option := range strings.SplitSeq(u.RawQuery, "&") {
		key, value, _ := strings.Cut(option, "=")
		key, _ = url.QueryUnescape(key)
		value, err := url.QueryUnescape(value)
		if err == nil && slices.Contains([]string{"$select", "$filter", "$expand", "$top", "$count"}, key) {
			options = append(options, key+"="+masked(value))
		}
	}
	if len(options) > 0 {
		a.text += "?" + strings.Join(options, "&")
	}
	for _, known := range []string{"ConsistencyLevel", "Prefer"} {
		if header.Get(known) != "" {
			a.text += ", " + known
		}
	}
	return a
}

// patternOf is the path of the metadata that a path is one of, the one with the fewest ids where there are several. Of
// a path that it does not have, segments are kept that other paths have.
func patternOf(v *metadata.Version, path string) string {
	segments := strings.Split(path, "/")
	best, fewest := "", len(segments)
	known := map[string]bool{}
	for pattern := range v.Paths {
		parts := strings.Split(pattern, "/")
		ids := 0
		for i, p := range parts {
			known[p] = true
			switch {
			case ids < 0 || i >= len(segments):
			case p == "{}" && !strings.HasPrefix(segments[i], "$"):
				ids++
			case p != segments[i]:
				ids = -1 << 20
			}
		}
		if len(parts) == len(segments) && ids >= 0 && ids < fewest {
			best, fewest = pattern, ids
		}
	}
	if best != "" {
		return best
	}
	for i, s := range segments {
		if !known[s] {
			segments[i] = "{}"
		}
	}
	return strings.Join(segments, "/")
}

var (
	quoted = regexp.MustCompile(`'(?:[^']|'')*'`)
	guid   = regexp.MustCompile(`[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}`)
)

// masked takes ids and names out of a query option or of a path. It keeps the single characters by which users are
// counted: they are the alphabet of package graph.
func masked(text string) string {
	beginnings := strings.Contains(text, "startsWith(userPrincipalName,")
	text = quoted.ReplaceAllStringFunc(text, func(q string) string {
		if len(q) == 3 && beginnings || slices.Contains(filterWords, q) {
			return q
		}
		return "'…'"
	})
	return guid.ReplaceAllString(text, "{}")
}

// shortTop is the size of a page: two objects are enough to see a shape, and two pages to see how they go on.
const shortTop = "2"

// shortened are collections that prepaudit reads without $top and that may be long. Where others are read without it
// they are read as they are: each of their few objects may have a value that no other has.
var shortened = []string{
	"/deviceAppManagement/mobileApps", "/deviceManagement/configurationPolicies",
	"/deviceManagement/deviceConfigurations", "/deviceManagement/importedDeviceIdentities",
	"/deviceManagement/resourceOperations",
	"/deviceManagement/windowsAutopilotDeviceIdentities",
}

// short is a read of two objects in place of all. It is req itself where that asks for a single object, or for a
// further page.
func short(req *http.Request) *http.Request {
	top := url.Values{"$top": {shortTop}}.Encode()
	_, path, _ := strings.Cut(strings.TrimPrefix(req.URL.Path, "/"), "/")
	options := strings.Split(req.URL.RawQuery, "&")
	i := slices.IndexFunc(options, func(o string) bool {
		key, _, _ := strings.Cut(o, "=")
		key, _ = url.QueryUnescape(key)
		return key == "$top"
	})
	switch {
	case strings.Contains(req.URL.RawQuery, "skip"):
		return req
	case i >= 0:
		options[i] = top
	case req.Method == http.MethodGet && slices.Contains(shortened, "/"+path):
		options = append(options, top)
	default:
		return req
	}
	less := req.Clone(req.Context())
	less.URL.RawQuery = strings.Trim(strings.Join(options, "&"), "&")
	return less
}
