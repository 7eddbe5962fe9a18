package rules

import (
	"time"

	"prepaudit/rules/tenant"
)

// DeviceRow is one Windows device with all that was found. It is valid until the next device is judged.
type DeviceRow struct {
	Device    *tenant.Device
	Kind      DeviceKind
	Release   string    // of Windows: "24H2"; "" when not known
	Edition   string    // "Pro", "Enterprise LTSC", "Home"; "" when not known
	Servicing time.Time // its release and edition get updates until then; zero when not known
	Findings  []Finding // fail, warning and not evaluated; never pass
}

// DeviceKind tells computers that people unbox from those that they don't.
type DeviceKind int

// Kinds other than Ordinary are counted and not judged.
const (
	Ordinary DeviceKind = iota
	Server
	MultiSession
	CloudPC
	Hybrid    // joined to Active Directory as well
	CoManaged // by Configuration Manager as well
	NotWindows
	deviceKinds
)

func (k DeviceKind) String() string {
	return [deviceKinds]string{"computer", "server", "multi-session host", "Cloud PC", "hybrid joined", "co-managed", "not Windows"}[k]
}

// DeviceCount counts what was read.
type DeviceCount struct {
	Asked     bool
	Read      int
	ByKind    [deviceKinds]int
	ByRelease map[string]int // ordinary ones: "Windows 11 24H2", "Windows 10 22H2", "not known"
}

func (c *DeviceCount) add(r *DeviceRow) {
	c.Read++
	c.ByKind[r.Kind]++
	if r.Kind == Ordinary {
		c.ByRelease[r.Release]++
	}
}

// describe places a device.
func describe(env *Env, d *tenant.Device, findings []Finding) DeviceRow {
	return DeviceRow{Device: d, Findings: findings}
}
