package license

import (
	"iter"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Product is a SKU of the embedded catalog.
type Product struct {
	SKU        tenant.GUID
	PartNumber string
	Name       string
	Plans      []ProductPlan
	PlansKnown bool // false: only the name is published, and the tenant's own plans decide
	Row        int  // 1 to 6; 0 when no row of the requirement document counts it
	Match      Match
	Class      Class
	// Entra and Intune say which parts its plans would give, whoever the product is meant for.
	Entra, Intune bool
	Notes         []Note
}

// ProductPlan is a service plan of a product.
type ProductPlan struct {
	ID          tenant.GUID
	Name        string // INTUNE_A
	DisplayName string // Microsoft Intune Plan 1
	Kind        PlanKind
}

// PlanKind says what a service plan counts for.
type PlanKind string

// The kinds of plan; most plans have nothing to do with the requirement.
const (
	OtherPlan    PlanKind = ""
	EntraPremium PlanKind = "Entra ID P1 or P2"
	EntraLesser  PlanKind = "Entra ID without P1 or P2"
	IntunePlan   PlanKind = "Intune"
	NotIntune    PlanKind = "not Intune" // its name or family suggests Intune
)

// notEnough are the plans whose names suggest a part that they do not give.
var notEnough = map[string]PlanKind{
	"AAD_EDU":                   EntraLesser,
	"AAD_SMB":                   EntraLesser,
	"AAD_BASIC_EDU":             EntraLesser,
	"AAD_BASIC":                 EntraLesser,
	"Entra_Identity_Governance": EntraLesser,
	"INTUNE_O365":               NotIntune,
	"INTUNE_P2":                 NotIntune,
	"Intune-EPM":                NotIntune,
	"Intune-MAMTunnel":          NotIntune,
	"Intune_AdvancedEA":         NotIntune,
	"REMOTE_HELP":               NotIntune,
	"CLOUD_PKI":                 NotIntune,
	"3_PARTY_APP_PATCH":         NotIntune,
	"Intune_ServiceNow":         NotIntune,
	"Intune_Defender":           NotIntune,
}

// planIDs yields the service plans of a product, none when they are not known.
func (e *entry) planIDs() iter.Seq[tenant.GUID] {
	return func(yield func(tenant.GUID) bool) {
		if e.plans == plansUnknown {
			return
		}
		for id := range strings.SplitSeq(e.plans, " ") {
			if !yield(tenant.MustGUID(id)) {
				return
			}
		}
	}
}

func (e *entry) product() Product {
	p := Product{
		SKU: e.id, PartNumber: e.part, Name: e.name, PlansKnown: e.plans != plansUnknown,
		Row: e.row, Match: e.match, Class: e.class, Notes: notes()[e.id],
	}
	for id := range e.planIDs() {
		pp := ProductPlan{ID: id, Name: embedded().plans[id].name, DisplayName: embedded().plans[id].display}
		pp.Kind = notEnough[pp.Name]
		if pl, ok := planOf(id, e.id); ok {
			p.Intune = p.Intune || pl.service() == Intune
			p.Entra = p.Entra || pl.service() == EntraID
			switch {
			case pl == entraEDU: // stays a lesser plan: it counts in this product only
			case pl.service() == EntraID:
				pp.Kind = EntraPremium
			default:
				pp.Kind = IntunePlan
			}
		}
		p.Plans = append(p.Plans, pp)
	}
	slices.SortFunc(p.Plans, func(a, b ProductPlan) int { return strings.Compare(a.Name, b.Name) })
	return p
}

// ProductOf is the catalog's product with a skuId.
func ProductOf(sku tenant.GUID) (Product, bool) {
	e := embedded().byID[sku]
	if e == nil {
		return Product{}, false
	}
	return e.product(), true
}

// Named is the part number and the name of the product with a skuId; both are "" where the catalog has none. Unlike
// ProductOf it costs nothing, so that a report can ask for every license of every user.
func Named(sku tenant.GUID) (partNumber, name string) {
	e := embedded().byID[sku]
	if e == nil {
		return "", ""
	}
	return e.part, e.name
}

// ClassOf says for whom a product is meant, whether the tenant holds it or not; Person for one that the catalog does
// not know.
func ClassOf(sku tenant.GUID) Class {
	if e := embedded().byID[sku]; e != nil {
		return e.class
	}
	return Person
}

// MatchOf says how a product stands to the words of its row; "" for one without a row.
func MatchOf(sku tenant.GUID) Match {
	if e := embedded().byID[sku]; e != nil {
		return e.match
	}
	return ""
}

// Lookup finds products by skuId, part number or whole product name, in any case. A part number
// or a name may stand for several products (MCOPSTN5, Microsoft 365 F1).
func Lookup(text string) []Product {
	text = strings.TrimSpace(text)
	id, err := tenant.ParseGUID(text)
	var found []Product
	for i := range embedded().skus {
		e := &embedded().skus[i]
		if err == nil && e.id == id || strings.EqualFold(e.part, text) || strings.EqualFold(e.name, text) {
			found = append(found, e.product())
		}
	}
	return found
}

// PartNumbers lists the part numbers of the catalog, sorted, each once.
func PartNumbers() []string {
	var names []string
	for _, e := range embedded().skus {
		names = append(names, e.part)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// PlanName is the catalog's name of a service plan ("INTUNE_A"); "" when it has none.
func PlanName(id tenant.GUID) string { return embedded().plans[id].name }
