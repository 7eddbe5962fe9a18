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
	selected := req.q.selection(metadata.Of(req.version).Properties(view.entity))
	id := view.fields["id"]
	var v device // one for all: it escapes
	var scratch []byte
	for i := range view.list.n {
		v = s.dir.device(i, view.list)
		if scratch = id(s.dir, scratch[:0], &v); !strings.EqualFold(string(scratch[1:37]), req.parameters[0]) {
			continue
		}
		b := []byte(`{"@odata.context":"` + req.base + `/$metadata#` + view.set + `/$entity"`)
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
	return reply{}, notFound(req.parameters[0])
}
