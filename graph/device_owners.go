package graph

import (
	"context"
	"strings"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// ownedDevices counts the devices that each user joined or registered, which is what the quota of the tenant counts.
// Devices that are joined to Active Directory are not the user's.
func (c *Client) ownedDevices(ctx context.Context, s *tenant.Settings) error {
	var owned tenant.Owned
	err := gatherer[tenant.GUID]{
		address: "/v1.0/devices?$expand=registeredOwners($select=id)&$select=deviceId,trustType&$top=999",
		divide:  func(int) ([]partition, int) { return c.deviceParts(ctx), -1 },
		begin:   func() { owned = tenant.Owned{} },
		read:    readOwner,
		take:    owned.Add,
	}.gather(ctx, c)
	if err != nil {
		return err
	}
	owned.Close()
	s.Owned = owned
	return nil
}

// deviceParts divides many devices of the directory by the first digit of deviceId, which is a random GUID. There are
// none where they are few, or their counts do not add up.
func (c *Client) deviceParts(ctx context.Context) []partition {
	const digits = "0123456789abcdef"
	var parts []partition
	for i := 0; i < len(digits); i += len(digits) / partitionCount {
		p := partition{prefixes: strings.Split(digits[i:i+len(digits)/partitionCount], "")}
		p.filter = startsWithOne("deviceId", p.prefixes...)
		parts = append(parts, p)
	}
	all, sum, err := c.sumOf(ctx, "/devices", parts)
	if err != nil || sum != all || all < dividedAbove {
		c.log.Debug("devices are read in one chain", "devices", all, "of the parts", sum, "error", err)
		return nil
	}
	return parts
}

// OwnedBy counts those of one user alone, looked at from the user's side. Graph's reference knows no application
// permission for that, and of a device that the caller may not read it sends nothing but an id: then the devices of
// everybody tell.
func (c *Client) OwnedBy(ctx context.Context, s *tenant.Settings, user tenant.GUID) error {
	if c.saved != nil {
		return c.Read(ctx, tenant.OwnedDevices, s)
	}
	var owned tenant.Owned
	limited := false
	err := gatherer[bool]{
		address: "/v1.0/users/{id}/ownedDevices?$top=999", fill: []string{user.String()},
		begin: func() { owned, limited = tenant.Owned{}, false },
		read: func(d *odata.Decoder, g *gathered[bool]) (counted, wanted bool) {
			known := false
			readObject(d, sentOfMember, func(key []byte) {
				switch string(key) {
				case "id":
					g.readID(d)
				case "trustType":
					kind := d.Text()
					known, counted = known || len(kind) > 0, joined(kind)
				case "deviceId": // every device has one; some have no trustType
					known = len(d.Text()) > 0 || known
				default:
					d.Skip()
				}
			})
			limited = limited || !known
			return counted, counted
		},
		take: func(bool) { owned.Add(user) },
	}.gather(ctx, c)
	if limited || isDenied(err) {
		return c.Read(ctx, tenant.OwnedDevices, s)
	}
	if err != nil {
		return c.failed(tenant.OwnedDevices, err)
	}
	owned.Close()
	s.Owned = owned
	return nil
}

// joined says of a trustType whether the quota counts the device.
func joined(trustType []byte) bool {
	return string(trustType) == "AzureAd" || string(trustType) == "Workplace"
}

var sentOfDevice = sent{"trustType", "registeredOwners"}

// readOwner reads whose a device is, its deviceId, and whether it counts.
func readOwner(d *odata.Decoder, g *gathered[tenant.GUID]) (owner tenant.GUID, counts bool) {
	readObject(d, sentOfDevice, func(key []byte) {
		switch string(key) {
		case "deviceId":
			g.key = append(g.key, d.Text()...)
			g.id = append(g.id, g.key...)
		case "id": // of a saved answer
			g.id = append(g.id, d.Text()...)
		case "trustType":
			counts = joined(d.Text())
		case "registeredOwners":
			if !d.Array() {
				d.Lack("registeredOwners")
			}
			for d.More() {
				readObject(d, sentOfMember, func(key []byte) {
					if string(key) == "id" && owner.IsZero() {
						owner = readGUID(d)
					} else {
						d.Skip()
					}
				})
			}
		default:
			d.Skip()
		}
	})
	return owner, counts && !owner.IsZero()
}
