package graph

import (
	"context"
	"errors"
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
	if err != nil || sum != all || !c.many(all, dividedAbove) {
		c.log.Debug("devices are read one page after the other", "devices", all, "of the parts", sum, "error", err)
		return nil
	}
	return parts
}

// OwnedBy counts those of one user alone by what DevicesOf read. Where that was refused, the devices of everybody tell.
func (c *Client) OwnedBy(ctx context.Context, s *tenant.Settings, user tenant.GUID, devices []tenant.OwnDevice,
	err error) error {
	switch {
	case errors.Is(err, ErrNotSaved), errors.Is(err, errLimited), isDenied(err):
		return c.Read(ctx, tenant.OwnedDevices, s)
	case err != nil:
		return err
	}
	var owned tenant.Owned
	for i := range devices {
		if devices[i].Counts {
			owned.Add(user)
		}
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
