package graphtest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"prepaudit/graph/graphtest/metadata"
)

// query is the query options of one request.
type query struct {
	raw      string
	top      int // 0: not given
	selected []string
	filter   string
	expanded []string // navigation properties
	count    bool     // $count=true
	eventual bool     // ConsistencyLevel: eventual
	from     int      // where a continued page begins
	page     int      // 1 for the first
}

func (q *query) expands(name string) bool { return slices.Contains(q.expanded, name) }

// advanced reports whether the request may use the directory's index of advanced queries.
func (q *query) advanced() bool { return q.count && q.eventual }

// parseQuery reads the options of a request, of which a resource takes those that Graph's metadata allows and the
// simulation knows. A $skiptoken stands for the whole query that it continues, whatever is beside it.
func (s *Server) parseQuery(req *request) (*query, error) {
	rt := req.route
	q := &query{raw: req.rawQuery, page: 1, eventual: strings.EqualFold(req.header.Get("ConsistencyLevel"), "eventual")}
	v, err := url.ParseQuery(q.raw)
	if err != nil {
		return nil, refuse(400, "BadRequest", "The query string is malformed.")
	}
	if token := v.Get("$skiptoken"); token != "" {
		if q.raw, q.from, q.page, err = s.openToken(token); err != nil {
			return nil, err
		}
		if v, err = url.ParseQuery(q.raw); err != nil {
			return nil, refuse(400, "BadRequest", "The query string is malformed.")
		}
	}
	for name, values := range v {
		if !slices.Contains(rt.options, name) && !(name == "$expand" && rt.expand != nil) {
			return nil, refuseQuery(fmt.Sprintf("The query option '%.40s' is not supported by this resource.", name))
		}
		if len(values) > 1 {
			return nil, refuse(400, "BadRequest", fmt.Sprintf(
				"Query option '%s' was specified more than once, but it must be specified at most once.", name))
		}
	}
	if err := metadata.Of(req.version).Check(req.resource, v); err != nil {
		return nil, refuse(400, "BadRequest", err.Error())
	}
	q.selected, q.filter = metadata.List(v.Get("$select")), v.Get("$filter")
	for _, e := range metadata.Expansions(v.Get("$expand")) {
		if !slices.Contains(rt.expand, e.Name) {
			return nil, refuseQuery(fmt.Sprintf("The property '%.40s' cannot be expanded here.", e.Name))
		}
		q.expanded = append(q.expanded, e.Name)
	}
	q.count = strings.EqualFold(v.Get("$count"), "true")
	if top := v.Get("$top"); top != "" {
		most := maxTop
		if rt.page > 0 {
			most = rt.page
		}
		if q.top, err = strconv.Atoi(top); err != nil || q.top < 1 || q.top > most {
			return nil, refuseQuery(
				fmt.Sprintf("Invalid page size specified: '%.20s'. Must be between 1 and %d inclusive.", top, most))
		}
	}
	return q, nil
}

const (
	maxTop     = 999
	defaultTop = 100
	signInTop  = 500 // with signInActivity
)

// token makes the opaque $skiptoken of the page that follows.
func (s *Server) token(q *query, from int) string {
	plain := fmt.Sprintf("%d.%d.%s", from, q.page+1, q.raw)
	sum := s.tokenSum(plain)
	return base64.RawURLEncoding.EncodeToString(append(sum[:6:6], plain...))
}

func (s *Server) tokenSum(plain string) [32]byte {
	return sha256.Sum256([]byte(s.dir.id + plain))
}

func (s *Server) openToken(token string) (raw string, from, page int, err error) {
	bad := refuse(400, "Request_BadRequest", "The specified page token value is invalid.")
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) < 6 {
		return "", 0, 0, bad
	}
	if sum := s.tokenSum(string(b[6:])); string(sum[:6]) != string(b[:6]) {
		return "", 0, 0, bad
	}
	part := strings.SplitN(string(b[6:]), ".", 3)
	from, err1 := strconv.Atoi(part[0])
	page, err2 := strconv.Atoi(part[1])
	if err1 != nil || err2 != nil {
		return "", 0, 0, bad
	}
	return part[2], from, page, nil
}
