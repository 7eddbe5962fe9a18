package plan

import (
	"slices"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// exclusive are service plans of which a person can have one: assigning another fails with MutuallyExclusiveViolation.
// They are Microsoft's own (Product names and service plan identifiers for licensing, Service plans that cannot be
// assigned at the same time, page of 2026-08-19), which says that it lists the most common, and isn't kept up. What a
// tenant's own assignments failed for counts besides, see Planner.learn.
//
// EXCHANGE_S_ENTERPRISE is in none: the table leaves it out, and it may be assigned beside Plan 1 since January 2023
// (Exchange Team Blog, 2023-01-20; Resolve group license assignment problems, Conflicting service plans). By the same
// blog Kiosk, Essentials and Plan 1 go together too, and SharePoint's plans; the table says that they don't, and a plan
// that fails is worse than one that buys another product. Plans of Microsoft Entra ID exclude none.
var exclusive = [][]string{
	{"EXCHANGE_B_STANDARD", "EXCHANGE_S_ARCHIVE", "EXCHANGE_S_DESKLESS", "EXCHANGE_S_ESSENTIALS", "EXCHANGE_S_STANDARD",
		"EXCHANGE_S_STANDARD_MIDMARKET"},
	{"ONEDRIVEENTERPRISE", "SHAREPOINT_S_DEVELOPER", "SHAREPOINTDESKLESS", "SHAREPOINTENTERPRISE",
		"SHAREPOINTENTERPRISE_EDU", "SHAREPOINTENTERPRISE_MIDMARKET", "SHAREPOINTLITE", "SHAREPOINTSTANDARD",
		"SHAREPOINTSTANDARD_EDU", "SHAREPOINTSTANDARD_YAMMERSHADOW"},
	{"INTUNE_A", "INTUNE_A_VL", "INTUNE_B"},
	{"RMS_S_ENTERPRISE", "RMS_S_ENTERPRISE_GOV"},
	{"MCOIMP", "MCOSTANDARD_MIDMARKET", "MCOSTANDARD", "MCOLITE"},
	{"MCOPSTN1", "MCOPSTN2", "MCOPSTN5"},
	{"YAMMER_ENTERPRISE", "YAMMER_EDU", "YAMMER_MIDSIZE"},
	{"CRMPLAN1", "CRMPLAN2", "CRMSTANDARD", "DYN365_ENTERPRISE_P1_IW", "DYN365_ENTERPRISE_SALES",
		"DYN365_ENTERPRISE_TEAM_MEMBERS", "EMPLOYEE_SELF_SERVICE"},
}

// family is what a service plan excludes others of; "" for nothing. The plans for government are not in Microsoft's
// list; they are taken to exclude each other as their twins do.
func family(plan string) (of, which string) {
	for _, which := range []string{plan, strings.TrimSuffix(plan, "_GOV")} {
		for _, f := range exclusive {
			if slices.Contains(f, which) {
				return f[0], which
			}
		}
	}
	return "", ""
}

// planName is what Microsoft's list calls a service plan, or else what the tenant does.
func planName(p *tenant.Plan) string {
	if name := license.PlanName(p.ID); name != "" {
		return name
	}
	return p.Name
}

// conflicts reports whether two products have service plans that exclude each other; off are plans turned off in the
// license of the second.
func (p *product) conflicts(o *product, off []tenant.GUID) bool {
	for of, which := range p.families {
		if o.families[of] == "" || o.families[of] == which {
			continue
		}
		for i := range o.sku.Plans {
			one := &o.sku.Plans[i]
			if f, _ := family(planName(one)); f == of && !slices.Contains(off, one.ID) {
				return true
			}
		}
	}
	return false
}

// Stuck is an assignment that fails, and that the plan leaves so: somebody has to resolve it.
type Stuck struct {
	SKU   tenant.GUID
	Error string
	With  tenant.GUID // a product that it is known to conflict with, and that the person keeps; zero for none
}

// Stuck are the assignments of products with Intune or Entra ID P1 that failed for people who get a change, or none, for
// another reason than a lack of seats, and that the change doesn't help.
func (p *Planner) stuck(u *tenant.User, ch *Change) (all []Stuck) {
	for i := range p.products {
		o := &p.products[i]
		word := errorOf(u, o.id)
		// Seats are the plan's to find, and a location that is missing is set.
		if !o.gives || word == "" || word == "CountViolation" || ch != nil && ch.gains(o.id) ||
			word == "ProhibitedInUsageLocationViolation" && u.UsageLocationKnown && u.UsageLocation == "" {
			continue
		}
		s := Stuck{SKU: o.id, Error: word}
		freed := false
		for _, l := range u.Licenses {
			k, known := p.place[l.SKU]
			if !known || l.SKU == o.id || !p.learned[[2]int{i, k}] && !o.conflicts(&p.products[k], l.Disabled) {
				continue
			}
			if ch != nil && ch.ends(l.SKU) {
				freed = true
			} else {
				s.With = l.SKU
			}
		}
		if word == "MutuallyExclusiveViolation" && freed && s.With.IsZero() {
			continue // what was in its way is gone
		}
		all = append(all, s)
	}
	return all
}

// gains reports whether a change brings a product.
func (ch *Change) gains(sku tenant.GUID) bool {
	return slices.ContainsFunc(ch.Gain, func(g Gain) bool { return g.SKU == sku })
}
