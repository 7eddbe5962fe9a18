// Package saved answers requests to Graph from files, in which somebody saved its answers.
package saved

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
)

// Folder answers requests from the files of a folder.
type Folder struct {
	dir     string
	answers Answers
	files   map[string][]*file // by stem, in natural order
}

// Open looks through each file of a folder once. An error tells all that are broken or hold no answer.
func Open(dir string, answers Answers) (*Folder, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("reading saved answers: %w", err)
	}
	s := &Folder{dir: dir, answers: answers, files: map[string][]*file{}}
	var unusable []error
	for _, e := range entries {
		stem := s.answers.stem(e.Name())
		if stem == "" || e.IsDir() {
			continue
		}
		f, err := scanFile(filepath.Join(dir, e.Name()))
		if err != nil {
			unusable = append(unusable, err)
			continue
		}
		s.files[stem] = append(s.files[stem], f)
	}
	if len(s.files) == 0 && unusable == nil {
		return nil, broken(dir, "there is no saved answer in this folder", saveAll)
	}
	for _, stem := range slices.Sorted(maps.Keys(s.files)) {
		files := s.files[stem]
		slices.SortFunc(files, func(a, b *file) int { return naturally(a.name, b.name) })
		// Groups are looked up by name and may be the answers to several filters.
		if err := oneChain(files); err != nil && stem != "groups" {
			unusable = append(unusable, err)
		}
	}
	if unusable != nil {
		return nil, together(unusable)
	}
	return s, nil
}

// RoundTrip answers a request of package graph.
func (s *Folder) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.HasSuffix(req.URL.Path, "/$count") {
		return s.count(req)
	}
	a, stem := s.answers.For(req.URL)
	if a.Name == GroupsInError && !s.Has(stem) {
		stem = "groups" // for want of better, see Has
	}
	if a.Name == "organization-ID" && !s.Has(stem) {
		// The answer by id has a file of its own where somebody saved the list too.
		if stem = "organization"; !s.Has(stem) {
			stem = "organization-ID"
		}
	}
	return s.serve(req, a, stem)
}

// serve sends one file as one page: the whole of an object, or a collection with a nextLink to the
// next file.
func (s *Folder) serve(req *http.Request, a Answer, stem string) (*http.Response, error) {
	files, save := s.files[strings.ToLower(stem)], "save the answer to GET "+a.request(req.URL)
	if len(files) == 0 {
		return nil, &Error{"there's no file " + filepath.Join(s.dir, stem+".json"), save}
	}
	n := 0
	if token := req.URL.Query().Get("$skiptoken"); token != "" {
		n, _ = strconv.Atoi(token)
	}
	if n >= len(files) {
		return nil, &Error{files[len(files)-1].path + " has a nextLink that no file continues", saveNext}
	}
	f := files[n]
	if f.refused != 0 {
		body, err := f.open()
		if err != nil {
			return nil, err
		}
		refusal := answerWith(req, body, body)
		refusal.StatusCode = f.refused
		return refusal, nil
	}
	if !f.collection && !a.object && a.Name != "organization" {
		return nil, broken(f.path, "it has one object, not a collection", save)
	}
	body, err := f.open()
	if err != nil {
		return nil, err
	}
	if f.collection && a.object {
		return s.element(req, f, body)
	}
	if !f.collection && !a.object {
		list := io.MultiReader(strings.NewReader(`{"value":[`), body, strings.NewReader(`]}`))
		return answerWith(req, list, body), nil
	}
	if a.object {
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
func (s *Folder) element(req *http.Request, f *file, body io.ReadCloser) (*http.Response, error) {
	defer body.Close()
	text, err := io.ReadAll(io.LimitReader(body, 1<<20))
	if err != nil {
		return nil, err
	}
	var elements []json.RawMessage
	text = bytes.TrimPrefix(bytes.TrimSpace(text), []byte(":"))
	if err := json.Unmarshal(text, &elements); err != nil || len(elements) != 1 {
		return nil, broken(f.path, "it doesn't have exactly one organization", "")
	}
	return answerWith(req, bytes.NewReader(elements[0]), io.NopCloser(nil)), nil
}

// count sends what @odata.count says in the files, where one of them has it.
func (s *Folder) count(req *http.Request) (*http.Response, error) {
	n := s.counted()
	if n < 0 {
		return nil, ErrNotCounted
	}
	return answerWith(req, strings.NewReader(strconv.Itoa(n)), io.NopCloser(nil)), nil
}

// ErrNotCounted is the answer to a request for the number of users where no file has it.
var ErrNotCounted = &Error{"the saved answers do not say how many users there are",
	"ask with $count=true and the header ConsistencyLevel: eventual"}

func answerWith(req *http.Request, r io.Reader, c io.Closer) *http.Response {
	body := struct {
		io.Reader
		io.Closer
	}{r, c}
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: req, Body: body,
	}
}

// request is the one that should be saved for a path.
func (s *Folder) Request(path string) string {
	u := &url.URL{Path: path}
	a, _ := s.answers.For(u)
	return a.request(u)
}

// Has reports whether there is an answer of this name.
func (s *Folder) Has(stem string) bool { return len(s.files[strings.ToLower(stem)]) > 0 }
