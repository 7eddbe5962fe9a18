package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// ledger keeps which requests commands send to a simulated tenant, and what is wrong with them. The tenant holds path,
// verb and query against Graph's own metadata; headers, most of which Graph overlooks, are held here.
type ledger struct {
	mu    sync.Mutex
	asked map[string]string // the command that asked first, by request
	wrong []string          // "command: request: what is wrong", once by the command that asked first
}

// planted is the code of refusals that a test plants, to see what a command asks then.
const planted = "Planted"

// watch notes what a command asks a tenant, the items of batches too.
func (l *ledger) watch(command string, tenant http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		answer := &tee{ResponseWriter: w}
		tenant.ServeHTTP(answer, r)
		l.note(command, r.Method, r.URL.RequestURI(), r.Header, answer.status, answer.body.Bytes())
		if strings.HasSuffix(r.URL.Path, "/$batch") {
			l.noteItems(command, strings.TrimSuffix(r.URL.Path, "/$batch"), body, answer.body.Bytes())
		}
	})
}

// tee keeps an answer while it passes it on.
type tee struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (t *tee) WriteHeader(status int) {
	t.status = status
	t.ResponseWriter.WriteHeader(status)
}

func (t *tee) Write(b []byte) (int, error) {
	t.body.Write(b)
	return t.ResponseWriter.Write(b)
}

func (l *ledger) noteItems(command, version string, asked, answered []byte) {
	var in struct {
		Requests []struct {
			ID, Method, URL string
			Headers         map[string]string
		}
	}
	var out struct {
		Responses []struct {
			ID     string
			Status int
			Body   json.RawMessage
		}
	}
	if json.Unmarshal(asked, &in) != nil || json.Unmarshal(answered, &out) != nil {
		return // the batch as a whole was refused, which is noted
	}
	for _, item := range in.Requests {
		header := http.Header{}
		for name, value := range item.Headers {
			header.Set(name, value)
		}
		for _, got := range out.Responses {
			if got.ID == item.ID {
				uri := version + "/" + strings.TrimPrefix(item.URL, "/")
				l.note(command, item.Method, uri, header, got.Status, got.Body)
			}
		}
	}
}

func (l *ledger) note(command, method, uri string, header http.Header, status int, body []byte) {
	request := requestOf(method, uri)
	if len(header.Values("ConsistencyLevel")) > 0 {
		request += " ConsistencyLevel"
	}
	problems := headerProblems(uri, header)
	if !slices.Contains(tried, request) {
		problems = append(problems, refusalOf(status, body)...)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.asked[request] == "" {
		if l.asked == nil {
			l.asked = map[string]string{}
		}
		l.asked[request] = command
	}
	for _, problem := range problems {
		line := ": " + request + ": " + problem
		if !slices.ContainsFunc(l.wrong, func(w string) bool { return strings.HasSuffix(w, line) }) {
			l.wrong = append(l.wrong, command+line)
		}
	}
}

// identity is what stands for one object: a GUID with what may be tied to it, or a principal name.
var identity = regexp.MustCompile(`[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?:_\w+)?|[^/?=&']+@[^/?&']+`)

// requestOf writes a request without the ids in it, and a further page like the first.
func requestOf(method, uri string) string {
	path, raw, _ := strings.Cut(uri, "?")
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	var options []string
	for option := range strings.SplitSeq(raw, "&") {
		if plain, err := url.QueryUnescape(option); err == nil {
			option = plain
		}
		if option != "" && !strings.HasPrefix(option, "$skiptoken=") {
			options = append(options, option)
		}
	}
	slices.Sort(options)
	request := method + " " + path
	if len(options) > 0 {
		request += "?" + strings.Join(options, "&")
	}
	return identity.ReplaceAllString(request, "{}")
}

// refusalOf tells a refusal of what was asked from one of what is not there, and from what a test has planted.
func refusalOf(status int, body []byte) []string {
	var answer struct {
		Error struct{ Code, Message string }
	}
	if status < 400 || json.Unmarshal(body, &answer) != nil {
		return nil
	}
	e := answer.Error
	switch status {
	case http.StatusBadRequest, http.StatusMethodNotAllowed, http.StatusNotImplemented:
	case http.StatusNotFound:
		if e.Code != "ResourceNotFound" { // Graph has the path, the tenant not the object
			return nil
		}
	default:
		return nil
	}
	if e.Code == planted {
		return nil
	}
	return []string{fmt.Sprintf("%d %s: %s", status, e.Code, e.Message)}
}

// knownHeaders are the headers that a request may have, with the values that are fixed.
var knownHeaders = map[string]string{
	"Accept": "application/json", "Accept-Encoding": "", "Accept-Language": "", "Authorization": "",
	"Client-Request-Id": "", "Consistencylevel": "eventual", "Content-Length": "", "Content-Type": "application/json",
	"Prefer": "include-unknown-enum-members", "User-Agent": "",
}

// headerProblems holds headers against what Graph documents.
func headerProblems(uri string, header http.Header) (problems []string) {
	for name, values := range header {
		want, known := knownHeaders[name]
		if !known {
			problems = append(problems, "the header "+name+" is not known")
		}
		if want != "" && !slices.Equal(values, []string{want}) {
			problems = append(problems, fmt.Sprintf("the header %s is %q, not %q", name, values, want))
		}
	}
	path, _, _ := strings.Cut(uri, "?")
	directory := regexp.MustCompile(`^/(v1\.0|beta)/(users|groups|devices)(/|$)`).MatchString(path)
	if len(header.Values("ConsistencyLevel")) > 0 && !directory {
		problems = append(problems, "ConsistencyLevel means nothing here")
	}
	if strings.HasSuffix(path, "/$count") && header.Get("Accept") != "" {
		problems = append(problems, "a $count is plain text, and Graph answers 415 to "+header.Get("Accept"))
	}
	return problems
}
