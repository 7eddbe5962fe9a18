package graph

import (
	"context"
	"errors"
	"slices"
	"time"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// ErrNotSaved is why something is not there that is read of one person alone: saved answers do not have it.
var ErrNotSaved = errors.New("saved answers don't include it")

// errLimited is Graph's answer of devices to one who may read users alone.
var errLimited = errors.New("of devices nothing but ids was sent")

// DevicesOf reads the devices that a user joined or registered, from the user's side. Graph's reference knows no
// application permission for that, and of a device that the caller may not read it sends nothing but an id, which is an
// error here.
func (c *Client) DevicesOf(ctx context.Context, user tenant.GUID) ([]tenant.OwnDevice, error) {
	if c.inLists() {
		return nil, ErrNotSaved
	}
	var all []tenant.OwnDevice
	limited := false
	err := gatherer[tenant.OwnDevice]{
		address: "/v1.0/users/{id}/ownedDevices?$top=999", fill: []string{user.String()},
		begin: func() { all, limited = nil, false },
		read: func(d *odata.Decoder, g *gathered[tenant.OwnDevice]) (v tenant.OwnDevice, wanted bool) {
			kind := ""
			readObject(d, sentOfMember, func(key []byte) {
				switch string(key) {
				case "id":
					v.ID = g.readID(d)
				case "deviceId": // every device has one; some have no trustType
					v.Entra = readGUID(d)
				case "trustType":
					kind = string(d.Text())
				case "displayName":
					v.Name = string(d.Text())
				case "operatingSystem":
					v.System = string(d.Text())
				case "operatingSystemVersion":
					v.Version = string(d.Text())
				case "approximateLastSignInDateTime":
					v.LastSignIn = readTime(d)
				default:
					d.Skip()
				}
			})
			v.Counts = joined([]byte(kind))
			limited = limited || kind == "" && v.Entra.IsZero()
			return v, true
		},
		take: func(v tenant.OwnDevice) { all = append(all, v) },
	}.gather(ctx, c)
	if err == nil && limited {
		return nil, errLimited
	}
	return all, c.failed(tenant.OwnedDevices, err)
}

// managedDevice is what Intune says of one device.
type managedDevice struct {
	identified
	Name    string     `json:"deviceName" sent:"null"`
	System  string     `json:"operatingSystem" sent:"null"`
	Version string     `json:"osVersion" sent:"null"`
	Serial  string     `json:"serialNumber" sent:"null"`
	Entra   string     `json:"azureADDeviceId" sent:"null"`
	Synced  *time.Time `json:"lastSyncDateTime" sent:"null"`
	User    string     `json:"userId" sent:"null"`
}

func (w managedDevice) own() (v tenant.OwnDevice) {
	v = tenant.OwnDevice{Name: w.Name, System: w.System, Version: w.Version, Serial: w.Serial}
	v.Managed, _ = tenant.ParseGUID(w.ID)
	v.Entra, _ = tenant.ParseGUID(w.Entra)
	if w.Synced != nil {
		v.LastSync = *w.Synced
	}
	return v
}

const managedProperties = "?$select=id,deviceName,operatingSystem,osVersion,serialNumber,azureADDeviceId," +
	"lastSyncDateTime,userId"

// ManagedOf reads the devices of a user that Intune has.
func (c *Client) ManagedOf(ctx context.Context, user tenant.GUID) (all []tenant.OwnDevice, err error) {
	if c.inLists() {
		return nil, ErrNotSaved
	}
	found, err := list[managedDevice](ctx, c, "/v1.0/users/{id}/managedDevices"+managedProperties, user.String())
	for _, w := range found {
		all = append(all, w.own())
	}
	return all, c.failed(tenant.ManagedDevices, err)
}

// failure is one event of Intune's; of those that are no enrollment's there is no category.
type failure struct {
	identified
	At       time.Time `json:"eventDateTime" sent:"always"`
	Category string    `json:"failureCategory" sent:"maybe"`
	Reason   string    `json:"failureReason" sent:"maybe"`
	System   string    `json:"operatingSystem" sent:"maybe"`
	Version  string    `json:"osVersion" sent:"maybe"`
}

// EnrollmentFailures reads which enrollments of a user's devices Intune refused, the newest first. How long Intune
// keeps them is not documented.
func (c *Client) EnrollmentFailures(ctx context.Context, user tenant.GUID) (all []tenant.EnrollmentFailure, err error) {
	if c.inLists() {
		return nil, ErrNotSaved
	}
	found, err := list[failure](ctx, c, "/v1.0/users/{id}/deviceManagementTroubleshootingEvents", user.String())
	for _, w := range found {
		if w.Category != "" {
			all = append(all, tenant.EnrollmentFailure{At: w.At, Category: w.Category, Reason: w.Reason,
				System: w.System, Version: w.Version})
		}
	}
	slices.SortStableFunc(all, func(a, b tenant.EnrollmentFailure) int { return b.At.Compare(a.At) })
	return all, c.failed(tenant.ManagedDevices, err)
}
