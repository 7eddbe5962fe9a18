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
	err := each(ctx, c, "/v1.0/devices", map[string]string{
		"%24select": "id,trustType", "%24expand": "registeredOwners($select=id)", "%24top": "999",
	},
		func() { owners = owners[:0] },
		readOwner,
		func(owner tenant.GUID) { owners = append(owners, owner) })
	if err != nil {
		return tenant.Owned{}, c.failed(tenant.OwnedDevices, err)
	}
	return tenant.NewOwned(owners), nil
}

// readOwner reads whose a device is, and whether it counts.
func readOwner(d *odata.Decoder) (owner tenant.GUID, counts bool) {
	readObject(d, func(key []byte) {
		switch string(key) {
		case "trustType":
			kind := d.Text()
			counts = string(kind) == "AzureAd" || string(kind) == "Workplace"
		case "registeredOwners":
			if !d.Array() {
				return
			}
			for d.More() {
				if id, _ := readMember(d); owner.IsZero() {
					owner = id
				}
			}
		default:
			d.Skip()
		}
	})
	return owner, counts && !owner.IsZero()
}
