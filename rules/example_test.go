package rules

import (
	"fmt"
	"strings"
	"time"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Example is a case of a rule: a tenant with a user, and what the rule says of it.
type Example struct {
	Name     string
	Holds    string      // the user's licenses, as part numbers: "SPE_E3 -INTUNE_A, AAD_PREMIUM"
	Change   func(*Case) // what else differs from an ordinary tenant
	OtherMDM bool
	Want     Outcome
	Level    Level  // of the verdict, where it differs from the rule's
	Detail   string // a part of the detail that must appear
}

// Case is the tenant and the user of an example. An ordinary one holds what its user holds, all of
// it provisioned, with Intune as the MDM authority and automatic enrollment for all.
type Case struct {
	tenant.Settings
	Cloud   string
	Network *tenant.NetworkReport
	User    tenant.User
	Device  tenant.Device
	Now     time.Time // the day of the audit
	Missing []tenant.Dataset
	Devices PrimaryDevices
	Count   counts // what was counted before a rule about the tenant runs
}

// exampleNow is the day of every example.
var exampleNow = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

var exampleUser, exampleGroup = tenant.GUID{15: 1}, tenant.GUID{0: 0xbb, 15: 1}

// Case builds the tenant and the user of the example from the catalog.
func (x Example) Case() (*Case, error) {
	c := &Case{
		Settings: tenant.Settings{
			Organization: tenant.Org{ID: "00000000-0000-0000-0000-00000000c0de", DisplayName: "Contoso",
				UsageLocation: "GB"},
			MDMAuthority: "intune",
			MDMPolicies: []tenant.MDMPolicy{{ID: tenant.IntuneApp, DisplayName: "Microsoft Intune",
				AppliesTo: "all"}},
		},
		Now: exampleNow,
		Device: tenant.Device{
			ID: tenant.GUID{14: 1}, Name: "PC-1", System: "Windows", Version: "10.0.26200.7171", SKUNumber: 4,
			SKUFamily: "Enterprise",
			JoinType:  "azureADJoined", Ownership: "company", Agent: "mdm",
		},
		User: tenant.User{ID: exampleUser, DisplayName: "Avery Howard", UPN: "avery@contoso.example",
			Enabled: tenant.Yes, UserType: "Member", UsageLocation: "GB", UsageLocationKnown: true, LicensesKnown: true,
			StatesKnown: true},
	}
	for held := range strings.SplitSeq(x.Holds, ",") {
		if words := strings.Fields(held); len(words) > 0 {
			if err := c.hold(words[0], words[1:]); err != nil {
				return nil, fmt.Errorf("example %q: %w", x.Name, err)
			}
		}
	}
	if x.Change != nil {
		x.Change(c)
	}
	return c, nil
}

// hold gives the user a product of the catalog, and the tenant the subscription; some of its plans are off.
func (c *Case) hold(partNumber string, off []string) error {
	products := license.Lookup(partNumber)
	if len(products) == 0 {
		return fmt.Errorf("no product %s in the catalog", partNumber)
	}
	p := products[0]
	sku := tenant.SKU{ID: p.SKU, PartNumber: p.PartNumber, AppliesTo: "User", CapabilityStatus: "Enabled", Enabled: 10,
		Consumed: 1}
	l := tenant.License{SKU: p.SKU}
	for _, plan := range p.Plans {
		sku.Plans = append(sku.Plans, tenant.Plan{ID: plan.ID, Name: plan.Name, AppliesTo: "User",
			ProvisioningStatus: "Success"})
	}
	for _, name := range off {
		plan := planNamed(sku.Plans, strings.TrimPrefix(name, "-"))
		if plan == nil {
			return fmt.Errorf("no plan %s in %s", name, partNumber)
		}
		l.Disabled = append(l.Disabled, plan.ID)
	}
	c.SKUs = append(c.SKUs, sku)
	c.User.Licenses = append(c.User.Licenses, l)
	return nil
}

// planNamed finds a plan by its name; nil where there is none.
func planNamed(plans []tenant.Plan, name string) *tenant.Plan {
	for i := range plans {
		if plans[i].Name == name {
			return &plans[i]
		}
	}
	return nil
}

// provisioning is a change: the status of one plan of the first product.
func provisioning(plan, status string) func(*Case) {
	return func(c *Case) { planNamed(c.SKUs[0].Plans, plan).ProvisioningStatus = status }
}

// capability is a change: the status of the first product.
func capability(status string) func(*Case) {
	return func(c *Case) { c.SKUs[0].CapabilityStatus = status }
}

// authority is a change: the MDM authority.
func authority(value string) func(*Case) {
	return func(c *Case) { c.MDMAuthority = value }
}

// unsent is a change: Graph did not send the user's licenses.
func unsent(c *Case) { c.User.LicensesKnown, c.User.Licenses = false, nil }

// state is a change: one more assignment state of the user.
func state(partNumber, state, code string) func(*Case) {
	return func(c *Case) {
		sku := license.Lookup(partNumber)[0].SKU
		c.User.States = append(c.User.States, tenant.LicenseState{SKU: sku, State: state, Error: code})
	}
}

// failed is a change: the tenant holds a product whose assignment to the user failed, so that it is
// among the states and not among the licenses.
func failed(partNumber, code string) func(*Case) {
	return func(c *Case) {
		held := c.User.Licenses
		if err := c.hold(partNumber, nil); err != nil {
			panic(err) // a mistake in an example
		}
		c.User.Licenses = held
		state(partNumber, "Error", code)(c)
	}
}

// unassigned is a change: the tenant holds a product, of which the user has a state and no license.
func unassigned(partNumber, word string) func(*Case) {
	return func(c *Case) {
		failed(partNumber, "CountViolation")(c)
		last := &c.User.States[len(c.User.States)-1]
		if last.State = word; word != "Error" {
			last.Error = ""
		}
	}
}

// stated is a change: every license of the user has an active state.
func stated(c *Case) {
	for _, l := range c.User.Licenses {
		c.User.States = append(c.User.States, tenant.LicenseState{SKU: l.SKU, State: "Active"})
	}
}

// mdm is a change: the MDM user scope of Intune, with its groups.
func mdm(appliesTo string, groups ...tenant.Members) func(*Case) {
	return func(c *Case) { c.MDMPolicies[0] = policy(tenant.IntuneApp, "Microsoft Intune", appliesTo, groups) }
}

// other is a change: an MDM service beside Intune.
func other(appliesTo string, groups ...tenant.Members) func(*Case) {
	return func(c *Case) {
		c.MDMPolicies = append(c.MDMPolicies, policy("00000000-0000-0000-0000-0000000000e5", "Other MDM", appliesTo,
			groups))
	}
}

// policy is the entry of an MDM service, with its groups.
func policy(id, name, appliesTo string, groups []tenant.Members) tenant.MDMPolicy {
	p := tenant.MDMPolicy{ID: id, DisplayName: name, AppliesTo: appliesTo}
	for i, m := range groups {
		p.Groups = append(p.Groups,
			tenant.Group{ID: tenant.GUID{0: 0xaa, 15: byte(i)}, DisplayName: fmt.Sprintf("Rollout %d", i+1),
				Members: m})
	}
	return p
}

// set is a change of the tenant's settings.
func set(change func(*tenant.Settings)) func(*Case) {
	return func(c *Case) { change(&c.Settings) }
}

// changes makes one change of several.
func changes(all ...func(*Case)) func(*Case) {
	return func(c *Case) {
		for _, change := range all {
			change(c)
		}
	}
}

// missing is a change: a dataset could not be read.
func missing(ds tenant.Dataset) func(*Case) {
	return func(c *Case) { c.Missing = append(c.Missing, ds) }
}
