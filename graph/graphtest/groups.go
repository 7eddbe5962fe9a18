package graphtest

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

func itoa(n int) string { return strconv.Itoa(n) }

var defaultGroupProperties = []string{"id", "createdDateTime", "description", "displayName", "groupTypes", "mail",
	"mailEnabled", "mailNickname", "securityEnabled", "visibility"}

// object is a group as properties.
func (d *directory) object(g *group) map[string]any {
	licenses := []any{}
	if g.license != "" {
		licenses = append(licenses,
			map[string]any{"skuId": d.skus[g.license].ID, "disabledPlans": d.planIDs(g.license, g.off)})
	}
	var processing any
	if g.license != "" {
		processing = map[string]any{"state": firstOf(g.processing, "ProcessingComplete")}
	}
	types := []string{}
	if g.dynamic {
		types = append(types, "DynamicMembership")
	}
	return map[string]any{
		"id": g.id, "displayName": g.name, "createdDateTime": d.Now.AddDate(-2, 0, 0).Format(time.RFC3339),
		"groupTypes": types, "onPremisesSyncEnabled": nil, "mailEnabled": false, "mailNickname": "group" + g.id[:8], "securityEnabled": true,
		"isAssignableToRole": false, "assignedLicenses": licenses, "licenseProcessingState": processing,
	}
}

// planIDs are those of plans by their names.
func (d *directory) planIDs(part string, names []string) []string {
	ids := []string{}
	for _, name := range names {
		ids = append(ids, d.skus[part].planID(name))
	}
	return ids
}

func (d *directory) groupByID(id string) *group {
	if i := slices.IndexFunc(d.groups, func(g *group) bool { return strings.EqualFold(g.id, id) }); i >= 0 {
		return d.groups[i]
	}
	return nil
}

// groupList answers /groups; of filters it takes "displayName eq" and "startsWith(displayName,".
func (s *Server) groupList(req *request) (reply, error) {
	if strings.HasPrefix(req.q.filter, "hasMembersWithLicenseErrors") && req.q.eventual {
		// The one filter that ConsistencyLevel spoils (microsoft-graph-docs-contrib #9437).
		return reply{}, refuseQuery("Unsupported or invalid query filter clause specified " +
			"for property 'hasMembersWithLicenseErrors' of resource 'Group'.")
	}
	if strings.Contains(req.q.filter, "/$count") && !req.q.advanced() {
		return reply{}, refuseQuery("Operator '$count' is not supported because the required parameters are missing: " +
			"$count=true and the header ConsistencyLevel: eventual.")
	}
	keep := func(*group) bool { return true }
	if only, ok, err := s.dir.licenseFilter(req.q.filter); err != nil {
		return reply{}, err
	} else if ok {
		keep = only
	} else if f := req.q.filter; f != "" {
		p := &parser{d: s.dir, rest: f}
		prefix := p.word("startswith(displayName,") || p.word("startsWith(displayName,")
		if !prefix && (p.name() != "displayName" || p.name() != "eq") {
			return reply{},
				refuseQuery("Unsupported or invalid query filter clause specified for property of resource 'Group'.")
		}
		want, err := p.text()
		if err != nil {
			return reply{}, err
		}
		if rest := strings.TrimSpace(p.rest); prefix && rest != ")" || !prefix && rest != "" {
			return reply{}, invalidFilter(p.rest)
		}
		want = strings.ToLower(want)
		keep = func(g *group) bool {
			shown := strings.ToLower(g.name)
			return shown == want || prefix && strings.HasPrefix(shown, want)
		}
	}
	var kept []map[string]any
	for _, g := range s.dir.groups {
		if keep(g) {
			kept = append(kept, s.dir.object(g))
		}
	}
	return s.list(req, "groups", "group", defaultGroupProperties, kept)
}

// licenseFilter takes the three filters that find groups by their licenses.
func (d *directory) licenseFilter(filter string) (keep func(*group) bool, ok bool, err error) {
	if filter == "hasMembersWithLicenseErrors eq true" {
		return d.hasErrors, true, nil
	}
	if filter == "assignedLicenses/$count ne 0" {
		return func(g *group) bool { return g.license != "" }, true, nil
	}
	sku, found := strings.CutPrefix(filter, "assignedLicenses/any(x:x/skuId eq ")
	if !found {
		return nil, false, nil
	}
	if sku, found = strings.CutSuffix(sku, ")"); !found {
		return nil, false, invalidFilter(filter)
	}
	return func(g *group) bool { return g.license != "" && strings.EqualFold(d.skus[g.license].ID, sku) }, true, nil
}

// hasErrors reports whether a path by the group is in error.
func (d *directory) hasErrors(g *group) bool {
	return slices.ContainsFunc(d.profiles, func(p *profile) bool {
		return p.count > 0 &&
			slices.ContainsFunc(p.holds, func(h held) bool { return h.group == g.name && h.state == "Error" })
	})
}

func (s *Server) oneGroup(req *request) (reply, error) {
	g := s.dir.groupByID(req.parameters[0])
	if g == nil {
		return reply{}, notFound(req.parameters[0])
	}
	return s.entity(req, "groups", "group", defaultGroupProperties, s.dir.object(g))
}

// groupsOf answers the groups that a user belongs to, through others too.
func (s *Server) groupsOf(req *request) (reply, error) {
	i, found := s.dir.indexOfID(req.parameters[0])
	if !found {
		return reply{}, notFound(req.parameters[0])
	}
	if !req.q.advanced() {
		return reply{},
			refuseQuery("The request uses a cast that needs the header ConsistencyLevel: eventual and $count=true.")
	}
	u := s.dir.user(i)
	var in []map[string]any
	for _, g := range s.dir.groups {
		if slices.ContainsFunc(g.transitive, func(x span) bool { return x.from <= u.rank && u.rank < x.to }) {
			in = append(in, s.dir.object(g))
		}
	}
	return s.list(req, "groups", "group", defaultGroupProperties, in)
}

// members answers members and transitiveMembers, with and without the cast to users.
func (s *Server) members(req *request) (reply, error) {
	g := s.dir.groupByID(req.parameters[0])
	if g == nil {
		return reply{}, notFound(req.parameters[0])
	}
	cast := strings.HasSuffix(req.path, "/microsoft.graph.user")
	if cast && !req.q.advanced() {
		return reply{},
			refuseQuery("The request uses a cast that needs the header ConsistencyLevel: eventual and $count=true.")
	}
	if req.q.filter != "" && !cast {
		return reply{}, refuseQuery("Unsupported Query.")
	}
	m, err := s.userMatcher(req)
	if err != nil {
		return reply{}, err
	}
	cols, err := s.userColumns(req, false)
	if err != nil {
		return reply{}, err
	}
	if !req.caller.may("User.Read.All") && !req.caller.may("User.ReadBasic.All") &&
		!req.caller.may("Directory.Read.All") {
		// of a type that the caller may not read, the id is all there is
		cols = s.dir.columns(req.version, []string{"id"})
	}
	most, err := s.pageSize(req)
	if err != nil {
		return reply{}, err
	}
	people, inner := g.membership(req.path)
	prepared := s.dir.preparedFor(g)
	kind := "user"
	if cast {
		kind, inner, prepared = "", nil, nil
	}
	total := size(people) + len(inner) + size(prepared)
	count, next := -1, -1
	picked := make([]int, 0, most)
	if req.q.advanced() && req.q.page == 1 {
		count = 0
	}
	var u user // one for all: it escapes
	for i := req.q.from; i < total && (next < 0 || count >= 0); i++ {
		if req.q.filter != "" {
			if u = s.dir.user(s.dir.index(nth(people, i))); !m.is(&u) {
				continue
			}
		}
		if len(picked) < most {
			picked = append(picked, i)
		} else if next < 0 {
			next = i
		}
		if count >= 0 {
			count++
		}
	}
	if count >= 0 {
		count += req.twist.drift
		if req.q.filter != "" {
			count -= req.twist.gap
		}
	}
	picked, next = req.twist.users(req.q, picked, next)
	buf := buffers.Get().(*[]byte)
	b := s.open(req, (*buf)[:0], "directoryObjects", count, next)
	for k, i := range picked {
		if k > 0 {
			b = append(b, ',')
		}
		if n := size(people) + len(inner); i >= n {
			b = s.dir.appendMemberDevice(b, nth(prepared, i-n), req.caller)
			continue
		}
		if n := size(people); i >= n {
			b = append(b, `{"@odata.type":"#microsoft.graph.group","id":"`+inner[i-n].id+`"}`...)
			continue
		}
		u = s.dir.user(s.dir.index(nth(people, i)))
		b = s.dir.appendUser(b, &u, cols, kind)
	}
	return reply{body: append(b, "]}"...), buffer: buf}, nil
}

func (s *Server) memberCount(req *request) (reply, error) {
	g := s.dir.groupByID(req.parameters[0])
	if g == nil {
		return reply{}, notFound(req.parameters[0])
	}
	if !req.q.eventual {
		return reply{}, refuseQuery("$count is not currently supported without the header ConsistencyLevel: eventual.")
	}
	people, inner := g.membership(req.path)
	return text(size(people) + len(inner) + size(s.dir.preparedFor(g))), nil
}

// membership gives the people and the groups that a path asks for.
func (g *group) membership(path string) ([]span, []*group) {
	if strings.Contains(path, "/transitiveMembers") {
		return g.transitive, g.innerAll
	}
	return g.direct, g.inner
}
