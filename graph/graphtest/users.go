package graphtest

import (
	"slices"
	"strings"
)

var defaultUserProperties = []string{"businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone",
	"officeLocation", "preferredLanguage", "surname", "userPrincipalName", "id"}

// singleUserProperties can be read of a single user only, as their documentation has it.
var singleUserProperties = []string{
	"aboutMe", "birthday", "hireDate", "interests", "mySite", "pastProjects", "preferredName", "responsibilities",
	"schools", "skills",
}

// userColumns checks the $select of users.
func (s *Server) userColumns(req *request, single bool) ([]column, error) {
	selected := req.q.selection(defaultUserProperties)
	if !single {
		for _, p := range selected {
			if slices.Contains(singleUserProperties, p) {
				return nil, refuse(501, "NotImplemented", "The property '"+p+"' can be read of a single user only.")
			}
		}
	}
	if slices.Contains(selected, "signInActivity") && !req.caller.may("AuditLog.Read.All") {
		return nil, denied()
	}
	return s.dir.columns(req.version, selected), nil
}

// userMatcher compiles the $filter of users.
func (s *Server) userMatcher(req *request) (matcher, error) {
	filter, err := req.twist.filter(req.q)
	if filter == "" {
		return matcher{runs: s.dir.everybody()}, err
	}
	m, advanced, err := s.dir.parseFilter(filter)
	if err == nil && advanced && !req.q.advanced() {
		err = refuseQuery("Operator: 'Not' is not supported because the required parameters might be missing. Try " +
			"adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to " +
			"https://aka.ms/graph-docs/advanced-queries for more information")
	}
	return m, err
}

func (s *Server) pageSize(req *request) (int, error) {
	size := req.q.top
	if size == 0 {
		size = defaultTop
		if req.route.page > 0 {
			size = req.route.page
		}
	}
	if limit := req.twist.maxTop; limit > 0 && req.q.top == 0 {
		size = min(size, limit)
	} else if limit > 0 && size > limit {
		return 0, refuseQuery(
			"Invalid page size specified: '" + itoa(size) + "'. Must be between 1 and " + itoa(limit) + " inclusive.")
	}
	if slices.Contains(req.q.selected, "signInActivity") {
		size = min(size, signInTop)
	}
	return size, nil
}

// users answers one page of the list of users.
func (s *Server) users(req *request) (reply, error) {
	cols, err := s.userColumns(req, false)
	if err != nil {
		return reply{}, err
	}
	m, err := s.userMatcher(req)
	if err != nil {
		return reply{}, err
	}
	most, err := s.pageSize(req)
	if err != nil {
		return reply{}, err
	}
	count := -1
	if req.q.advanced() && req.q.page == 1 {
		count = s.dir.count(m)
	}
	picked, next := s.dir.pick(m, req.q.from, most)
	picked, next = req.twist.users(req.q, picked, next)
	buf := buffers.Get().(*[]byte)
	b := s.open(req, (*buf)[:0], "users", count, next)
	var u user // one for all: it escapes
	for i, index := range picked {
		if i > 0 {
			b = append(b, ',')
		}
		u = s.dir.user(index)
		b = s.dir.appendUser(b, &u, cols, "")
	}
	return reply{body: append(b, "]}"...), buffer: buf}, nil
}

// pick gives up to size users from the index on, and where the next page begins, or -1.
func (d *directory) pick(m matcher, from, size int) (picked []int, next int) {
	picked = make([]int, 0, min(size, d.users))
	for _, r := range m.runs {
		for i := max(r.from, from); i < r.to; i++ {
			if m.also != nil {
				if u := d.user(i); !m.also(&u) {
					continue
				}
			}
			if len(picked) == size {
				return picked, i
			}
			picked = append(picked, i)
		}
	}
	return picked, -1
}

func (d *directory) count(m matcher) int {
	if m.also == nil {
		return size(m.runs)
	}
	n := 0
	for _, r := range m.runs {
		for i := r.from; i < r.to; i++ {
			if u := d.user(i); m.also(&u) {
				n++
			}
		}
	}
	return n
}

// userCount answers /users/$count.
func (s *Server) userCount(req *request) (reply, error) {
	if !req.q.eventual {
		return reply{}, refuseQuery("$count is not currently supported without the header ConsistencyLevel: eventual.")
	}
	req.q.count = true
	m, err := s.userMatcher(req)
	if err != nil {
		return reply{}, err
	}
	n := s.dir.count(m) + req.twist.drift
	if req.q.filter != "" {
		n -= req.twist.gap
	}
	return text(max(n, 0)), nil
}

// oneUser answers /users/{id or userPrincipalName}.
func (s *Server) oneUser(req *request) (reply, error) {
	id := req.parameters[0]
	i, found := s.dir.indexOfID(id)
	if !found && strings.Contains(id, "@") {
		i, found = s.dir.indexOfUPN(id)
	}
	if !found {
		return reply{}, notFound(id)
	}
	cols, err := s.userColumns(req, true)
	if err != nil {
		return reply{}, err
	}
	u := s.dir.user(i)
	b := s.dir.appendUser(nil, &u, cols, "")
	return reply{body: append([]byte(`{"@odata.context":"`+req.base+`/$metadata#users/$entity",`), b[1:]...)}, nil
}

// indexOfUPN finds a user by the whole userPrincipalName, in any case.
func (d *directory) indexOfUPN(upn string) (int, bool) {
	for _, r := range d.upnRuns(strings.ToLower(upn)) {
		for i := r.from; i < r.to; i++ {
			if u := d.user(i); strings.EqualFold(string(d.appendUPN(nil, &u)), upn) {
				return i, true
			}
		}
	}
	return 0, false
}
