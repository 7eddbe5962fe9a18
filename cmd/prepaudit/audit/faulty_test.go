package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// pieces is how many pages every collection has under faulty.
const pieces = 3

// faulty is a Graph whose collections all have several pages, and of which one request goes wrong.
type faulty struct {
	next  http.RoundTripper
	mu    sync.Mutex
	kept  map[string]*whole // answers to requests, whole collections
	asked map[string]*whole // what answered each kind of request, by its pattern; nil keeps none

	pattern string // of the requests that go wrong
	page    int    // from 1; 0 is every one
	fault   *wrong // nil is none
	hits    int
}

// whole is an answer, and of a collection all pages in one.
type whole struct {
	status int
	header http.Header
	body   []byte
	doc    map[string]any
	list   []any          // nil is no collection
	cuts   map[int][]byte // its pages as they are sent, by their number from 0
}

var anID = regexp.MustCompile(`[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}(_[A-Za-z0-9]+)*`)

// patternOf names a kind of request: its path without ids, and its filter, of which some decide what is asked.
func patternOf(req *http.Request) string {
	q := req.URL.Query()
	pattern := req.Method + " " + anID.ReplaceAllString(req.URL.Path, "{id}")
	if f := q.Get("$filter"); f != "" {
		pattern += "?" + anID.ReplaceAllString(f, "{id}")
	}
	return pattern
}

func (f *faulty) RoundTrip(req *http.Request) (*http.Response, error) {
	piece := 0
	if token, rest, ok := strings.Cut(req.URL.RawQuery, "piece="); ok {
		piece, _ = strconv.Atoi(rest)
		req = req.Clone(req.Context())
		req.URL.RawQuery = strings.TrimSuffix(token, "&")
	}
	all, err := f.all(req)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	pattern := patternOf(req)
	if f.asked != nil {
		f.asked[pattern] = all
	}
	p := page{request: req, number: piece + 1, all: all, status: all.status, header: all.header, body: all.body}
	last := all.list == nil || piece == pieces-1
	hit := f.fault != nil && pattern == f.pattern && (f.page == 0 || f.page == piece+1 || f.page == pieces && last)
	if kept := all.cuts[piece]; kept != nil && !hit {
		p.body = kept
	} else if all.list != nil {
		p.cut()
		all.cuts[piece] = p.body
	}
	if hit {
		f.hits++
		f.fault.do(&p)
	}
	if p.err != nil && p.body == nil {
		return nil, p.err
	}
	var body io.Reader = bytes.NewReader(p.body)
	if p.err != nil {
		body = io.MultiReader(body, failing{p.err})
	}
	return &http.Response{StatusCode: p.status, Header: p.header, Body: io.NopCloser(body), Request: req}, nil
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// all reads an answer to its last page.
func (f *faulty) all(req *http.Request) (*whole, error) {
	var sent []byte
	if req.Body != nil {
		sent, _ = io.ReadAll(req.Body)
	}
	key := req.Method + req.URL.String() + string(sent)
	f.mu.Lock()
	w := f.kept[key]
	f.mu.Unlock()
	if w != nil {
		return w, nil
	}
	w = &whole{cuts: map[int][]byte{}}
	for link := req.URL.String(); link != ""; {
		one, err := http.NewRequestWithContext(req.Context(), req.Method, link, bytes.NewReader(sent))
		if err != nil {
			return nil, err
		}
		one.Header = req.Header
		resp, err := f.next.RoundTrip(one)
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return nil, err
		}
		var doc map[string]any
		_ = json.Unmarshal(body, &doc)
		list, collection := doc["value"].([]any)
		if link == req.URL.String() {
			w.status, w.header, w.body, w.doc = resp.StatusCode, resp.Header, body, doc
		}
		if link = ""; collection && req.Method == http.MethodGet {
			w.list = append(slices.Clip(w.list), list...)
			if w.list == nil {
				w.list = []any{}
			}
			link, _ = doc["@odata.nextLink"].(string)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept[key] = w
	return w, nil
}

// page is one answer on its way.
type page struct {
	request *http.Request
	number  int // from 1
	all     *whole
	doc     map[string]any // of a collection, or nil

	status int
	header http.Header
	body   []byte
	err    error // in place of the answer, or behind its body
}

func (p *page) size() int { return max(1, (len(p.all.list)+pieces-1)/pieces) }

// items are those of a page of the same collection.
func (p *page) items(number int) []any {
	from := min((number-1)*p.size(), len(p.all.list))
	return p.all.list[from:min(from+p.size(), len(p.all.list))]
}

func (p *page) link(piece int) string {
	u := *p.request.URL
	if u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += "piece=" + strconv.Itoa(piece)
	return u.String()
}

// cut makes the page of a collection.
func (p *page) cut() {
	p.doc = map[string]any{}
	for name, v := range p.all.doc {
		if name != "@odata.nextLink" && (name != "@odata.count" || p.number == 1) {
			p.doc[name] = v
		}
	}
	p.doc["value"] = p.items(p.number)
	if p.number != pieces { // behind the last there is no end
		p.doc["@odata.nextLink"] = p.link(p.number)
	}
	p.write()
}

func (p *page) write() { p.body, _ = json.Marshal(p.doc) }

// counted reports whether the first page says how many objects there are.
func (w *whole) counted() bool { return w.doc["@odata.count"] != nil }

// wrong is a way to go wrong.
type wrong struct {
	name string
	list bool // of collections alone
	lost bool // objects are missing, and nothing but a count can tell
	do   func(*page)
}

// wrongs lists them, but for those of single properties.
func wrongs() []wrong {
	var all []wrong
	for _, status := range []int{400, 401, 403, 404, 409, 410, 418, 429, 500, 501, 503} {
		all = append(all, wrong{name: fmt.Sprint(status), do: func(p *page) {
			p.answer(status, `{"error":{"code":"Fault","message":"made up"}}`)
			p.header = http.Header{"Retry-After": {"3600"}}
		}})
	}
	for name, body := range map[string]string{
		"error in a 200": `{"error":{"code":"InternalServerError","message":"made up"}}`, "no body": ``, "null": `null`,
		"a list": `[]`, "an empty object": `{}`, "a number": `42`, "blanks": "  \n", "a web page": `<!doctype html><html></html>`,
	} {
		all = append(all, wrong{name: name, do: func(p *page) { p.answer(200, body) }})
	}
	all = append(all,
		wrong{name: "reset", do: func(p *page) { p.body, p.err = nil, syscall.ECONNRESET }},
		wrong{name: "cut", do: func(p *page) { p.body, p.err = p.body[:len(p.body)/2], io.ErrUnexpectedEOF }},
		wrong{name: "cut without a word", do: func(p *page) { p.body = p.body[:len(p.body)/2] }},
		wrong{name: "something behind", do: func(p *page) { p.body = append(slices.Clip(p.body), `{"value":[]}`...) }},
		wrong{name: "BOM", do: func(p *page) { p.body = append([]byte("\xef\xbb\xbf"), p.body...) }},
	)
	change := func(name string, lost bool, do func(*page)) {
		all = append(all, wrong{name: name, list: true, lost: lost, do: func(p *page) {
			if p.doc == nil {
				return // a refusal
			}
			do(p)
			p.write()
		}})
	}
	set := func(name, key string, v any) { change(name, false, func(p *page) { p.doc[key] = v }) }
	add := func(name string, more any) {
		change(name, false, func(p *page) { p.doc["value"] = append(slices.Clip(p.items(p.number)), more) })
	}
	const next = "@odata.nextLink"
	change("no nextLink", true, func(p *page) { delete(p.doc, next) })
	change("no objects", true, func(p *page) { p.doc["value"] = []any{} })
	change("no objects and no end", false, func(p *page) { p.doc["value"], p.doc[next] = []any{}, p.link(p.number+1000) })
	change("a link to itself", false, func(p *page) { p.doc[next] = p.link(p.number - 1) })
	change("a link to the first", false, func(p *page) { p.doc[next] = p.link(0) })
	change("pages overlap", false, func(p *page) {
		p.doc["value"] = slices.Concat(p.items(max(1, p.number-1)), p.items(p.number))
	})
	change("no value", false, func(p *page) { delete(p.doc, "value") })
	change("a link in lower case", false, func(p *page) {
		if link := p.doc[next]; link != nil {
			delete(p.doc, next)
			p.doc["@odata.nextlink"] = link
		}
	})
	change("an error behind", false, func(p *page) {
		p.doc["value"], p.doc["error"] = []any{}, map[string]any{"code": "InternalServerError", "message": "made up"}
		delete(p.doc, next)
	})
	set("value is null", "value", nil)
	set("value is a text", "value", "x")
	set("value is an object", "value", map[string]any{})
	set("the link is null", next, nil)
	set("the link is empty", next, "")
	set("the link is a number", next, 5)
	set("the link is none", next, "::not a url::")
	set("the link leads elsewhere", next, "https://graph.evil.example/v1.0/users")
	add("null among them", nil)
	add("a list among them", []any{})
	add("a text among them", "x")
	add("nothing among them", map[string]any{})
	add("an error among them", map[string]any{"error": map[string]any{"code": "InternalServerError"}})
	slices.SortFunc(all, func(a, b wrong) int { return strings.Compare(a.name, b.name) })
	return all
}

func (p *page) answer(status int, body string) {
	p.status, p.header, p.body = status, http.Header{"Content-Type": {"application/json"}}, []byte(body)
}

// without takes a property out of every object of an answer, or puts another value in its place.
func without(path string, instead func(v any) (any, bool)) wrong {
	return wrong{name: path, do: func(p *page) {
		text, _ := json.Marshal(p.all.doc)
		if p.doc != nil {
			text, _ = json.Marshal(p.doc)
		}
		var doc map[string]any
		if json.Unmarshal(text, &doc) != nil {
			return
		}
		change(doc, strings.Split(path, "."), instead)
		p.body, _ = json.Marshal(doc)
	}}
}

func change(v any, path []string, instead func(v any) (any, bool)) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			change(one, path, instead)
		}
	case map[string]any:
		name := strings.ReplaceAll(path[0], typeName, "@odata.type")
		old, there := v[name]
		switch {
		case !there:
		case len(path) > 1:
			change(old, path[1:], instead)
		default:
			if changed, stays := instead(old); stays {
				v[name] = changed
			} else {
				delete(v, name)
			}
		}
	}
}

// paths lists the properties of an answer at every depth.
func paths(v any, prefix string, into map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			paths(one, prefix, into)
		}
	case map[string]any:
		for name, value := range v {
			path := strings.TrimPrefix(prefix+"."+name, ".")
			if !strings.Contains(name, "@odata.") || name == "@odata.type" {
				if !strings.Contains(name, ".") || name == "@odata.type" {
					into[strings.ReplaceAll(path, "@odata.type", typeName)] = true
				}
				paths(value, path, into)
			}
		}
	}
}

// typeName stands for @odata.type, whose dot divides nothing.
const typeName = "@odata-type"
