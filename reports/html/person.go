package html

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"
	"strings"
)

// Standing is what many people have in common: whether they are ready, by what they are blocked, which rules say
// something of them. It is text once for all of them.
type Standing struct {
	Attributes    template.HTMLAttr
	Todo, Blocked template.HTML
}

// Set writes the text: the causes by their numbers on the page.
func (s *Standing) Set(state, todo string, causes []int, rules []string) {
	slices.Sort(causes)
	var words, links []string
	for _, n := range causes {
		no := strconv.Itoa(n)
		words, links = append(words, no), append(links, `<a href="#c`+no+`">`+no+`</a>`)
	}
	attribute := func(name, value string) string { return name + `="` + template.HTMLEscapeString(value) + `"` }
	s.Attributes = template.HTMLAttr(attribute("data-state", state) + " " +
		attribute("data-causes", strings.Join(words, " ")) + " " + attribute("data-rules", strings.Join(rules, " ")))
	s.Todo = template.HTML(template.HTMLEscapeString(todo))
	s.Blocked = template.HTML(strings.Join(links, ", "))
}

// AppendCell writes a cell of a person: the template takes longer for all of them than for the rest of the page. Only the
// text and the link may come from a tenant, and are escaped.
func AppendCell(b []byte, c Cell) []byte {
	b = append(b, "<td"...)
	if c.Wide {
		b = append(b, ` class="wide"`...)
	}
	b = append(b, '>')
	switch {
	case c.Text == "": // a link without a text could not be followed by ear
	case c.Tone != "":
		b = append(append(append(b, `<span class="tag `...), c.Tone...), `">`...)
		b = append(appendText(b, c.Text), "</span>"...)
	case c.Link != "":
		b = append(appendText(append(b, `<a href="`...), c.Link), `" target="_blank" rel="noopener noreferrer">`...)
		b = append(appendText(b, c.Text), "</a>"...)
	default:
		b = appendText(b, c.Text)
	}
	return append(b, "</td>"...)
}

func appendText(b []byte, s string) []byte {
	if !strings.ContainsAny(s, "<>&'\"\x00") {
		return append(b, s...)
	}
	w := bytes.NewBuffer(b)
	template.HTMLEscape(w, []byte(s))
	return w.Bytes()
}
