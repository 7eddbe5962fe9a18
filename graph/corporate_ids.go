package graph

import (
	"context"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// corporateIDs counts the corporate identifiers by their type. There may be one for each device, so they are
// counted as they arrive.
func (c *Client) corporateIDs(ctx context.Context, s *tenant.Settings) error {
	return each(ctx, c, "/beta/deviceManagement/importedDeviceIdentities?$select=id,importedDeviceIdentityType",
		func() { s.CorporateIDs = map[string]int{} },
		func(d *odata.Decoder) (kind string, ok bool) {
			readObject(d, func(key []byte) {
				if string(key) == "importedDeviceIdentityType" {
					kind = string(d.Text())
				} else {
					d.Skip()
				}
			})
			return kind, true
		},
		func(kind string) { s.CorporateIDs[kind]++ })
}
