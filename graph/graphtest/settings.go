package graphtest

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"prepaudit/graph/graphtest/metadata"
)

// list answers a small collection with the selected properties of its objects, on one page or several.
func (s *Server) list(req *request, set, entity string, byDefault []string, objects []map[string]any) (reply, error) {
	selected := req.q.selection(byDefault)
	most, err := s.pageSize(req)
	if err != nil {
		return reply{}, err
	}
	count, next := -1, -1
	if req.q.advanced() && req.q.page == 1 {
		count = len(objects)
	}
	from := min(req.q.from, len(objects))
	to := min(from+most, len(objects))
	if to < len(objects) {
		next = to
	}
	b := s.open(req, nil, set, count, next)
	for i, o := range objects[from:to] {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, s.object(req, entity, selected, o)...)
	}
	return reply{body: append(b, "]}"...)}, nil
}

// entity answers a single object.
func (s *Server) entity(req *request, set, entity string, byDefault []string, o map[string]any) (reply, error) {
	b := s.object(req, entity, req.q.selection(byDefault), o)
	return reply{body: append([]byte(`{"@odata.context":"`+req.base+`/$metadata#`+set+`/$entity",`), b[1:]...)}, nil
}

// object writes the selected properties of o. What o lacks is null, or an empty collection.
func (s *Server) object(req *request, entity string, selected []string, o map[string]any) []byte {
	b := []byte{'{'}
	if selected == nil {
		for _, p := range metadata.Of(req.version).Properties(entity) {
			if _, has := o[p]; has {
				selected = append(selected, p)
			}
		}
	}
	selected = append(slices.Clone(selected), req.q.expanded...)
	for i, p := range selected {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, p...)
		b = append(b, '"', ':')
		v, has := o[p]
		if !has && isCollection(req.version, entity, p) {
			v = []any{}
		}
		b = append(b, plainJSON(v)...)
	}
	return append(b, '}')
}

// plainJSON is json.Marshal without escapes for HTML, which Graph doesn't make.
func plainJSON(v any) []byte {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimRight(buf.Bytes(), "\n")
}

// subscribedSKUs answers the products of the tenant.
func (s *Server) subscribedSKUs(req *request) (reply, error) {
	var list []map[string]any
	for i, st := range s.dir.stock {
		k := s.dir.skus[st.part]
		seats := s.dir.seats(st)
		plans := slices.Clone(k.Plans)
		for _, p := range s.dir.skus["Microsoft_Intune_Suite"].Plans {
			if slices.Contains(st.suite, p.Name) {
				plans = append(plans, p)
			}
		}
		for j := range plans {
			if status, ok := st.plans[plans[j].Name]; ok {
				plans[j].Status = status
			}
		}
		list = append(list, map[string]any{
			"accountName": s.dir.org, "accountId": s.dir.id, "appliesTo": "User",
			"capabilityStatus": st.state(), "consumedUnits": s.dir.consumed(st.part),
			"id": s.dir.id + "_" + k.ID, "skuId": k.ID, "skuPartNumber": firstOf(st.rename, k.PartNumber),
			"prepaidUnits": seats, "servicePlans": plans, "subscriptionIds": []string{s.dir.guid("subscription", i)},
		})
	}
	return s.list(req, "subscribedSkus", "subscribedSku", nil, list)
}

func (st stock) state() string { return firstOf(st.status, "Enabled") }

// consumed is the number of users who hold the product.
func (d *directory) consumed(part string) int {
	n := 0
	for _, p := range d.profiles {
		if parts, _ := p.assigned(d.skus); slices.Contains(parts, part) {
			n += p.count
		}
	}
	for i := range d.blocks {
		if p := d.blocks[i].special; p != nil {
			if parts, _ := p.assigned(d.skus); slices.Contains(parts, part) {
				n += d.blocks[i].n
			}
		}
	}
	return n
}

// seats gives prepaidUnits: all seats stand under the state of the product.
func (d *directory) seats(st stock) map[string]int {
	n := max(d.consumed(st.part)+st.spare, 0)
	seats := map[string]int{"enabled": 0, "warning": 0, "suspended": 0, "lockedOut": 0}
	switch st.state() {
	case "Enabled":
		seats["enabled"] = n
	case "Warning":
		seats["warning"] = n
	case "Suspended":
		seats["suspended"] = n
	case "LockedOut":
		seats["lockedOut"] = n
	}
	return seats
}

// subscriptions answers /directory/subscriptions.
func (s *Server) subscriptions(req *request) (reply, error) {
	if req.q.filter != "" {
		return reply{}, refuseQuery("Unsupported Query.")
	}
	var list []map[string]any
	for i, st := range s.dir.stock {
		k := s.dir.skus[st.part]
		seats := s.dir.seats(st)
		ends := st.ends
		if ends == 0 {
			ends = 365
		}
		list = append(list, map[string]any{
			"id": s.dir.guid("subscription", i), "commerceSubscriptionId": s.dir.guid("commerce", i),
			"createdDateTime":       s.dir.Now.AddDate(-1, 0, 0).Format(time.RFC3339),
			"nextLifecycleDateTime": s.dir.Now.AddDate(0, 0, ends).Format(time.RFC3339),
			"isTrial":               st.trial, "skuId": k.ID,
			"skuPartNumber": firstOf(st.rename, k.PartNumber), "status": st.state(),
			"totalLicenses": seats["enabled"] + seats["warning"] + seats["suspended"] + seats["lockedOut"],
			"serviceStatus": k.Plans,
		})
	}
	return s.list(req, "directory/subscriptions", "companySubscription", nil, list)
}

func (d *directory) organization() map[string]any {
	return map[string]any{
		"id": d.id, "displayName": d.org, "tenantType": firstOf(d.kind, "AAD"),
		"countryLetterCode": "DE", "defaultUsageLocation": nil,
		"createdDateTime": d.Now.AddDate(-9, 0, 0).Format(time.RFC3339), "mobileDeviceManagementAuthority": nil,
		"verifiedDomains": []any{
			map[string]any{"capabilities": "Email, OfficeCommunicationsOnline", "isDefault": false, "isInitial": true,
				"name": d.initialDomain, "type": "Managed"},
			map[string]any{"capabilities": "Email, OfficeCommunicationsOnline, Intune", "isDefault": true,
				"isInitial": false, "name": d.domain, "type": "Managed"},
		},
	}
}

// organizations answers the list, in which the Intune-backed property is always null.
func (s *Server) organizations(req *request) (reply, error) {
	return s.list(req, "organization", "organization", nil, []map[string]any{s.dir.organization()})
}

// organization answers the one organization; the MDM authority must be selected by name.
func (s *Server) organization(req *request) (reply, error) {
	if !strings.EqualFold(req.parameters[0], s.dir.id) {
		return reply{}, notFound(req.parameters[0])
	}
	o := s.dir.organization()
	if slices.Contains(req.q.selected, "mobileDeviceManagementAuthority") {
		o["mobileDeviceManagementAuthority"] = s.dir.authority
		if s.dir.authority == "" {
			o["mobileDeviceManagementAuthority"] = nil
		}
	}
	return s.entity(req, "organization", "organization", nil, o)
}
