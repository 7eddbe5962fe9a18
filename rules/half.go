package rules

import (
	"fmt"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// judgeHalf is the verdict on one half of a user's entitlement; gives picks that half of what a
// licence would give.
func judgeHalf(env *Env, u *tenant.User, e license.Entitlement, h license.Half, gives func(entra, intune license.Half) license.Half) Verdict {
	switch {
	case !e.Known:
		return Unknown("Graph did not send assignedLicenses for this user")
	case h.State == license.Active:
		return OK
	case h.State == license.Doubtful:
		return Warnf("%s", h.Why())
	case h.State == license.Unsure:
		return Unknown("%s", h.Why())
	}
	return Failf("%s%s", h.Why(), failedAssignment(env, u, gives))
}

// failedAssignment names an assignment in error that would give what a user lacks: Graph lists it
// among the states, though not among the licences.
func failedAssignment(env *Env, u *tenant.User, gives func(entra, intune license.Half) license.Half) string {
	for _, s := range u.States {
		if s.State == "Error" && gives(env.Licenses.IfActive(tenant.License{SKU: s.SKU, Disabled: s.Disabled})).Usable() {
			return fmt.Sprintf("; %s would give it, but its assignment is in error (%s)", env.product(s.SKU), explain(s))
		}
	}
	return ""
}

func entraHalf(entra, _ license.Half) license.Half   { return entra }
func intuneHalf(_, intune license.Half) license.Half { return intune }

// product names a product of the tenant with its part number; one that the tenant does not hold keeps its skuId.
func (e *Env) product(sku tenant.GUID) string {
	for _, s := range e.SKUs {
		if s.ID != sku {
			continue
		}
		if h, _ := e.Licenses.Product(sku); h.Name != "" && !strings.EqualFold(h.Name, s.PartNumber) {
			return fmt.Sprintf("%s (%s)", s.PartNumber, h.Name)
		}
		return s.PartNumber
	}
	return sku.String()
}
