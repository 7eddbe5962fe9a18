package graphtest

import (
	"strconv"
	"strings"

	"prepaudit/graph/graphtest/metadata"
)

// open begins a collection: context, count and nextLink come before the values.
func (s *Server) open(req *request, b []byte, entity string, count, next int) []byte {
	b = append(b, `{"@odata.context":"`...)
	b = append(b, req.base...)
	b = append(b, "/$metadata#"...)
	b = append(b, entity...)
	if len(req.q.selected) > 0 {
		b = append(b, '(')
		b = append(b, strings.Join(req.q.selected, ",")...)
		b = append(b, ')')
	}
	b = append(b, '"')
	if count >= 0 {
		b = append(b, `,"@odata.count":`...)
		b = strconv.AppendInt(b, int64(count), 10)
	}
	if link := req.twist.link(s, req, next); link != "" {
		b = append(b, `,"@odata.nextLink":`...)
		b = append(b, plainJSON(link)...)
	}
	return append(b, `,"value":[`...)
}

// link gives the URL of the page that begins at next; next < 0 is no further page.
func (s *Server) link(req *request, q *query, next int) string {
	if next < 0 {
		return ""
	}
	raw := q.raw
	if raw != "" {
		raw += "&"
	}
	return req.base + req.path + "?" + raw + "$skiptoken=" + s.token(q, next)
}

// selection gives the properties to write.
func (q *query) selection(byDefault []string) []string {
	if len(q.selected) == 0 {
		return byDefault
	}
	return q.selected
}

// isCollection reports whether what is not there is an empty collection rather than null.
func isCollection(version, entity, property string) bool {
	kind, _ := metadata.Of(version).Property(entity, property)
	return strings.HasSuffix(kind, "[]")
}

// text is the reply of a $count segment.
func text(n int) reply {
	return reply{header: map[string]string{"Content-Type": "text/plain", "OData-Version": "4.0"},
		body: strconv.AppendInt(nil, int64(n), 10)}
}
