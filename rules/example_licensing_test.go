package rules

import (
	"time"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// units is a change: the seats of the first product.
func units(consumed, enabled, warning int) func(*Case) {
	return func(c *Case) {
		s := &c.SKUs[0]
		s.Consumed, s.Enabled, s.Warning = consumed, enabled, warning
	}
}

// lot is a change: one more lot of the first product, that ends in so many days; a paid one unless trial.
func bought(status string, trial bool, seats, days int) func(*Case) {
	return func(c *Case) {
		c.Subscriptions = append(c.Subscriptions, tenant.Subscription{
			SKU: c.SKUs[0].ID, PartNumber: c.SKUs[0].PartNumber, Status: status, IsTrial: trial, TotalLicenses: seats,
			NextLifecycle: exampleNow.AddDate(0, 0, days),
		})
	}
}

// endless is a change: no lot has a date.
func endless(c *Case) {
	for i := range c.Subscriptions {
		c.Subscriptions[i].NextLifecycle = time.Time{}
	}
}

// assigning is a change: the tenant holds a product that a group assigns, and the user is a member of the group.
func assigning(partNumber, state string, members tenant.Members) func(*Case) {
	return func(c *Case) {
		held := c.User.Licenses
		if err := c.hold(partNumber, nil); err != nil {
			panic(err) // a mistake in an example
		}
		c.User.Licenses = held
		c.LicenseGroups = append(c.LicenseGroups, tenant.LicenseGroup{
			Group:    tenant.Group{ID: exampleGroup, DisplayName: "All staff", Members: members},
			Licenses: []tenant.License{{SKU: c.SKUs[len(c.SKUs)-1].ID}}, State: state, HasErrors: tenant.No,
		})
	}
}

// assigned is a change: one more group that assigns the first product, some of its plans switched off.
func assigned(name string, off ...string) func(*Case) {
	return func(c *Case) {
		l := tenant.License{SKU: c.SKUs[0].ID}
		for _, plan := range off {
			l.Disabled = append(l.Disabled, planNamed(c.SKUs[0].Plans, plan).ID)
		}
		c.LicenseGroups = append(c.LicenseGroups, tenant.LicenseGroup{
			Group: tenant.Group{ID: exampleGroup, DisplayName: name}, Licenses: []tenant.License{l},
			State: "ProcessingComplete", HasErrors: tenant.No,
		})
	}
}

// placed is a change: the user's usage location and the organization's.
func placed(user, organization string) func(*Case) {
	return func(c *Case) { c.User.UsageLocation, c.Organization.UsageLocation = user, organization }
}

// counted is a change: who was seen to hold the first product.
func counted(h holding) func(*Case) {
	return func(c *Case) { c.Count.Holders = map[tenant.GUID]*holding{c.SKUs[0].ID: &h} }
}

// seatless is a change: so many users in scope, of whom some have a status and need a seat.
func seatless(inScope int, s LicenseStatus, users int) func(*Case) {
	return func(c *Case) {
		c.Count.Scope.InScope = inScope
		c.Count.Seatless = map[missingSeat]int{{s, map[LicenseStatus]parts{LacksIntune: intune, LacksEntra: entra,
			LacksBoth: bothParts, NoLicense: bothParts}[s]}: users}
	}
}

// seen is a change: the user signed in so many days ago; never for less than none.
func seen(days int) func(*Case) {
	return func(c *Case) {
		c.User.SignInKnown = true
		if days >= 0 {
			c.User.LastSignIn = exampleNow.AddDate(0, 0, -days)
		}
	}
}

// confirmed is a change: one more of the user's assignedPlans, by the name of a plan of the product.
func confirmed(partNumber, plan, status string) func(*Case) {
	return func(c *Case) {
		c.User.AssignedPlansKnown = true
		for _, p := range license.Lookup(partNumber)[0].Plans {
			if p.Name == plan {
				c.User.AssignedPlans = append(c.User.AssignedPlans, tenant.AssignedPlan{Plan: p.ID, Status: status})
				return
			}
		}
		panic("no plan " + plan + " in " + partNumber)
	}
}
