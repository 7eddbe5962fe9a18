package rules

import (
	"slices"
	"strings"
	"time"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
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
	ByRelease map[string]int // ordinary ones: "24H2", "24H2 LTSC", "Windows 10", "not known"
}

func (c *DeviceCount) add(r *DeviceRow) {
	c.Read++
	c.ByKind[r.Kind]++
	if r.Kind == Ordinary {
		name := r.Release
		if name == "" {
			name = "not known"
		}
		c.ByRelease[name]++
	}
}

// Servers by their number for GetProductInfo: Standard and Datacenter, with and without the desktop.
var serverNumbers = []int{7, 8, 12, 13, 79, 80, 145, 146, 147, 148, 159, 160}

const multiSessionNumber = 175 // Enterprise multi-session

// kindOf tells a device that nobody unboxes. What Graph leaves out makes no other kind: such a device is judged, and
// what its rules don't know they say.
func kindOf(d *tenant.Device) DeviceKind {
	family := strings.ToLower(d.SKUFamily)
	switch {
	case !strings.EqualFold(d.System, "Windows"):
		return NotWindows
	case slices.Contains(serverNumbers, d.SKUNumber), strings.Contains(family, "server"):
		return Server
	case d.SKUNumber == multiSessionNumber, strings.Contains(family, "multi-session"):
		return MultiSession
	case strings.HasPrefix(strings.ToLower(d.Model), "cloud pc"):
		return CloudPC
	case d.JoinType == "hybridAzureADJoined":
		return Hybrid
	case strings.HasPrefix(strings.ToLower(d.Agent), "configurationmanager"):
		return CoManaged
	}
	return Ordinary
}

// release finds what a device runs; the version is zero where Graph's is none that this program reads.
func (e *Env) release(d *tenant.Device) (v windows.Version, r windows.Release, ed windows.Edition) {
	v, ok := windows.ParseVersion(d.Version)
	if !ok || e.Windows == nil {
		return v, r, ed
	}
	ed = e.Windows.Edition(d.SKUNumber)
	r, _ = e.Windows.Release(v.Build, ed.Class == windows.LTSC)
	return v, r, ed
}

// describe places a device.
func describe(env *Env, d *tenant.Device, findings []Finding) DeviceRow {
	row := DeviceRow{Device: d, Kind: kindOf(d), Findings: findings}
	v, r, ed := env.release(d)
	row.Edition = ed.Name
	switch {
	case v.Build == 0:
	case !v.Windows11():
		row.Release = "Windows 10"
	case r.Name != "":
		row.Release = r.Name
		if r.LTSC {
			row.Release += " LTSC"
		}
		row.Servicing, _ = r.Ends(ed)
	}
	return row
}

// judged wraps a rule about devices: those that nobody unboxes are counted, not judged.
func judged(rule func(*Env, *tenant.Device) Verdict) func(*Env, *tenant.Device) Verdict {
	return func(env *Env, d *tenant.Device) Verdict {
		if k := kindOf(d); k != Ordinary {
			return NA("a " + k.String() + " is counted, not judged")
		}
		return rule(env, d)
	}
}

// DeviceKinds lists all kinds, in the order of a report.
func DeviceKinds() []DeviceKind {
	all := make([]DeviceKind, deviceKinds)
	for i := range all {
		all[i] = DeviceKind(i)
	}
	return all
}
