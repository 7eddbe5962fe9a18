package snapshot

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// service answers any path with a page that says which.
func service(t *testing.T) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/v1.0/refused" {
			w.WriteHeader(http.StatusForbidden)
		}
		if r.URL.Path == "/v1.0/busy" {
			w.WriteHeader(http.StatusTooManyRequests)
		}
		if isTenant(r.URL) {
			fmt.Fprint(w, `{"value":[{"id":"contoso"}]}`)
			return
		}
		if isBatch(r) {
			requests, _, err := ofBatch(r)
			if err != nil {
				t.Error(err)
			}
			var all bundleAnswer
			for id, request := range requests {
				all.Responses = append(all.Responses, bundled{ID: id, Status: 200, Body: json.RawMessage(
					fmt.Sprintf(`{"of":%q}`, request))})
			}
			json.NewEncoder(w).Encode(all)
			return
		}
		fmt.Fprintf(w, `{"of":%q,"fill":%q}`, r.URL.RequestURI(), strings.Repeat(r.URL.RawQuery, 500))
	}))
	t.Cleanup(s.Close)
	return s
}

// ask reads a path, as far as it comes, and says what came.
func ask(t *testing.T, through http.RoundTripper, base, path string) (int, string, error) {
	t.Helper()
	var body io.Reader
	method := http.MethodGet
	if path == "/v1.0/$batch" {
		method, body = http.MethodPost, strings.NewReader(`{"requests":[{"id":"1","method":"GET","url":"/a?x=1"},`+
			`{"id":"2","method":"GET","url":"/b"}]}`)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, base+path, body)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := through.RoundTrip(req)
	if err != nil {
		return 0, "", err
	}
	text, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	return resp.StatusCode, string(text), err
}

var paths = []string{"/v1.0/organization", "/v1.0/users?$select=id,name&$top=9", "/v1.0/groups", "/v1.0/refused", "/v1.0/$batch",
	"/v1.0/users?$select=id,name&$top=9&$skiptoken=a", "/beta/policies?$filter=a%20eq%20%27b%27"}

// record takes a snapshot of all paths, and stops before the one numbered stop, or in the middle of it.
func record(t *testing.T, r *Recorder, base string, stop int) {
	t.Helper()
	for i, path := range paths {
		if i == stop {
			if resp, err := r.RoundTrip(httptest.NewRequest(http.MethodGet, base+paths[1], nil)); err == nil {
				resp.Body.Read(make([]byte, 5)) // and then the process is no more
			}
			return
		}
		if _, _, err := ask(t, r, base, path); err != nil {
			t.Fatal(err)
		}
	}
}

func never(t *testing.T) func(error) { return func(err error) { t.Error("failed:", err) } }

// bytesOf are all files of a snapshot.
func bytesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var made = Manifest{Version: "1", Started: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Cloud: "global", Complete: true,
	Tenant: Tenant{ID: "contoso"}}

// taken is a finished snapshot.
func taken(t *testing.T, base string) string {
	t.Helper()
	dir := t.TempDir()
	r, err := Create(dir, http.DefaultTransport, never(t))
	if err != nil {
		t.Fatal(err)
	}
	record(t, r, base, -1)
	m := made
	m.Graph = base
	if err := r.Finish(m); err != nil {
		t.Fatal(err)
	}
	return dir
}

// What was answered is answered again, status and body, from a folder and from a zip.
func TestReplay(t *testing.T) {
	s := service(t)
	dir := taken(t, s.URL)
	file := filepath.Join(t.TempDir(), "s.zip")
	var packed bytes.Buffer
	if err := Zip(dir, &packed); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{dir, file} {
		r, err := Open(from)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			status, live, err := ask(t, http.DefaultTransport, s.URL, path)
			if err != nil {
				t.Fatal(err)
			}
			again, kept, err := ask(t, r, s.URL, path)
			if path == "/v1.0/$batch" { // in any order
				live, kept = sorted(t, live), sorted(t, kept)
			}
			if err != nil || again != status || kept != live {
				t.Errorf("%s of %s: %d %q, %v; Graph said %d %q", path, from, again, kept, err, status, live)
			}
		}
		// Who selects less is answered too; who selects more is not.
		if _, body, err := ask(t, r, s.URL, "/v1.0/users?$top=9&$select=id"); err != nil || !strings.Contains(body, "name") {
			t.Errorf("less: %q, %v", body, err)
		}
		for _, path := range []string{"/v1.0/users?$select=id,mail&$top=9", "/v1.0/users?$top=9", "/v1.0/nowhere"} {
			if _, body, err := ask(t, r, s.URL, path); err == nil {
				t.Errorf("%s: %q", path, body)
			} else if _, ok := errors.AsType[*Error](err); !ok {
				t.Errorf("%s: %v", path, err)
			}
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

func sorted(t *testing.T, text string) string {
	t.Helper()
	var all bundleAnswer
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all.Responses, func(a, b bundled) int { return strings.Compare(a.ID, b.ID) })
	var said []string
	for _, one := range all.Responses {
		said = append(said, fmt.Sprint(one.ID, one.Status, string(one.Body)))
	}
	return strings.Join(said, " ")
}

// A run that ends anywhere, a hundred times, is resumed to the same bytes; what was there is not asked for again.
func TestResume(t *testing.T) {
	s := service(t)
	want := bytesOf(t, taken(t, s.URL))
	for try := range 100 {
		dir := t.TempDir()
		r, err := Create(dir, http.DefaultTransport, never(t))
		for stops := 0; ; stops++ {
			if err != nil {
				t.Fatal(err)
			}
			stop := rand.IntN(len(paths) + 2)
			if stops == 5 { // the run after the fifth that was killed comes to its end
				stop = len(paths)
			}
			record(t, r, s.URL, stop)
			if stop >= len(paths) {
				record(t, r, s.URL, -1)
				break
			}
			tear(t, dir)
			r, err = Resume(dir, http.DefaultTransport, never(t))
		}
		m := made
		m.Graph = s.URL
		if err := r.Finish(m); err != nil {
			t.Fatal(err)
		}
		got := bytesOf(t, dir)
		for name := range got {
			if strings.HasPrefix(name, "parts/new-") {
				t.Errorf("try %d left %s", try, name)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("try %d: %d files, want %d, or other bytes", try, len(got), len(want))
		}
	}
}

// A snapshot is as old as its oldest answers, however late it comes to its end.
func TestAgeOfResumed(t *testing.T) {
	s := service(t)
	dir := t.TempDir()
	r, err := Create(dir, http.DefaultTransport, never(t))
	if err != nil {
		t.Fatal(err)
	}
	record(t, r, s.URL, 3)
	r.Close()
	journal := filepath.Join(dir, journalName)
	text, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	_, parts, _ := bytes.Cut(text, []byte("\n"))
	if err := os.WriteFile(journal, append([]byte(`{"started":"2026-01-02T03:04:05Z"}`+"\n"), parts...), 0o600); err != nil {
		t.Fatal(err)
	}
	if r, err = Resume(dir, http.DefaultTransport, never(t)); err != nil {
		t.Fatal(err)
	}
	record(t, r, s.URL, -1)
	if err := r.Finish(made); err != nil {
		t.Fatal(err)
	}
	if m, err := readManifest(os.DirFS(dir)); err != nil || m.Started.Format(time.DateOnly) != "2026-01-02" {
		t.Errorf("%v, %v", m.Started, err)
	}
}

// A run may end before it kept anything: with its folder alone, or with that of the parts.
func TestResumeOfNothing(t *testing.T) {
	empty, begun, other := t.TempDir(), t.TempDir(), t.TempDir()
	for _, path := range []string{filepath.Join(begun, "parts"), filepath.Join(other, "photos")} {
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for dir, ok := range map[string]bool{empty: true, begun: true, other: false, filepath.Join(other, "none"): false} {
		r, err := Resume(dir, http.DefaultTransport, never(t))
		if (err == nil) != ok {
			t.Errorf("%s: %v", dir, err)
		}
		if err == nil {
			r.Close()
		}
	}
}

// tear does to a folder what a power cut does: half a line at the end of the journal.
func tear(t *testing.T, dir string) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(dir, journalName), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"name":"parts/01`); err != nil {
		t.Fatal(err)
	}
	f.Close()
}

// An answer that is worth another try is not kept, and neither is one that was given up.
func TestNotKept(t *testing.T) {
	s := service(t)
	dir := t.TempDir()
	r, err := Create(dir, http.DefaultTransport, never(t))
	if err != nil {
		t.Fatal(err)
	}
	if status, _, err := ask(t, r, s.URL, "/v1.0/busy"); status != http.StatusTooManyRequests || err != nil {
		t.Fatal(status, err)
	}
	if err := r.Finish(made); err != nil {
		t.Fatal(err)
	}
	if m, err := readManifest(os.DirFS(dir)); err != nil || len(m.Parts) != 0 {
		t.Errorf("%+v, %v", m.Parts, err)
	}
}

// flaky is a network that is there or not.
type flaky struct{ err error }

func (f *flaky) RoundTrip(req *http.Request) (*http.Response, error) {
	if f.err != nil {
		return nil, f.err
	}
	return http.DefaultTransport.RoundTrip(req)
}

// A snapshot isn't finished while something got no answer at all, unless nobody waits for it any longer.
func TestLostNetwork(t *testing.T) {
	s := service(t)
	for _, path := range paths {
		dir, network := t.TempDir(), &flaky{}
		r, err := Create(dir, network, never(t))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := ask(t, r, s.URL, paths[0]); err != nil {
			t.Fatal(err)
		}
		network.err = fmt.Errorf("dial: %w", context.Canceled)
		if _, _, err := ask(t, r, s.URL, "/v1.0/given/up"); err == nil {
			t.Fatal("answered")
		}
		network.err = errors.New("connection refused")
		if _, _, err := ask(t, r, s.URL, path); err == nil {
			t.Fatal(path, "answered")
		}
		if err := r.Finish(made); err == nil || !strings.Contains(err.Error(), "connection refused") {
			t.Errorf("without %s: %v", path, err)
		}
		if _, finished := Finished(dir); finished {
			t.Errorf("finished without %s", path)
		}
		network.err = nil
		if _, _, err := ask(t, r, s.URL, path); err != nil {
			t.Fatal(err)
		}
		if err := r.Finish(made); err != nil {
			t.Errorf("%s was answered after all: %v", path, err)
		}
	}
}

// Where the disk takes no more, the run is told once, and nothing is asked any longer.
func TestDiskFails(t *testing.T) {
	s := service(t)
	dir := t.TempDir()
	var told []error
	r, err := Create(dir, http.DefaultTransport, func(err error) { told = append(told, err) })
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "parts")); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, _, err := ask(t, r, s.URL, paths[0]); err == nil || !strings.Contains(err.Error(), "keeping the snapshot") {
			t.Error(err)
		}
	}
	if len(told) != 1 || r.Finish(made) == nil {
		t.Errorf("told %v", told)
	}
}

// hostile is a snapshot as a zip, with something done to it.
func hostile(t *testing.T, base string, change func(m *Manifest, files map[string][]byte)) string {
	t.Helper()
	dir := taken(t, base)
	files := map[string][]byte{}
	for name, text := range bytesOf(t, dir) {
		files[name] = []byte(text)
	}
	m, err := readManifest(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	change(&m, files)
	if files[manifestName], err = json.Marshal(m); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "hostile.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for name, text := range files {
		w, err := z.Create(strings.TrimSuffix(name, "#"))
		if err != nil {
			t.Fatal(err)
		}
		w.Write(text)
	}
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestHostile(t *testing.T) {
	s := service(t)
	for name, change := range map[string]func(m *Manifest, files map[string][]byte){
		"outside":     func(m *Manifest, _ map[string][]byte) { m.Parts[0].Name = "parts/../../etc/passwd" },
		"absolute":    func(m *Manifest, _ map[string][]byte) { m.Parts[0].Name = "/etc/passwd" },
		"another":     func(m *Manifest, _ map[string][]byte) { m.Parts[0].Name = m.Parts[1].Name },
		"changed":     func(m *Manifest, files map[string][]byte) { files[m.Parts[0].Name][7] ^= 1 },
		"gone":        func(m *Manifest, files map[string][]byte) { delete(files, m.Parts[0].Name) },
		"twice":       func(m *Manifest, files map[string][]byte) { files[m.Parts[0].Name+"#"] = files[m.Parts[0].Name] },
		"named twice": func(m *Manifest, _ map[string][]byte) { m.Parts = append(m.Parts, m.Parts[0]) },
		"format":      func(m *Manifest, _ map[string][]byte) { m.Format = 7 },
		"size":        func(m *Manifest, _ map[string][]byte) { m.Parts[0].Size = mostBytes + 1 },
		"tenant":      func(m *Manifest, _ map[string][]byte) { m.Tenant.ID = "fabrikam" },
		"unended":     func(_ *Manifest, files map[string][]byte) { files[journalName] = nil },
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(hostile(t, s.URL, change))
			if own, ok := errors.AsType[*Error](err); !ok || own.Hint() == "" {
				t.Errorf("got %v", err)
			}
		})
	}
	// A part that unpacks to more than it says ends there, and so does one that unpacks to less.
	for _, more := range []int64{-1, 1} {
		path := hostile(t, s.URL, func(m *Manifest, _ map[string][]byte) {
			for i := range m.Parts {
				if !ofTenant(m.Parts[i]) { // which is read at once
					m.Parts[i].Size += more
				}
			}
		})
		r, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, body, err := ask(t, r, s.URL, paths[1]); err == nil {
			t.Errorf("%+d: read %d bytes", more, len(body))
		}
		r.Close()
	}
}

// A part that changed since is named, and nothing goes on with it.
func TestResumeDamaged(t *testing.T) {
	s := service(t)
	dir := t.TempDir()
	r, err := Create(dir, http.DefaultTransport, never(t))
	if err != nil {
		t.Fatal(err)
	}
	record(t, r, s.URL, 4)
	part := nameOf("/v1.0/groups")
	if err := os.WriteFile(filepath.Join(dir, part), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Resume(dir, http.DefaultTransport, never(t)); err == nil || !strings.Contains(err.Error(), part) {
		t.Errorf("got %v", err)
	}
	os.Remove(filepath.Join(dir, part))
	if again, err := Resume(dir, http.DefaultTransport, never(t)); err != nil || again.Resumed() != 3 {
		t.Errorf("got %v, %v", again, err)
	}
	if _, err := Create(dir, http.DefaultTransport, never(t)); err == nil {
		t.Error("made a snapshot over one that is there")
	}
	if _, err := Resume(filepath.Join(t.TempDir(), "none"), http.DefaultTransport, never(t)); err == nil {
		t.Error("resumed nothing")
	}
}

// What was read of one tenant is never mixed with another: not when somebody else is signed in, and not when nobody knows
// whose it is.
func TestResumeOfAnotherTenant(t *testing.T) {
	s := service(t)
	dir := t.TempDir()
	r, err := Create(dir, http.DefaultTransport, never(t))
	if err != nil {
		t.Fatal(err)
	}
	record(t, r, s.URL, 3)
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"value":[{"id":"fabrikam"}]}`)
	}))
	t.Cleanup(other.Close)
	var told error
	again, err := Resume(dir, http.DefaultTransport, func(err error) { told = err })
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := ask(t, again, other.URL, "/v1.0/organization"); err == nil || !strings.Contains(err.Error(), "fabrikam") {
		t.Errorf("got %v", err)
	}
	if told == nil || again.Finish(made) == nil {
		t.Errorf("the run goes on: told %v", told)
	}
	unsure, err := Resume(dir, http.DefaultTransport, never(t))
	if err != nil || unsure.Finish(made) == nil {
		t.Errorf("finished without asking whose it is: %v", err)
	}
	os.Remove(filepath.Join(dir, nameOf("/v1.0/organization")))
	if unknown, err := Resume(dir, http.DefaultTransport, never(t)); err != nil || unknown.Resumed() != 0 {
		t.Errorf("got %v, %v", unknown, err)
	}
}
