// Package tenant is what a rule may look at: one Microsoft tenant as plain values.
// It does not know where the values come from (Graph, files, a simulator), nor what is
// required of them; it imports the standard library only.
//
// Graph's words stand for Graph's things. An enumeration is kept as the string that Graph
// sent, so that a value newer than this program is shown, not lost.
package tenant

import "time"

// Dataset is something that Graph grants or refuses as a whole.
type Dataset string

// The datasets, each named after its path, or the end of it.
const (
	Organization   Dataset = "organization"
	MDMAuthority   Dataset = "mobileDeviceManagementAuthority"
	SKUs           Dataset = "subscribedSkus"
	Subscriptions  Dataset = "subscriptions"
	LicenseGroups  Dataset = "groups/assignedLicenses"
	LicenseMembers Dataset = "groups/assignedLicenses/members" // of groups whose licenses are still being assigned
	MDMPolicies    Dataset = "mobileDeviceManagementPolicies"
	MDMMembers     Dataset = "mobileDeviceManagementPolicies/includedGroups/transitiveMembers"
	// of services beside Intune
	OtherMDMMembers Dataset = "mobileDeviceManagementPolicies/otherServices/transitiveMembers"
	MAMPolicies     Dataset = "mobileAppManagementPolicies"
	Registration    Dataset = "deviceRegistrationPolicy"
	RegistrationWho Dataset = "deviceRegistrationPolicy/transitiveMembers"
	OwnedDevices    Dataset = "devices/registeredOwners"
	Branding        Dataset = "branding"
	Domains         Dataset = "domains"
	AuthMethods     Dataset = "userRegistrationDetails"
	AccessPolicies  Dataset = "conditionalAccess/policies"
	AccessWho       Dataset = "conditionalAccess/policies/transitiveMembers"

	IntuneState    Dataset = "deviceManagement"
	DiagnosticsSet Dataset = "deviceManagement/settings"
	Restrictions   Dataset = "deviceEnrollmentConfigurations"
	RestrictionWho Dataset = "deviceEnrollmentConfigurations/assignments/transitiveMembers"
	CorporateIDs   Dataset = "importedDeviceIdentities"
	Autopilots     Dataset = "windowsAutopilotDeviceIdentities"
	Associations   Dataset = "tenantAssociatedDevices"
	Preparation    Dataset = "configurationPolicies"
	PreparationWho Dataset = "configurationPolicies/assignments/transitiveMembers"
	DeviceGroups   Dataset = "configurationPolicies/retrieveEnrollmentTimeDeviceMembershipTarget"
	DeviceOwner    Dataset = "servicePrincipals/ownedObjects"
	Apps           Dataset = "mobileApps"
	PushedApps     Dataset = "mobileApps/assignments"
	Scripts        Dataset = "deviceManagementScripts"
	Configurations Dataset = "deviceConfigurations"
	Roles          Dataset = "roleDefinitions"
	Operations     Dataset = "resourceOperations"
	ManagedDevices Dataset = "managedDevices"

	ScopeGroups    Dataset = "groups/transitiveMembers"
	Users          Dataset = "users"
	SignIns        Dataset = "users/signInActivity" // opt-in: ten requests a minute
	OnPremisesUPNs Dataset = "users/onPremisesUserPrincipalName"
	AssignedPlans  Dataset = "users/assignedPlans" // opt-in: ten times the rest of a user
	Network        Dataset = "network"             // not Graph's: what `prepaudit network` found
)

// Datasets lists all of them, in the order of a report.
func Datasets() []Dataset {
	return []Dataset{
		Organization, MDMAuthority, SKUs, Subscriptions, LicenseGroups, LicenseMembers,
		MDMPolicies, MDMMembers, OtherMDMMembers, MAMPolicies, Registration, RegistrationWho, OwnedDevices, Branding,
		Domains, AuthMethods, AccessPolicies, AccessWho,
		IntuneState, DiagnosticsSet, Restrictions, RestrictionWho, CorporateIDs, Autopilots, Associations, Preparation,
		PreparationWho, DeviceGroups, DeviceOwner, Apps, PushedApps, Scripts, Configurations,
		Roles, Operations, ManagedDevices,
		ScopeGroups, Users, OnPremisesUPNs, SignIns, AssignedPlans, Network,
	}
}

// Settings is everything about a tenant that is small. Users are streamed and never held here.
// What could not be read is left at its zero value; rules.Evaluator knows what is missing.
type Settings struct {
	Organization  Org
	MDMAuthority  string // mobileDeviceManagementAuthority: unknown, intune, sccm, office365; "" when absent or null
	SKUs          []SKU
	Subscriptions []Subscription
	LicenseGroups []LicenseGroup
	MDMPolicies   []MDMPolicy
	MAMPolicies   []MDMPolicy // mobileAppManagementPolicies have the same shape; their groups' members are not read
	Registration  RegistrationPolicy
	Owned         Owned // Entra devices, by owner
	Branded       Tri   // company branding; No where Graph answers 404
	Domains       []Domain
	// Who can do multifactor authentication, read only where joining demands it; Graph's report lists neither disabled
	// accounts nor the newest.
	AuthMethods MethodReport
	Access      []AccessPolicy

	Intune         Intune
	Diagnostics    Diagnostics
	Restrictions   []Restriction
	DeviceLimits   []DeviceLimit
	CorporateIDs   map[string]int // importedDeviceIdentities by importedDeviceIdentityType
	Autopilots     []AutopilotDevice
	Associations   []Association // nil where Graph does not list any, not even none
	Preparation    []PreparationPolicy
	Apps           []App    // those that a device preparation policy names
	PushedApps     []App    // of the Store and of Microsoft 365, that are installed wherever they are assigned
	Scripts        []Script // those that a device preparation policy names
	Configurations []Configuration
	Roles          []Role
	Operations     []Operation
}

// Org is the organization resource.
type Org struct {
	ID            string
	DisplayName   string
	TenantType    string // AAD, AAD B2C, CIAM
	DefaultDomain string
	Verified      []string // verifiedDomains, by their names
	// where a group assigns licenses for: defaultUsageLocation, else countryLetterCode; "" when neither was sent
	UsageLocation string
}

// SKU is a subscribedSku: a product that the tenant holds, with its seats.
type SKU struct {
	ID               GUID // skuId
	PartNumber       string
	AppliesTo        string // User, Company
	CapabilityStatus string // Enabled, Warning, Suspended, Deleted, LockedOut
	Consumed         int    // consumedUnits
	Enabled          int    // prepaidUnits, in seats
	Warning          int
	Suspended        int
	LockedOut        int
	SubscriptionIDs  []string
	Plans            []Plan
}

// Plan is one service plan of a SKU, as this tenant holds it (servicePlanInfo).
type Plan struct {
	ID        GUID   `json:"servicePlanId"`
	Name      string `json:"servicePlanName"`
	AppliesTo string `json:"appliesTo,omitzero"` // User, Company
	// Success, Disabled, Error, PendingInput, PendingActivation, PendingProvisioning
	ProvisioningStatus string `json:"provisioningStatus"`
}

// Subscription is a companySubscription: seats of a SKU that were bought together.
type Subscription struct {
	ID            string    `json:"id"`
	CommerceID    string    `json:"commerceSubscriptionId,omitzero"`
	SKU           GUID      `json:"-"`      // in a report it stands under its product
	PartNumber    string    `json:"-"`      // likewise
	Status        string    `json:"status"` // Enabled, Warning, Suspended, Deleted, LockedOut
	IsTrial       bool      `json:"isTrial"`
	TotalLicenses int       `json:"totalLicenses"`
	Created       time.Time `json:"createdDateTime,omitzero"`
	// the moment it moves to its next state unless renewed
	NextLifecycle time.Time `json:"nextLifecycleDateTime,omitzero"`
	OwnerID       string    `json:"-"`
	OwnerTenant   string    `json:"ownerTenantId,omitzero"`
	OwnerType     string    `json:"ownerType,omitzero"`
}

// MDMPolicy is a mobileDeviceManagementPolicy: whom one MDM service enrolls automatically.
type MDMPolicy struct {
	ID          string
	DisplayName string
	AppliesTo   string // none, all, selected
	IsValid     *bool
	// Null means the service's default URL, which is no fault.
	DiscoveryURL, ComplianceURL, TermsOfUseURL string
	// EnrollmentDuringRegistrationDisabled is isMdmEnrollmentDuringRegistrationDisabled; nil when absent.
	EnrollmentDuringRegistrationDisabled *bool
	Groups                               []Group // includedGroups, with members when AppliesTo is selected
}

// The applications that a device meets while it is enrolled, by their appIds. Each has an entry of
// mobileDeviceManagementPolicies too: the first stands for Microsoft Intune (merill/intune-docs-mirror,
// KelvinTegelaar/CIPP-API; 2026-08), the second comes along with it and is no other MDM service (CIPP-API, mql;
// 2026-08).
const (
	IntuneApp           = "0000000a-0000-0000-c000-000000000000"
	IntuneEnrollmentApp = "d4ebce55-015a-49b5-a083-c84d1797ae8c"
)

// Further applications of Microsoft's own.
const (
	// ProvisioningApp is Intune Provisioning Client, which must own the groups that device preparation adds devices to
	// (merill/intune-docs-mirror, 2026-08-07). In some tenants it has another name.
	ProvisioningApp = "f1346770-5b25-470b-88bd-d5744ab7952c"
	// StoreApp is Universal Store Service APIs and Web Application, by which Windows steps up to Enterprise.
	StoreApp = "45a330b1-b1ec-4cc1-9161-9f03992aa49f"
	graphApp = "00000003-0000-0000-c000-000000000000" // Microsoft Graph
)

// OfMicrosoft reports whether an id is that of one of these applications, which every tenant has.
func OfMicrosoft(id GUID) bool {
	switch id.String() {
	case IntuneApp, IntuneEnrollmentApp, ProvisioningApp, StoreApp, graphApp:
		return true
	}
	return false
}

// LicenseGroup is a group that assigns licenses to its direct members.
type LicenseGroup struct {
	Group    // Members: direct ones, read where State is not ProcessingComplete, else nil
	Licenses []License
	// licenseProcessingState: QueuedForProcessing, ProcessingInProgress, ProcessingComplete; "" when null
	State     string
	HasErrors Tri // hasMembersWithLicenseErrors
	MembersBy MembersBy
}

// MembersBy is what decides who is in a group; "" where that is not known.
type MembersBy string

// What decides.
const (
	ByAssignment MembersBy = "assignment"     // whoever may change groups puts them in, also through Graph
	ByRule       MembersBy = "rule"           // groupTypes has DynamicMembership
	ByDirectory  MembersBy = "onPremises"     // synchronized from Active Directory
	ByExchange   MembersBy = "exchange"       // a mail-enabled security group, which Graph does not change
	ByRole       MembersBy = "privilegedRole" // isAssignableToRole: it takes more than GroupMember.ReadWrite.All
)

// Processing reports whether the group's licenses are on their way to its members.
func (g *LicenseGroup) Processing() bool {
	return g.State == "QueuedForProcessing" || g.State == "ProcessingInProgress"
}

// Domain is a domain of the tenant.
type Domain struct {
	Name     string // lower case
	Type     string // authenticationType: Managed, Federated
	Verified Tri
}

// Group is a group together with the ids of its transitive members.
type Group struct {
	ID          GUID
	DisplayName string
	Members     Members // nil: they could not be read; an empty group has an empty map
}

// Members says of each transitive member how it belongs to the group.
type Members map[GUID]Membership

// Membership is the way a user belongs to a group.
type Membership uint8

// The zero value is what a look-up of a stranger gives.
const (
	NotMember Membership = iota
	Direct
	Nested         // only through a group in the group
	DirectOrNested // a member; the direct members could not be read
)
