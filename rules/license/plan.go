package license

import "prepaudit/rules/tenant"

// plan is an index into plans.
type plan uint8

// The plans that can give a part, in the order in which one is named when several do.
const (
	intuneA plan = iota
	intuneVL
	intuneGov
	intuneEDU
	intuneSMB
	entraP1
	entraP2
	entraEDU
)

// plans are the service plans that can give a part (Microsoft, Product names and service plan
// identifiers for licensing, 2026-08-20). INTUNE_O365, Intune Plan 2, the Suite's add-ons and
// Entra_Identity_Governance are left out on purpose: none of them gives a part.
var plans = [...]struct {
	id   tenant.GUID
	name string
}{
	intuneA:   {tenant.MustGUID("c1ec4a95-1f05-45b3-a911-aa3fa01094f5"), "INTUNE_A"},
	intuneVL:  {tenant.MustGUID("3e170737-c728-4eae-bbb9-3f3360f7184c"), "INTUNE_A_VL"},
	intuneGov: {tenant.MustGUID("d216f254-796f-4dab-bbfa-710686e646b9"), "INTUNE_A_GOV"},
	intuneEDU: {tenant.MustGUID("da24caf9-af8e-485c-b7c8-e73336da2693"), "INTUNE_EDU"},
	intuneSMB: {tenant.MustGUID("8e9ff0ff-aa7a-4b20-83c1-2f636b600ac2"), "INTUNE_SMBIZ"},
	entraP1:   {tenant.MustGUID("41781fb2-bc02-4b7c-bd55-b576c07bb09d"), "AAD_PREMIUM"},
	entraP2:   {tenant.MustGUID("eec0eb4f-6444-4f95-aba0-50c24d67f998"), "AAD_PREMIUM_P2"},
	entraEDU:  {tenant.MustGUID("3a3976ce-de18-4a87-a78e-5e9245e252df"), "AAD_EDU"},
}

// basicMobilityID is INTUNE_O365, which passes for Intune by its name (same source).
var basicMobilityID = tenant.MustGUID("882e1d05-acd1-4ccb-8708-6ee03664b117")

// eduSKUs are the only products in which AAD_EDU stands for Entra ID P1 or P2: M365EDU_A1 and
// INTUNE_EDU hold neither, yet rows 3 and 6 of the requirement document name them.
var eduSKUs = [...]tenant.GUID{
	tenant.MustGUID("b17653a4-2443-4e8c-a550-18249dda78bb"),
	tenant.MustGUID("d9d89b70-a645-4c24-b041-8d3cb1884ec7"),
}

// planOf finds the plan that can give a part through a SKU.
func planOf(id, sku tenant.GUID) (plan, bool) {
	for p := range plans {
		if plans[p].id != id {
			continue
		}
		if plan(p) == entraEDU && sku != eduSKUs[0] && sku != eduSKUs[1] {
			return 0, false
		}
		return plan(p), true
	}
	return 0, false
}

func (p plan) service() Service {
	if p >= entraP1 {
		return EntraID
	}
	return Intune
}

// lone reports whether p wants another Intune plan beside it. Microsoft asks that Intune A is
// assigned together with Intune for Education (Assign licenses, 2025-01-24); INTUNE_SMBIZ is
// in no product without INTUNE_A.
func (p plan) lone() bool { return p == intuneEDU || p == intuneSMB }

// Gives reports whether a service plan can give a part through a product.
func Gives(plan, sku tenant.GUID, part Service) bool {
	p, ok := planOf(plan, sku)
	return ok && p.service() == part
}
