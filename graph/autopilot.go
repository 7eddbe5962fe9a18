package graph

import (
	"context"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// mostClassic is how many devices of classic Windows Autopilot are told by name.
const mostClassic = 20

// autopilots counts the devices that are registered with classic Windows Autopilot.
func (c *Client) autopilots(ctx context.Context, s *tenant.Settings) error {
	all := &s.Autopilots
	return each(ctx, c, "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities",
		func() { *all = tenant.AutopilotDevices{} },
		func(d *odata.Decoder) (a tenant.AutopilotDevice, ok bool) {
			readObject(d, func(key []byte) {
				switch string(key) {
				case "id":
					a.ID = string(d.Text())
				case "serialNumber":
					a.Serial = string(d.Text())
				case "model":
					a.Model = string(d.Text())
				case "userPrincipalName":
					a.UPN = string(d.Text())
				case "groupTag":
					a.GroupTag = string(d.Text())
				default:
					d.Skip()
				}
			})
			return a, true
		},
		func(a tenant.AutopilotDevice) {
			all.Total++
			if len(all.Sample) < mostClassic {
				all.Sample = append(all.Sample, a)
			}
		})
}
