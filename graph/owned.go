package graph

import (
	"context"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// OwnedDevices counts the devices that each user joined or registered, which is what the quota of the tenant counts.
// Devices that are joined to Active Directory are not the user's.
func (c *Client) OwnedDevices(ctx context.Context) (tenant.Owned, error) {
	var owners []tenant.GUID
	err := c.each(ctx, "/v1.0/devices", map[string]string{
		"%24select": "id,trustType", "%24expand": "registeredOwners($select=id)", "%24top": "999",
	},
		func() { owners = owners[:0] },
		func(d *odata.Decoder) func() {
			var first tenant.GUID
			counts := false
			readObject(d, func(key string) {
				switch key {
				case "trustType":
					kind := string(d.Text())
					counts = kind == "AzureAd" || kind == "Workplace"
				case "registeredOwners":
					if !d.Array() {
						return
					}
					for d.More() {
						if id, _ := readMember(d); first.IsZero() {
							first = id
						}
					}
				default:
					d.Skip()
				}
			})
			if !counts || first.IsZero() {
				return func() {}
			}
			return func() { owners = append(owners, first) }
		})
	if err != nil {
		return tenant.Owned{}, c.failed(tenant.OwnedDevices, err)
	}
	return tenant.NewOwned(owners), nil
}
