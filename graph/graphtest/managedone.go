package graphtest

import (
	"slices"
	"strings"

	"prepaudit/graph/graphtest/metadata"
)

// onlyAlone are the values that Intune gives when a single device is read and they are selected by name.
var onlyAlone = map[string]deviceField{
	"physicalMemoryInBytes": func(_ *directory, b []byte, v *device) []byte {
		return append(b, [...]string{"8589934592", "17179869184", "34359738368"}[v.luck%3]...)
	},
	"hardwareInformation": func(d *directory, b []byte, v *device) []byte {
		maker, model := v.build()
		return append(b, plainJSON(map[string]any{
			"manufacturer": maker, "model": model, "serialNumber": string(v.appendSerial(nil)),
			"operatingSystemEdition": v.kind.family, "tpmVersion": "2.0, 0, 1.38", "tpmSpecificationVersion": "2.0",
		})...)
	},
}

// managedDevice answers one device of Intune's.
func (s *Server) managedDevice(req *request) (reply, error) {
	view := s.dir.intune()
	rank, found := s.dir.rankOf("managedDevice", req.parameters[0])
	if !found || rank < view.list.from || rank >= view.list.from+view.list.n {
		return reply{}, notFound(req.parameters[0])
	}
	v := s.dir.deviceOf(rank)
	b := []byte(`{"@odata.context":"` + req.base + `/$metadata#` + view.set + `/$entity"`)
	selected := req.q.selection(metadata.Of(req.version).Properties(view.entity))
	for _, c := range s.dir.deviceColumns(view, req.version, selected) {
		b = append(b, ',')
		b = append(b, c.key[1:]...)
		name := strings.Trim(c.key[1:], `":`)
		if alone := onlyAlone[name]; alone != nil && slices.Contains(req.q.selected, name) {
			b = alone(s.dir, b, &v)
			continue
		}
		b = c.write(s.dir, b, &v)
	}
	return reply{body: append(b, '}')}, nil
}
