package doctor

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"prepaudit/graph/odata"
)

// reply is one answer as it came.
type reply struct {
	status int
	header http.Header
	body   []byte
	from   *url.URL
	batch  bool
}

// take gives what was recorded.
func (r *Recorder) take() []*Answer {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Collect(maps.Values(r.answers))
}

// keep adds a reply to the answers that are like it.
func (r *Recorder) keep(ctx context.Context, c *chain, got *reply) {
	why, _ := ctx.Value(purposeKey{}).(purpose)
	a := &Answer{Request: c.text, Probe: why.probe, Batch: got.batch, Status: got.status}
	if got.status >= 400 {
		a.refusal(got.body)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	key := fmt.Sprint(a.Request, a.Probe, a.Batch, a.Status, a.Code)
	if known := r.answers[key]; known != nil {
		for _, phrase := range a.Says {
			if !slices.Contains(known.Says, phrase) {
				known.Says = append(known.Says, phrase)
			}
		}
		a = known
	}
	r.answers[key] = a
	a.Times++
	if !slices.Contains(a.For, why.dataset) {
		a.For = append(a.For, why.dataset)
	}
	add(&a.Headers, notable(got.status, got.header))
	if got.status == http.StatusOK {
		r.content(a, c, got)
	}
}

// content adds the shape of an answer, and what it tells of its place among pages.
func (r *Recorder) content(a *Answer, c *chain, got *reply) {
	if strings.HasSuffix(c.path, "/$count") {
		a.count(got.body)
		return
	}
	if a.Shape == nil {
		a.Shape = map[string]*Shape{}
	}
	s := &shaper{v: c.version, into: a.Shape}
	n, ids, ok := s.body(c.resource.Type, got.body)
	if !ok {
		add(&a.Headers, map[string]int{"no JSON object": 1})
		return
	}
	a.Elements += n
	for _, id := range ids {
		if c.seen[id] {
			a.Again++
		}
		c.seen[id] = true
	}
	var page struct {
		Count *int   `json:"@odata.count"`
		Next  string `json:"@odata.nextLink"`
	}
	if json.Unmarshal(got.body, &page); page.Count != nil {
		a.Counts = append(a.Counts, *page.Count)
		if *page.Count > 0 && n == 0 && page.Next == "" {
			a.Withheld++
		}
	}
	if page.Next != "" {
		form, link := linkForm(page.Next, got.from)
		add(&a.Next, map[string]int{form: 1})
		if c.pages >= mostPages {
			a.Cut++
		}
		r.chains[link] = c
	}
}

// count reads the answer of a $count, which comes in several forms.
func (a *Answer) count(body []byte) {
	form := "number"
	text := strings.TrimSpace(strings.TrimPrefix(string(body), "\uFEFF"))
	if unquoted, err := strconv.Unquote(text); err == nil {
		form, text = "number in quotation marks", unquoted
	}
	n, err := strconv.Atoi(text)
	if plain, bad := base64.StdEncoding.DecodeString(text); err != nil && bad == nil {
		form = "base64"
		n, err = strconv.Atoi(string(plain))
	}
	if err != nil {
		form = "another form"
	} else {
		a.Counts = append(a.Counts, n)
	}
	add(&a.Headers, map[string]int{"count as " + form: 1})
}

// linkForm says how the address of a next page is written.
func linkForm(link string, from *url.URL) (form, address string) {
	u, err := url.Parse(link)
	if err != nil {
		return "no address", ""
	}
	switch {
	case !u.IsAbs():
		form = "relative"
	case !strings.EqualFold(u.Host, from.Host):
		form = "another host"
	case u.Scheme != from.Scheme:
		form = "another scheme"
	default:
		form = "same host"
	}
	for _, token := range []string{"$skiptoken", "$skip", "$deltatoken"} {
		if u.Query().Has(token) {
			return form + ", " + token, u.String()
		}
	}
	return form + ", another token", u.String()
}

// refusal takes from the body of an error what is known.
func (a *Answer) refusal(body []byte) {
	var b struct {
		Error struct{ Code, Message *string }
	}
	if json.Unmarshal(body, &b) != nil || b.Error.Code == nil || b.Error.Message == nil {
		a.Code = "no code and message"
		return
	}
	a.Code = "another code"
	if slices.Contains(codes, *b.Error.Code) {
		a.Code = *b.Error.Code
	}
	for _, phrase := range phrases {
		if strings.Contains(strings.ToLower(*b.Error.Message), phrase) {
			a.Says = append(a.Says, phrase)
		}
	}
}

// notable is what checks look at among the headers of an answer.
func notable(status int, h http.Header) map[string]int {
	said := map[string]int{}
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		form := "another form"
		if value := h.Get("Retry-After"); value == "" {
			form = "none"
		} else if _, err := strconv.ParseFloat(value, 64); err == nil {
			form = "seconds"
		} else if _, err := http.ParseTime(value); err == nil {
			form = "date"
		}
		said["Retry-After: "+form]++
	}
	if strings.Contains(strings.ToLower(h.Get("Preference-Applied")), odata.NewEnumMembers) {
		said["Preference-Applied: "+odata.NewEnumMembers]++
	}
	if media, _, err := mime.ParseMediaType(h.Get("Content-Type")); status == http.StatusOK && h != nil {
		if err != nil || media != "application/json" && media != "text/plain" {
			media = "another type"
		}
		said["Content-Type: "+media]++
	}
	return said
}
