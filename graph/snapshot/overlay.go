package snapshot

import (
	"net/http"
	"net/url"
	"strings"
)

// Overlay is a transport that answers what is below some paths from a snapshot, and sends everything else on.
type Overlay struct {
	From  *Replay
	Below []string // escaped paths, without query
	Next  http.RoundTripper
}

// RoundTrip answers as Graph did, or does.
func (o *Overlay) RoundTrip(req *http.Request) (*http.Response, error) {
	path := req.URL.EscapedPath()
	for _, below := range o.Below {
		if path == below || strings.HasPrefix(path, below+"/") {
			return o.From.RoundTrip(req)
		}
	}
	return o.Next.RoundTrip(req)
}

// Answered reports whether Graph answered a request for a path, whatever its options, with what was asked for.
func (r *Replay) Answered(path string) bool {
	for _, p := range r.parts {
		if u, err := url.Parse(p.Request); err == nil && u.EscapedPath() == path && p.Status == http.StatusOK {
			return true
		}
	}
	return false
}
