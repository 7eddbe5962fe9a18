package rules

import (
	"cmp"
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

	version windows.Version  // zero where Graph's is none that this program reads
	of      *windows.Release // nil where no table has it
	edition windows.Edition
}

// DeviceKind tells computers that people unbox from those that they don't.
type DeviceKind int

// Kinds other than Ordinary are counted and not judged; what is Unsorted may be any of them.
const (
	Ordinary DeviceKind = iota
	Server
	MultiSession
	CloudPC
	Hybrid    // joined to Active Directory as well
	CoManaged // by Configuration Manager as well
	// Unsorted: what tells hybrid devices, servers and multi-session hosts from the others was left out, or Intune does
	// not know it.
	Unsorted
	NotWindows
	deviceKinds
)

func (k DeviceKind) String() string {
	return [deviceKinds]string{"computer", "server", "multi-session host", "Cloud PC", "hybrid joined", "co-managed",
		"kind not known", "not Windows"}[k]
}

// DeviceCount counts what was read.
type DeviceCount struct {
	Asked     bool
	Read      int
	ByKind    [deviceKinds]int
	ByRelease map[string]int // ordinary ones: "24H2", "24H2 LTSC", "Windows 10", "not known"
	Others    map[string]int // likewise of the other kinds, which are not judged
}

func (c *DeviceCount) add(r *DeviceRow) {
	c.Read++
	c.ByKind[r.Kind]++
	name := cmp.Or(r.Release, "not known")
	switch r.Kind {
	case NotWindows:
	case Ordinary:
		c.ByRelease[name]++
	default:
		c.Others[name]++
	}
}

// Servers by their number for GetProductInfo: Standard and Datacenter, with and without the desktop.
var serverNumbers = []int{7, 8, 12, 13, 79, 80, 145, 146, 147, 148, 159, 160}

const multiSessionNumber = 175 // Enterprise multi-session

// kindOf tells a device that nobody unboxes. Nothing else stands in for joinType: a hybrid device that classic Windows
// Autopilot joined has the deviceEnrollmentType of one that a user joined, and a group policy enrolls either.
func kindOf(d *tenant.Device) DeviceKind {
	switch {
	case d.System != "" && !strings.EqualFold(d.System, "Windows"):
		return NotWindows
	case slices.Contains(serverNumbers, d.SKUNumber), containsFold(d.SKUFamily, "server"):
		return Server
	case d.SKUNumber == multiSessionNumber, containsFold(d.SKUFamily, "multi-session"):
		return MultiSession
	case beginsFold(d.Model, "cloud pc"):
		return CloudPC
	case d.JoinType == "hybridAzureADJoined":
		return Hybrid
	case beginsFold(d.Agent, "configurationmanager"), d.Enrollment == "windowsCoManagement":
		return CoManaged
	case d.JoinType != "azureADJoined" && d.JoinType != "azureADRegistered", d.SKUNumber <= 0 && d.SKUFamily == "":
		return Unsorted
	}
	return Ordinary
}

func containsFold(s, part string) bool {
	for i := range s {
		if beginsFold(s[i:], part) {
			return true
		}
	}
	return false
}

func beginsFold(s, beginning string) bool {
	return len(s) >= len(beginning) && strings.EqualFold(s[:len(beginning)], beginning)
}

// describe places a device.
func describe(facts *Facts, d *tenant.Device, findings []Finding) DeviceRow {
	row := DeviceRow{Device: d, Kind: kindOf(d), Findings: findings}
	ed := facts.Windows.Edition(d.SKUNumber)
	row.edition, row.Edition = ed, ed.Name
	v, ok := windows.ParseVersion(d.Version)
	if !ok {
		return row
	}
	row.version = v
	row.of = facts.Windows.Release(v.Build, ed.Channel)
	switch {
	case !v.Windows11():
		row.Release = "Windows 10"
	case row.of != nil:
		row.Release = row.of.Name
		if ed.Channel != windows.General {
			row.Release += " LTSC"
		}
		row.Servicing, _ = row.of.Ends(ed)
	}
	return row
}

// unjudged are the verdicts of devices that nobody unboxes: they are counted, not judged.
var unjudged = func() (vs [deviceKinds]Verdict) {
	for k := range vs {
		vs[k] = NA("a " + DeviceKind(k).String() + " is counted, not checked")
	}
	return vs
}()

// unsorted says why a device is of no kind that is known.
func unsorted(d *tenant.Device) Verdict {
	const (
		hybrid = "whether it is a hybrid device is not known"
		host   = "whether it is a server or a multi-session host is not known"
	)
	edition := d.SKUNumber >= 0 || d.SKUFamily != "" // sent, be it 0
	switch {
	case d.JoinType == "" && !edition:
		return Unknown("Graph did not send joinType and skuNumber, which are in beta only: whether it is a hybrid " +
			"device or a multi-session host is not known")
	case d.JoinType == "":
		return Unknown("Graph did not send joinType, which is in beta only: " + hybrid)
	case !edition:
		return Unknown("Graph did not send skuNumber, which is in beta only: " + host)
	case d.JoinType == "azureADJoined", d.JoinType == "azureADRegistered":
		return Unknown("Intune does not know its edition (skuNumber is 0): " + host)
	case d.JoinType == "unknown":
		return Unknown("Intune does not know how it is joined (joinType is unknown): " + hybrid)
	}
	return Unknown("its joinType is %.40q, an unrecognized value: "+hybrid, d.JoinType)
}

// device judges one device by a rule.
func (r *Rule) device(facts *Facts, row *DeviceRow) Verdict {
	switch row.Kind {
	case Ordinary:
	case Unsorted:
		return unsorted(row.Device)
	default:
		return unjudged[row.Kind]
	}
	return r.EachDevice(facts, row)
}

// DeviceKinds lists all kinds, in the order of a report.
func DeviceKinds() []DeviceKind {
	all := make([]DeviceKind, deviceKinds)
	for i := range all {
		all[i] = DeviceKind(i)
	}
	return all
}
