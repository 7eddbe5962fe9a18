package graphtest

// deviceKind is a kind of device: how it was joined and enrolled, and what runs on it. All of a kind are alike but for
// names, ids, dates and models.
type deviceKind struct {
	share int // of a thousand devices
	least int

	system     string   // operatingSystem as Intune has it
	versions   []string // osVersion
	sku        int      // skuNumber, by which Windows tells its editions apart; 0 is no Windows
	family     string   // skuFamily
	personal   bool
	join       string // joinType: azureADJoined, hybridAzureADJoined, azureADRegistered
	enrollment string // deviceEnrollmentType; "" is not in Intune
	plan       string // enrollmentProfileName
	classic    bool   // registered for classic Autopilot
	disabled   bool
	stale      bool // not seen for half a year

	association string // associationState; "" is not associated
	target      string // the policy that is assigned to the device, by name; gone is one that was deleted
	boxed       bool   // nobody has unpacked it: no directory knows it
	virtual     bool   // a virtual machine
}

// gone is the name of a policy that is there no more.
const gone = "gone"

// Builds of Windows; the revisions are those of real cumulative updates.
var (
	windows26H2 = []string{"10.0.26300.9457"}
	windows25H2 = []string{"10.0.26200.6584", "10.0.26200.7171"}
	windows24H2 = []string{"10.0.26100.4061", "10.0.26100.6899", "10.0.26100.7171"}
	windows23H2 = []string{"10.0.22631.4317", "10.0.22631.6199"}
	windows22H2 = []string{"10.0.22621.2861"} // before KB5035942
	windows10   = []string{"10.0.19045.5131", "10.0.19045.6456"}
)

// What the kinds of device have in common.
const (
	devicePlan   = "Device preparation: staff" // the policy's name: Intune writes it on what it prepared
	classicPlan  = "Autopilot: user-driven"
	joined       = "azureADJoined"
	hybrid       = "hybridAzureADJoined"
	registered   = "azureADRegistered"
	joinedByUser = "windowsAzureADJoin"
)

// fleetOfContoso has one of everything that decides whether a device could have come by device preparation.
func fleetOfContoso() []deviceKind {
	return []deviceKind{
		{system: "Windows", versions: windows25H2, sku: 4, family: "Enterprise", join: joined,
			enrollment: joinedByUser, plan: devicePlan},
		{share: 130, least: 1, system: "Windows", versions: windows24H2, sku: 4, family: "Enterprise",
			join: joined, enrollment: joinedByUser},
		{share: 90, least: 1, system: "Windows", versions: windows24H2, sku: 48, family: "Pro",
			join: joined, enrollment: joinedByUser},
		{share: 60, least: 1, system: "Windows", versions: windows25H2, sku: 48, family: "Pro", join: joined,
			enrollment: joinedByUser, plan: devicePlan},
		{share: 20, least: 1, system: "Windows", versions: windows26H2, sku: 4, family: "Enterprise", join: joined,
			enrollment: joinedByUser, plan: devicePlan},
		{share: 90, least: 1, system: "Windows", versions: windows24H2, sku: 4, family: "Enterprise", join: joined,
			enrollment: joinedByUser, plan: classicPlan, classic: true},
		{share: 70, least: 1, system: "Windows", versions: windows23H2, sku: 4, family: "Enterprise", join: hybrid,
			enrollment: "windowsCoManagement"},
		{share: 20, least: 1, system: "Windows", versions: windows22H2, sku: 48, family: "Pro", join: joined,
			enrollment: joinedByUser, stale: true},
		{share: 40, least: 1, system: "Windows", versions: windows10, sku: 4, family: "Enterprise", join: hybrid,
			enrollment: "windowsAutoEnrollment"},
		{share: 20, least: 1, system: "Windows", versions: windows25H2, sku: 121, family: "Education",
			join: joined, enrollment: joinedByUser},
		{share: 4, least: 1, system: "Windows", versions: windows24H2, sku: 125, family: "Enterprise", join: joined,
			enrollment: "windowsBulkUserless"},
		{share: 30, least: 1, system: "Windows", versions: windows25H2, sku: 101, family: "Home", personal: true,
			join: registered, enrollment: "userEnrollment"},
		{share: 20, least: 1, system: "Windows", versions: windows24H2, sku: 48, family: "Pro", personal: true,
			join: registered, enrollment: "windowsAutoEnrollment"},
		{share: 90, least: 1, system: "iOS", versions: []string{"18.7.2", "26.1"},
			join: registered, enrollment: "userEnrollment"},
		{share: 40, least: 1, system: "Android", versions: []string{"15", "16"}, personal: true,
			join: registered, enrollment: "userEnrollment"},
		{share: 10, least: 1, system: "macOS", versions: []string{"26.1"},
			join: registered, enrollment: "userEnrollment"},
		{share: 60, least: 1, system: "Windows", versions: windows25H2, sku: 101, personal: true, join: registered},
		{share: 20, least: 1, system: "Windows", versions: windows24H2, sku: 48, join: joined},
		{share: 10, least: 1, system: "Windows", versions: windows10, sku: 4,
			join: hybrid, disabled: true, stale: true},
	}
}

// trust is the trustType of /devices.
func (k *deviceKind) trust() string {
	switch k.join {
	case joined:
		return "AzureAd"
	case hybrid:
		return "ServerAd"
	}
	return "Workplace"
}

// directorySystem is what Entra ID calls the operating system.
func (k *deviceKind) directorySystem() string {
	switch k.system {
	case "iOS":
		return "IPhone"
	case "macOS":
		return "MacMDM"
	}
	return k.system
}
