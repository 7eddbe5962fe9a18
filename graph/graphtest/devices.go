package graphtest

import (
	"time"

	"prepaudit/graph/graphtest/metadata"
)

// deviceView is a list of devices as one service shows it.
type deviceView struct {
	set, entity string
	list        deviceList
	fields      map[string]deviceField
	filters     map[string][]string // the operators that a $filter may use, by property
	times       map[string]func(*directory, *device) time.Time
}

func (d *directory) entra() *deviceView {
	equal := []string{"eq", "ne", "startswith"}
	return &deviceView{"devices", "device", d.fleet.all, entraFields, map[string][]string{
		"displayName": equal, "operatingSystem": equal,
		"operatingSystemVersion": {"eq", "ne", "ge", "le", "startswith"},
		"trustType":              {"eq", "ne"}, "isManaged": {"eq", "ne"}, "isCompliant": {"eq", "ne"},
		"accountEnabled": {"eq", "ne"},
		"deviceId":       {"eq", "startswith"}, "id": {"eq"}, "approximateLastSignInDateTime": {"ge", "le"},
		"registrationDateTime": {"ge", "le"},
	}, map[string]func(*directory, *device) time.Time{
		"approximateLastSignInDateTime": (*directory).seen, "registrationDateTime": (*directory).enrolled,
	}}
}

func (d *directory) intune() *deviceView {
	date := []string{"lt", "gt", "le", "ge"}
	return &deviceView{"deviceManagement/managedDevices", "managedDevice", d.fleet.managed,
		managedFields, map[string][]string{
			"operatingSystem": {"eq"}, "lastSyncDateTime": date, "enrolledDateTime": date,
			// What tools that run on many tenants ask (public code, 2026-11).
			"serialNumber": {"eq"}, "deviceName": {"eq"},
		}, map[string]func(*directory, *device) time.Time{
			"lastSyncDateTime": (*directory).seen, "enrolledDateTime": (*directory).enrolled,
		}}
}

func (s *Server) devices(req *request) (reply, error) {
	return s.devicePage(req, s.dir.entra(), req.q.advanced())
}

// managedDevices counts unasked, as Intune does.
func (s *Server) managedDevices(req *request) (reply, error) {
	return s.devicePage(req, s.dir.intune(), true)
}

// deviceOverview counts devices by system, as Intune did when it last looked.
func (s *Server) deviceOverview(req *request) (reply, error) {
	windows := s.dir.countDevices(s.dir.intune(), func(v *device) bool { return v.kind.system == "Windows" })
	all := s.dir.countDevices(s.dir.intune(), nil)
	return s.entity(req, "deviceManagement/managedDeviceOverview", "managedDeviceOverview", nil, map[string]any{
		"id": s.dir.guid("managedDeviceOverview", 0), "enrolledDeviceCount": all, "mdmEnrolledCount": all,
		"dualEnrolledDeviceCount":      0,
		"deviceOperatingSystemSummary": map[string]any{"windowsCount": windows, "unknownCount": 0},
	})
}

func (s *Server) devicePage(req *request, view *deviceView, counted bool) (reply, error) {
	selected := req.q.selection(metadata.Of(req.version).Properties(view.entity))
	keep, err := s.deviceFilter(req, view)
	if err != nil {
		return reply{}, err
	}
	most, err := s.pageSize(req)
	if err != nil {
		return reply{}, err
	}
	count := -1
	if counted && req.q.page == 1 {
		count = s.dir.countDevices(view, keep) + req.twist.drift
		if keep != nil {
			count -= req.twist.gap
		}
	}
	picked, next := s.dir.pickDevices(view, keep, req.q.from, most)
	picked, next = req.twist.users(req.q, picked, next)
	cols := s.dir.deviceColumns(view, req.version, selected)
	buf := buffers.Get().(*[]byte)
	b := s.open(req, (*buf)[:0], view.set, count, next)
	var v device // one for all: it escapes
	for i, index := range picked {
		if i > 0 {
			b = append(b, ',')
		}
		v = s.dir.device(index, view.list)
		for j := range cols {
			b = cols[j].write(s.dir, append(b, cols[j].key...), &v)
		}
		if req.q.expands("registeredOwners") {
			b = s.dir.appendOwners(b, &v)
		}
		b = append(b, '}')
	}
	return reply{body: append(b, "]}"...), buffer: buf}, nil
}

// deviceColumn is one selected property of devices.
type deviceColumn struct {
	key   string // `"name":`, with the brace or comma before it
	write deviceField
}

func (d *directory) deviceColumns(view *deviceView, version string, selected []string) []deviceColumn {
	var out []deviceColumn
	for i, name := range selected {
		c := deviceColumn{`,"` + name + `":`, view.fields[name]}
		if i == 0 {
			c.key = "{" + c.key[1:]
		}
		if c.write == nil {
			c.write = always("null")
			if isCollection(version, view.entity, name) {
				c.write = always("[]")
			}
		}
		out = append(out, c)
	}
	return out
}

// pickDevices gives up to size devices from the index on, and where the next page begins, or -1.
func (d *directory) pickDevices(view *deviceView, keep deviceMatcher, from, size int) (picked []int, next int) {
	picked = make([]int, 0, min(size, view.list.n))
	var v device // one for all: it escapes
	for i := from; i < view.list.n; i++ {
		if keep != nil {
			if v = d.device(i, view.list); !keep(&v) {
				continue
			}
		}
		if len(picked) == size {
			return picked, i
		}
		picked = append(picked, i)
	}
	return picked, -1
}

func (d *directory) countDevices(view *deviceView, keep deviceMatcher) int {
	if keep == nil {
		return view.list.n
	}
	n := 0
	var v device // one for all: it escapes
	for i := range view.list.n {
		if v = d.device(i, view.list); keep(&v) {
			n++
		}
	}
	return n
}

// deviceCount answers /devices/$count.
func (s *Server) deviceCount(req *request) (reply, error) {
	if !req.q.eventual {
		return reply{}, refuseQuery("$count is not currently supported without the header ConsistencyLevel: eventual.")
	}
	req.q.count = true
	view := s.dir.entra()
	keep, err := s.deviceFilter(req, view)
	if err != nil {
		return reply{}, err
	}
	n := s.dir.countDevices(view, keep) + req.twist.drift
	if keep != nil {
		n -= req.twist.gap
	}
	return text(max(n, 0)), nil
}

// ownedDevices answers the devices of one user, as objects of the directory.
func (s *Server) ownedDevices(req *request) (reply, error) {
	owner, found := s.dir.indexOfID(req.parameters[0])
	if !found {
		return reply{}, notFound(req.parameters[0])
	}
	view := s.dir.entra()
	selected := req.q.selection(metadata.Of(req.version).Properties(view.entity))
	if !req.caller.may("Device.Read.All") && !req.caller.may("Directory.Read.All") {
		selected = []string{"id"} // of a type that the caller may not read, the id is all there is
	}
	return s.devicesOf(req, view, "directoryObjects", `"@odata.type":"#microsoft.graph.device",`, selected, owner), nil
}

// managedDevicesOf answers those of one user that Intune has.
func (s *Server) managedDevicesOf(req *request) (reply, error) {
	owner, found := s.dir.indexOfID(req.parameters[0])
	if !found {
		return reply{}, notFound(req.parameters[0])
	}
	view := s.dir.intune()
	selected := req.q.selection(metadata.Of(req.version).Properties(view.entity))
	return s.devicesOf(req, view, view.set, "", selected, owner), nil
}

// devicesOf writes the devices of one user, each with kind before its properties.
func (s *Server) devicesOf(req *request, view *deviceView, set, kind string, selected []string, owner int) reply {
	cols := s.dir.deviceColumns(view, req.version, selected)
	b := s.open(req, nil, set, -1, -1)
	first := true
	var v device // one for all: it escapes
	for i := range view.list.n {
		if v = s.dir.device(i, view.list); !v.named() || len(s.dir.fleet.owners) == 0 || s.dir.ownerIndex(&v) != owner {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(append(b, '{'), kind...)
		for j := range cols {
			key := cols[j].key
			if j == 0 {
				key = key[1:]
			}
			b = cols[j].write(s.dir, append(b, key...), &v)
		}
		b = append(b, '}')
	}
	return reply{body: append(b, "]}"...)}
}

// appendOwners writes who joined or registered the device.
func (d *directory) appendOwners(b []byte, v *device) []byte {
	b = append(b, `,"registeredOwners":[`...)
	if v.named() && len(d.fleet.owners) > 0 {
		b = append(b, `{"@odata.type":"#microsoft.graph.user","id":`...)
		b = ownFields["id"](d, b, d.ownerOf(v))
		b = append(b, '}')
	}
	return append(b, ']')
}
