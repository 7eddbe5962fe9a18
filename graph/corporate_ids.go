package graph

import (
	"context"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// CorporateIDs counts the corporate identifiers by their type. There may be one for each device, so they are
// counted as they arrive.
func (c *Client) CorporateIDs(ctx context.Context) (map[string]int, error) {
	var counts map[string]int
	err := each(ctx, c, "/beta/deviceManagement/importedDeviceIdentities?$select=id,importedDeviceIdentityType",
		func() { counts = map[string]int{} },
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
		func(kind string) { counts[kind]++ })
	return counts, c.failed(tenant.CorporateIDs, err)
}
