package graphtest

import (
	"errors"
	"strconv"
	"strings"
)

// twist is what a fault does to the content of a page.
type twist struct {
	refuseFilter string // a $filter with this in it is refused
	ignoreFilter string // one with this in it lets everything through
	maxTop       int
	drift        int // added to $count
	gap          int // taken from the $count of a filter
	empty        bool
	loop         bool
	double       bool
	vanish       int
	relink       func(string) string
}

// pageFaults are pages that are well-formed and wrong.
func pageFaults() []FaultKind {
	return []FaultKind{
		{Name: "empty", Description: "a page without objects that has a nextLink",
			twist: func(t *twist, _ string) { t.empty = true }},
		{Name: "loop", times: Ever, Description: "the nextLink leads to the page that it is on",
			twist: func(t *twist, _ string) { t.loop = true }},
		{Name: "other-host", times: Ever, Description: "the nextLink leads to another host",
			twist: func(t *twist, _ string) {
				t.relink = func(link string) string {
					_, path, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(link, "https://"), "http://"), "/")
					return "https://graph.evil.example/" + path
				}
			}},
		{Name: "plain-http", times: Ever, Description: "the nextLink leads to http on a host that isn't loopback",
			twist: func(t *twist, _ string) {
				t.relink = func(link string) string {
					_, path, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(link, "https://"), "http://"), "/")
					return "http://graph.microsoft.com/" + path
				}
			}},
		{Name: "double", Description: "the page begins with the last user of the previous page",
			twist: func(t *twist, _ string) { t.double = true }},
		{Name: "vanish", Value: "N", value: "3", check: isNumber,
			Description: "N users of the page are deleted during the read",
			twist:       func(t *twist, v string) { t.vanish = number(v) }},
		{Name: "drift", Value: "N", value: "5", times: Ever, check: isNumber,
			Description: "$count is N too high (too low if N is negative), as if users come and go",
			twist:       func(t *twist, v string) { t.drift = number(v) }},
		{Name: "gap", Value: "N", value: "50", times: Ever, check: isNumber,
			Description: "$count of a filter is N too low, so parts don't add up",
			twist:       func(t *twist, v string) { t.gap = number(v) }},
		{Name: "page-size", Value: "N", value: "120", times: Ever, check: isNumber,
			Description: "a $top above N is refused",
			twist:       func(t *twist, v string) { t.maxTop = number(v) }},
		{Name: "refuse-filter", Value: "TEXT", value: "startsWith", times: Ever,
			Description: "a $filter that contains TEXT is refused",
			twist:       func(t *twist, v string) { t.refuseFilter = v }},
		{Name: "ignore-filter", Value: "TEXT", value: "startsWith", times: Ever,
			Description: "a $filter that contains TEXT is silently ignored, as Intune ignores filters that it " +
				"doesn't know",
			twist: func(t *twist, v string) { t.ignoreFilter = v }},
	}
}

func isNumber(v string) error {
	if _, err := strconv.Atoi(v); err != nil {
		return errors.New("the value isn't a whole number: " + v)
	}
	return nil
}

// number reads what isNumber has seen.
func number(v string) int {
	n, _ := strconv.Atoi(v)
	return n
}

// filter gives the $filter that is obeyed; "" lets everything through.
func (t *twist) filter(q *query) (string, error) {
	switch {
	case t.refuseFilter != "" && strings.Contains(q.filter, t.refuseFilter):
		return "", refuseQuery("Unsupported Query.")
	case t.ignoreFilter != "" && strings.Contains(q.filter, t.ignoreFilter):
		return "", nil
	}
	return q.filter, nil
}

// users applies the twist to the users of a page.
func (t *twist) users(q *query, picked []int, next int) ([]int, int) {
	if t.empty && len(picked) > 0 {
		return nil, picked[0]
	}
	if t.double && q.from > 0 {
		picked = append([]int{q.from - 1}, picked...)
	}
	return picked[min(t.vanish, len(picked)):], next
}

// link applies the twist to a nextLink.
func (t *twist) link(s *Server, req *request, next int) string {
	if t.loop {
		same := *req.q
		same.page--
		return s.link(req, &same, req.q.from)
	}
	link := s.link(req, req.q, next)
	if t.relink != nil && link != "" {
		return t.relink(link)
	}
	return link
}
