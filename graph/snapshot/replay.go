package snapshot

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// mostManifest is how large a manifest may be, in bytes: 200 a part, and a part for a thousand people or for a group.
const mostManifest = 256 << 20

// Replay is a transport that answers from a snapshot alone.
type Replay struct {
	Manifest
	files fs.FS
	parts map[string]Part   // by request
	less  map[string][]Part // by request without $select
	close func() error
}

// Is reports whether a path is a snapshot, rather than a folder of answers that somebody saved by hand.
func Is(path string) bool {
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return true
	}
	for _, name := range []string{manifestName, journalName} {
		if _, err := os.Stat(filepath.Join(path, name)); err == nil {
			return true
		}
	}
	return false
}

// Started is when the reading of a snapshot began, by a manifest that Open has yet to hold the parts against.
func Started(path string) (time.Time, error) {
	files, done, err := filesOf(path)
	if err != nil {
		return time.Time{}, err
	}
	defer done()
	m, err := readManifest(files)
	return m.Started, err
}

// Open checks a snapshot, a folder or a zip, against its manifest: every part that it names has to be there and be what
// it was.
func Open(path string) (*Replay, error) {
	r := &Replay{parts: map[string]Part{}, less: map[string][]Part{}}
	var err error
	if r.files, r.close, err = filesOf(path); err != nil {
		return nil, err
	}
	if err := r.load(path); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// filesOf are those of a folder or of a zip.
func filesOf(path string) (files fs.FS, done func() error, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the snapshot: %w", err)
	}
	if info.IsDir() {
		return os.DirFS(path), func() error { return nil }, nil
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, nil, &Error{fmt.Sprintf("%s is no snapshot: %v", path, err), "give a folder or a zip that `prepaudit snapshot` wrote"}
	}
	if err := once(z.File); err != nil {
		z.Close()
		return nil, nil, err
	}
	return &z.Reader, z.Close, nil
}

// once refuses a zip that has a name twice: two readers would read two snapshots.
func once(files []*zip.File) error {
	seen := map[string]bool{}
	for _, f := range files {
		if name := strings.ToLower(f.Name); seen[name] {
			return &Error{fmt.Sprintf("the snapshot has %q twice", f.Name), "take the snapshot again"}
		} else {
			seen[name] = true
		}
	}
	return nil
}

func (r *Replay) load(path string) error {
	if _, err := fs.Stat(r.files, journalName); err == nil {
		return &Error{path + " is a snapshot that did not come to its end", "go on with `prepaudit snapshot --resume`"}
	}
	var err error
	if r.Manifest, err = readManifest(r.files); err != nil {
		return err
	}
	for _, p := range r.Parts {
		if _, twice := r.parts[p.Request]; twice {
			return damaged(manifestName, "it names %.100q twice", p.Request)
		}
		if err := check(r.files, p); err != nil {
			return err
		}
		r.parts[p.Request] = p
		without, _ := selectOf(p.Request)
		r.less[without] = append(r.less[without], p)
	}
	return r.ofItsTenant()
}

// ofItsTenant refuses a manifest that names another tenant than the one that answered.
func (r *Replay) ofItsTenant() error {
	for _, p := range r.Parts {
		if !ofTenant(p) {
			continue
		}
		resp, err := answer(r.files, p, nil)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return err
		}
		if id := tenantID(text); id != "" && !strings.EqualFold(id, r.Tenant.ID) {
			return damaged(manifestName, "it says that the tenant is %.40q, and %.40q answered", r.Tenant.ID, id)
		}
		return nil
	}
	r.Tenant = Tenant{} // nobody said whose it is
	return nil
}

func readManifest(in fs.FS) (m Manifest, err error) {
	f, err := in.Open(manifestName)
	if err != nil {
		return m, &Error{"there is no " + manifestName, "give a folder or a zip that `prepaudit snapshot` wrote"}
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostManifest+1))
	if err != nil {
		return m, damaged(manifestName, "%v", err)
	}
	if len(text) > mostManifest {
		return m, damaged(manifestName, "it is larger than %d bytes", mostManifest)
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, damaged(manifestName, "%v", err)
	}
	if m.Format != Format {
		return m, &Error{fmt.Sprintf("the snapshot has format %d, and this prepaudit reads format %d", m.Format, Format),
			"use the prepaudit that wrote it, or take it again"}
	}
	return m, nil
}

// Close lets go of the file.
func (r *Replay) Close() error { return r.close() }

// RoundTrip answers as Graph did.
func (r *Replay) RoundTrip(req *http.Request) (*http.Response, error) {
	if isBatch(req) {
		requests, _, err := ofBatch(req)
		if err != nil {
			return nil, err
		}
		parts := map[string]Part{}
		for id, request := range requests {
			if parts[id], err = r.find(request); err != nil {
				return nil, err
			}
		}
		return assembled(r.files, parts, req)
	}
	p, err := r.find(requestOf(req.URL))
	if err != nil {
		return nil, err
	}
	return answer(r.files, p, req)
}

// find is the part for a request, or for one that selects more.
func (r *Replay) find(request string) (Part, error) {
	if p, ok := r.parts[request]; ok {
		return p, nil
	}
	without, wanted := selectOf(request)
	for _, p := range r.less[without] {
		_, has := selectOf(p.Request)
		if has == nil || wanted != nil && !slices.ContainsFunc(wanted, func(s string) bool { return !slices.Contains(has, s) }) {
			return p, nil
		}
	}
	path, _, _ := strings.Cut(request, "?")
	if status := r.Unanswered[request]; status != 0 {
		return Part{}, &Error{fmt.Sprintf("GET %s: %d %s, when the snapshot was taken", path, status, http.StatusText(status)),
			"take it again"}
	}
	return Part{}, &Error{fmt.Sprintf("the snapshot has no answer with these options (GET %s)", path),
		"take it with the options of this run, such as --sign-in-activity, --group, --columns or --with"}
}

// selectOf splits a request into what it is without $select, and what it selects; nil for everything.
func selectOf(request string) (without string, properties []string) {
	path, query, _ := strings.Cut(request, "?")
	var rest []string
	for option := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(option, "=")
		if name, err := url.QueryUnescape(name); err == nil && name == "$select" {
			if value, err := url.QueryUnescape(value); err == nil {
				properties = strings.Split(value, ",")
				continue
			}
		}
		rest = append(rest, option)
	}
	slices.Sort(rest)
	return path + "?" + strings.Join(rest, "&"), properties
}
