package saved

import (
	"net/url"
	"slices"
	"strings"
)

// Answer is a kind of answer that is saved in files.
type Answer struct {
	// Name is what its files begin with: the last segment of the request's path, or the one before the id that ends it.
	// Behind -ID stands the id in the path.
	Name   string
	object bool // one object, not a collection
	// The request to save, where it is not the one that is answered: "" for its own version, and no query at all where
	// other and not query is set.
	version, query string
	other          bool
}

// Answers are all kinds that there are.
type Answers []Answer

// Parse reads kinds of answers with blanks between them, each as [version/]name[{}][?query]. {} is for an object.
func Parse(text string) (all Answers) {
	for _, field := range strings.Fields(text) {
		var a Answer
		a.Name, a.query, a.other = strings.Cut(field, "?")
		a.Name, a.object = strings.CutSuffix(a.Name, "{}")
		if version, name, ok := strings.Cut(a.Name, "/"); ok {
			a.version, a.Name = version, name
		}
		all = append(all, a)
	}
	return all
}

// idLength is that of a GUID. Some ids are one with more behind it.
const idLength = 36

// stem says which answer a file of this name holds, in lower case and with its id; "" for none. What follows is up to
// whoever saved it.
func (all Answers) stem(file string) string {
	file, ok := strings.CutSuffix(strings.ToLower(file), ".json")
	if !ok {
		return ""
	}
	longest, whole := "", false // a file of deviceManagementScripts is none of deviceManagement
	for _, a := range all {
		name, hasID := strings.CutSuffix(strings.ToLower(a.Name), "-id")
		rest, ok := strings.CutPrefix(file, name)
		switch {
		case !ok:
		case hasID && strings.HasPrefix(rest, "-") && len(rest) > idLength:
			return name + rest[:1+idLength]
		case len(name) > len(longest):
			longest, whole = name, !hasID
		case len(name) == len(longest):
			whole = whole || !hasID
		}
	}
	// organizationalBranding.json is another answer; an organization has one page.
	if !whole || longest == "organization" && file != longest {
		return ""
	}
	return longest
}

// GroupsInError is the answer to the one filter whose groups cannot be told from others by what they are.
const GroupsInError = "groupsWithLicenseErrors"

// For finds the kind of answer to a request, and the name of its file with the id.
func (all Answers) For(u *url.URL) (a Answer, stem string) {
	parts := strings.Split(strings.Trim(withoutKind(u.Path), "/"), "/")
	last, before := parts[len(parts)-1], parts[len(parts)-2]
	type try struct{ name, stem string }
	tries := []try{{last, last}, {before + "-ID", before + "-" + last[:min(idLength, len(last))]}}
	if strings.HasPrefix(u.Query().Get("$filter"), "hasMembersWithLicenseErrors") {
		tries = []try{{GroupsInError, GroupsInError}}
	}
	if last == "policies" { // conditionalAccess/policies
		tries = []try{{before + "Policies", before + "Policies"}}
	}
	if len(before) >= idLength { // roleAssignments of a role are not all roleAssignments
		tries = append([]try{{last + "-ID", last + "-" + before[:idLength]}}, tries...)
	}
	for _, t := range tries {
		if i := slices.IndexFunc(all, func(a Answer) bool { return a.Name == t.name }); i >= 0 {
			return all[i], t.stem
		}
	}
	return Answer{Name: last}, last
}

// withoutKind takes the kind of member off a path: members are saved of every kind or users alone, under the same name.
func withoutKind(path string) string {
	return strings.TrimSuffix(strings.TrimSuffix(path, "/microsoft.graph.user"), "/microsoft.graph.group")
}

// request is the one whose answer a file should hold, for the one that is answered: version, path and query.
func (a Answer) request(u *url.URL) string {
	version, rest, _ := strings.Cut(strings.TrimPrefix(withoutKind(u.Path), "/"), "/")
	if a.version != "" {
		version = a.version
	}
	if organization, ok := strings.CutPrefix(rest, "organization/"); ok { // there is one in a folder
		_, more, _ := strings.Cut(organization+"/", "/")
		rest = strings.TrimSuffix("organization/ID/"+more, "/")
	}
	query := a.query
	if !a.other {
		query = a.asked(u)
	}
	if query != "" {
		query = "?" + query
	}
	return "/" + version + "/" + rest + query
}

// ofFilters are the options by which groups are found. Of a file of groups all are looked through.
var ofFilters = []string{"$filter", "$count"}

func name(option string) string {
	name, _, _ := strings.Cut(option, "=")
	return name
}

// asked is the query of the request that is answered. Of groups one file answers several filters.
func (a Answer) asked(u *url.URL) string {
	var options []string
	for option := range strings.SplitSeq(u.RawQuery, "&") {
		option, err := url.QueryUnescape(option)
		if err == nil && option != "" && !(a.Name == "groups" && slices.Contains(ofFilters, name(option))) {
			options = append(options, option)
		}
	}
	return strings.Join(options, "&")
}
