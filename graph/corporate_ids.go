package graph

import (
	"context"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// corporateIDs counts the corporate identifiers by their type. There may be one for each device, so they are
// counted as they arrive.
func (c *Client) corporateIDs(ctx context.Context, s *tenant.Settings) error {
	return gatherer[string]{
		address: "/beta/deviceManagement/importedDeviceIdentities?$select=id,importedDeviceIdentityType",
		begin:   func() { s.CorporateIDs = map[string]int{} },
		read: func(d *odata.Decoder, g *gathered[string]) (kind string, wanted bool) {
			readObject(d, sent{"id", "importedDeviceIdentityType"}, func(key []byte) {
				switch string(key) {
				case "id":
					g.id = append(g.id, d.Text()...)
				case "importedDeviceIdentityType":
					kind = g.words.of(d.Text())
				default:
					d.Skip()
				}
			})
			return kind, true
		},
		take: func(kind string) { s.CorporateIDs[kind]++ },
	}.gather(ctx, c)
}
