package graph

import (
	"context"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// autopilots reads the devices that are registered with classic Windows Autopilot. There may be one for each device of
// the tenant, so of each is kept what tells whether it is associated, and one word.
func (c *Client) autopilots(ctx context.Context, s *tenant.Settings) error {
	return gatherer[tenant.AutopilotDevice]{
		address: "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities",
		begin:   func() { s.Autopilots = nil },
		read: func(d *odata.Decoder, g *gathered[tenant.AutopilotDevice]) (a tenant.AutopilotDevice, wanted bool) {
			readObject(d, sent{"id", "serialNumber", "model"}, func(key []byte) {
				switch string(key) {
				case "id":
					g.id = append(g.id, d.Text()...)
				case "serialNumber":
					a.Serial = string(d.Text())
				case "model":
					a.Model = g.words.of(d.Text())
				default:
					d.Skip()
				}
			})
			return a, true
		},
		take: func(a tenant.AutopilotDevice) { s.Autopilots = append(s.Autopilots, a) },
	}.gather(ctx, c)
}
