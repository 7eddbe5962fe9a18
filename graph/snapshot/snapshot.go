// Package snapshot keeps what Graph answered, byte by byte, and answers the same requests from it again: on any machine,
// on any day, and without a network. A folder has manifest.json and one file a part in parts/; a zip has the same.
//
// While it is made, journal.ndjson takes the place of the manifest: a line for each part that is whole. After a run
// that was killed it says what need not be read again.
package snapshot

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"prepaudit/rules/english"
)

// Format is the version of the layout.
const Format = 1

const (
	manifestName = "manifest.json"
	journalName  = "journal.ndjson"
)

// Manifest says what a snapshot is of, and names every part. What it does not name is not read.
type Manifest struct {
	Format   int       `json:"format"`
	Version  string    `json:"version"`  // of prepaudit
	Started  time.Time `json:"started"`  // when reading began, UTC
	Graph    string    `json:"graphUrl"` // scheme and host; next links name it
	Cloud    string    `json:"cloud"`
	Tenant   Tenant    `json:"tenant"`
	Method   string    `json:"method"`          // how one signed in
	Access   *Access   `json:"access,omitzero"` // nil where it isn't known
	Complete bool      `json:"complete"`
	Users    int       `json:"users"`
	Devices  int       `json:"devices"`
	Datasets []Dataset `json:"notRead"` // refused or cut; their answers are kept
	Parts    []Part    `json:"parts"`   // by their names
	// Unanswered are requests that got nothing better than a status that is worth another try, until nobody tried again.
	Unanswered map[string]int `json:"unanswered,omitzero"`
}

// About says in one line what is in it.
func (m *Manifest) About() string {
	name := cmp.Or(m.Tenant.Name, "not known")
	return fmt.Sprintf("tenant %s, %s, %s", name, english.Count(m.Users, "user"), english.Count(m.Devices, "device"))
}

// Tenant is the organization that answered.
type Tenant struct {
	ID            string `json:"id"`
	Name          string `json:"displayName"`
	DefaultDomain string `json:"defaultDomain"`
}

// Access is by what right it was read, as the token said of itself. It holds no secret.
type Access struct {
	AppOnly     bool     `json:"appOnly"`
	Permissions []string `json:"permissions"` // delegated, or of an app
	Roles       []string `json:"roles"`       // template ids of the active Entra roles
}

// Dataset is one that was not read, or in part.
type Dataset struct {
	Name    string `json:"name"`
	Partial bool   `json:"partial"`
	Why     string `json:"why"`
}

// Part is one answer: the last one to its request.
type Part struct {
	Name        string `json:"name"`    // of the file, parts/0123456789abcdef.zst
	Request     string `json:"request"` // path and query
	Status      int    `json:"status"`
	ContentType string `json:"contentType"`
	Size        int64  `json:"size"`   // of the answer, in bytes
	SHA256      string `json:"sha256"` // of the file, in hexadecimal
}

// partName is all that the file of a part may be called, so that none is outside of the folder.
var partName = regexp.MustCompile(`^parts/[0-9a-f]{16}\.zst$`)

// nameOf is the file of the answer to a request.
func nameOf(request string) string {
	sum := sha256.Sum256([]byte(request))
	return "parts/" + hex.EncodeToString(sum[:8]) + ".zst"
}

// requestOf is what tells requests apart. All of them go to one host, and read.
func requestOf(u *url.URL) string {
	if u.RawQuery == "" {
		return u.EscapedPath()
	}
	return u.EscapedPath() + "?" + u.RawQuery
}

// final reports a status after which the same request is not sent again, unless with another token: then the last answer
// counts.
func final(status int) bool {
	return status < 500 && status != http.StatusRequestTimeout && status != http.StatusTooManyRequests
}

// isBatch reports a request that holds others.
func isBatch(req *http.Request) bool { return strings.HasSuffix(req.URL.Path, "/$batch") }

// Error is a snapshot that cannot be made or used.
type Error struct{ problem, hint string }

func (e *Error) Error() string { return e.problem }

// Hint says what to do.
func (e *Error) Hint() string { return e.hint }

func damaged(part, format string, args ...any) error {
	return &Error{part + " is damaged: " + fmt.Sprintf(format, args...),
		"take the snapshot again; one that is being resumed reads this part again after you delete its file"}
}
