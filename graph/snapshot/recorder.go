package snapshot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Recorder is a transport that keeps each answer once it is whole. Its methods may be called from several goroutines.
type Recorder struct {
	next http.RoundTripper
	dir  string
	fail func(error) // told once, of a disk that takes no more

	resumed int       // parts that were there before
	started time.Time // when the first of the runs began, by the journal

	mu      sync.Mutex
	parts   map[string]Part // by request
	journal *os.File
	failed  error
	same    bool             // the tenant is that of the parts that were there before, see sameTenant
	without map[string]int   // requests without an answer that counts, with the last status
	lost    map[string]error // requests that nothing came back to, see Finish
}

// Create makes a folder for a new snapshot. fail is told why nothing more can be kept; the run has to end then.
func Create(dir string, next http.RoundTripper, fail func(error)) (*Recorder, error) {
	for _, name := range []string{manifestName, journalName} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			hint := "name another, or remove it"
			if name == journalName {
				hint = "--resume goes on with it; or remove it"
			}
			return nil, &Error{fmt.Sprintf("%s is a snapshot already", dir), hint}
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "parts"), 0o700); err != nil {
		return nil, fmt.Errorf("making the snapshot: %w", err)
	}
	r, err := begin(dir, next, fail, map[string]Part{}, os.O_CREATE|os.O_EXCL)
	if err != nil {
		return nil, err
	}
	r.started = time.Now().UTC().Truncate(time.Second)
	line, err := json.Marshal(beginning{r.started})
	if err == nil {
		_, err = r.journal.Write(append(line, '\n'))
	}
	if err != nil {
		r.journal.Close()
		return nil, fmt.Errorf("making the snapshot: %w", err)
	}
	return r, nil
}

// beginning is the first line of a journal. However late a snapshot comes to its end, its first answers are of that time.
type beginning struct {
	Started time.Time `json:"started"`
}

// Resume goes on with a snapshot that did not come to its end. A part that changed since is an error.
func Resume(dir string, next http.RoundTripper, fail func(error)) (*Recorder, error) {
	text, err := os.ReadFile(filepath.Join(dir, journalName))
	if errors.Is(err, os.ErrNotExist) {
		_, parts := os.Stat(filepath.Join(dir, "parts"))
		inside, err := os.ReadDir(dir)
		if parts == nil || err == nil && len(inside) == 0 {
			return Create(dir, next, fail) // it was killed before it kept anything
		}
		return nil, &Error{fmt.Sprintf("there is nothing to resume in %s", dir), "take the snapshot without --resume"}
	}
	if err != nil {
		return nil, fmt.Errorf("resuming the snapshot: %w", err)
	}
	parts := map[string]Part{}
	whole := bytes.LastIndexByte(text, '\n') + 1 // the last line may have been cut
	if whole == 0 {                              // it was killed while it wrote the first line
		if err := os.Remove(filepath.Join(dir, journalName)); err != nil {
			return nil, err
		}
		return Create(dir, next, fail)
	}
	first, rest, _ := bytes.Cut(text[:whole], []byte("\n"))
	var begun beginning
	if err := json.Unmarshal(first, &begun); err != nil || begun.Started.IsZero() {
		return nil, damaged(filepath.Join(dir, journalName), "line %.60q", first)
	}
	for line := range bytes.Lines(rest) {
		var p Part
		if err := json.Unmarshal(line, &p); err != nil || p.Name != nameOf(p.Request) {
			return nil, damaged(filepath.Join(dir, journalName), "line %.60q", line)
		}
		parts[p.Request] = p
		if p.Status == 0 { // see replace
			delete(parts, p.Request)
		}
	}
	for request, p := range parts {
		switch _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(p.Name))); {
		case errors.Is(err, os.ErrNotExist):
			delete(parts, request) // it is read again
		case err != nil:
			return nil, err
		default:
			if err := check(os.DirFS(dir), p); err != nil {
				return nil, err
			}
		}
	}
	if err := os.Truncate(filepath.Join(dir, journalName), int64(whole)); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(slices.Collect(maps.Values(parts)), ofTenant) {
		clear(parts) // nobody knows which tenant they are of: all of it is read again
	}
	cut, err := filepath.Glob(filepath.Join(dir, "parts", "new-*"))
	if err != nil {
		return nil, err
	}
	for _, name := range cut {
		if err := os.Remove(name); err != nil {
			return nil, err
		}
	}
	r, err := begin(dir, next, fail, parts, os.O_APPEND)
	if err == nil {
		r.resumed = len(parts)
		if r.started = begun.Started; len(parts) == 0 {
			r.started = time.Now().UTC() // nothing of that time is left
		}
	}
	return r, err
}

func begin(dir string, next http.RoundTripper, fail func(error), parts map[string]Part, how int) (*Recorder, error) {
	journal, err := os.OpenFile(filepath.Join(dir, journalName), os.O_WRONLY|how, 0o600)
	if err != nil {
		return nil, fmt.Errorf("making the snapshot: %w", err)
	}
	return &Recorder{next: next, dir: dir, fail: fail, parts: parts, journal: journal,
		without: map[string]int{}, lost: map[string]error{}}, nil
}

// Resumed is how many parts were there already.
func (r *Recorder) Resumed() int { return r.resumed }

// RoundTrip answers from a part that was there before the run, else it sends the request and keeps the answer.
func (r *Recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	r.mu.Lock()
	failed, old := r.failed, r.parts[requestOf(req.URL)]
	r.mu.Unlock()
	switch {
	case failed != nil:
		return nil, failed
	case isBatch(req):
		return r.batch(req)
	case r.resumed > 0 && isTenant(req.URL):
		return r.sameTenant(req, old)
	case r.resumed > 0 && old.Status == http.StatusOK: // what was refused may have been granted since
		return answer(os.DirFS(r.dir), old, req)
	}
	resp, err := r.send(req, requestOf(req.URL))
	if err != nil {
		return nil, err
	}
	if !final(resp.StatusCode) {
		r.mu.Lock()
		r.without[requestOf(req.URL)] = resp.StatusCode
		r.mu.Unlock()
		return resp, nil
	}
	into, err := r.open(requestOf(req.URL), resp.StatusCode, resp.Header.Get("Content-Type"))
	if err != nil {
		resp.Body.Close()
		return nil, err
	}
	resp.Body = &kept{resp.Body, into}
	return resp, nil
}

// send notes which requests nothing comes back to: the network is lost, unless a later try gets an answer.
func (r *Recorder) send(req *http.Request, requests ...string) (*http.Response, error) {
	resp, err := r.next.RoundTrip(req)
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, request := range requests {
		if err == nil {
			delete(r.lost, request)
		} else if !errors.Is(err, context.Canceled) { // nobody waits for it any longer
			r.lost[request] = err
		}
	}
	return resp, err
}

// kept is a body that is kept while it is read.
type kept struct {
	io.ReadCloser
	into *writing
}

func (k *kept) Read(p []byte) (int, error) {
	n, err := k.ReadCloser.Read(p)
	if bad := k.into.write(p[:n]); bad != nil {
		return 0, bad
	}
	if err == io.EOF {
		if bad := k.into.commit(); bad != nil {
			return 0, bad
		}
	}
	return n, err
}

// Close keeps a body whose end nobody read, as a decoder leaves it that has seen the last bracket. Of one that was given
// up nothing is kept.
func (k *kept) Close() error {
	if !k.into.done {
		io.CopyN(io.Discard, k, 64<<10) // an error is what keeps it from being whole
	}
	k.into.drop()
	return k.ReadCloser.Close()
}

// broke notes that the disk takes no more.
func (r *Recorder) broke(err error) error {
	r.mu.Lock()
	first := r.failed == nil
	if first {
		r.failed = fmt.Errorf("keeping the snapshot: %w", err)
	}
	err = r.failed
	r.mu.Unlock()
	if first {
		r.fail(err)
	}
	return err
}

// replace says in the journal that the part of a request is going to be another one: a run that ends between the file and
// its line must not take the one for the other.
func (r *Recorder) replace(request string) error {
	r.mu.Lock()
	_, there := r.parts[request]
	r.mu.Unlock()
	if !there {
		return nil
	}
	return r.note(Part{Name: nameOf(request), Request: request})
}

// note adds a part to the journal.
func (r *Recorder) note(p Part) error {
	line, err := json.Marshal(p)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, err := r.journal.Write(append(line, '\n')); err != nil {
		return err
	}
	r.parts[p.Request] = p
	return nil
}
