package graph

import (
	"context"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// autopilots reads the devices that are registered with classic Windows Autopilot. There may be one for each device of
// the tenant, so of each is kept what tells whether it is associated, and one word.
func (c *Client) autopilots(ctx context.Context, s *tenant.Settings) error {
	var models words
	return each(ctx, c, "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities",
		func() { s.Autopilots = nil },
		func(d *odata.Decoder) (a tenant.AutopilotDevice, ok bool) {
			readObject(d, func(key []byte) {
				switch string(key) {
				case "serialNumber":
					a.Serial = string(d.Text())
				case "model":
					a.Model = models.of(d.Text())
				default:
					d.Skip()
				}
			})
			return a, true
		},
		func(a tenant.AutopilotDevice) { s.Autopilots = append(s.Autopilots, a) })
}
