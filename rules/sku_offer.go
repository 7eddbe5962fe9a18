package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/license"
)

// Offer says how a product is had, so that lists can leave out what nobody buys.
type Offer string

// The offers. What nothing tells apart is Paid.
const (
	Paid       Offer = "paid"
	Trial      Offer = "trial"
	TrialEnded Offer = "trial that ended" // whatever its status says: nobody is to count on its seats
	Free       Offer = "free"
	PerDevice  Offer = "per device, not assigned to users"
)

// freeWords and trialWords are read off the names of Microsoft's product list of 2026-08-20; no list says which
// products are free.
var (
	freeWords  = []string{"(free)", " free", "_free", "adhoc", "windows_store", "power apps for developer"}
	trialWords = []string{"trial", "viral", "exploratory", "preview"}
)

// perDevice are products whose seats are for devices though Graph lists them like a person's: Microsoft 365 A1, which
// schools buy for each device, Microsoft 365 Apps for a device and Dynamics 365 for one; names of the same list.
var perDevice = []string{"M365EDU_A1", "OFFICE_PROPLUS_DEVICE1", "Dynamics_365_for_Operations_Devices"}

// Offer is known by the subscriptions where there are any, else by the names of the product.
func (s SKURow) Offer() Offer {
	name := strings.ToLower(s.PartNumber + " " + s.Name)
	has := func(words []string) bool {
		for _, w := range words {
			if strings.Contains(name, w) {
				return true
			}
		}
		return false
	}
	switch {
	case s.Class == license.Device,
		slices.ContainsFunc(perDevice, func(part string) bool { return strings.EqualFold(part, s.PartNumber) }):
		return PerDevice
	case s.Over:
		return TrialEnded
	case s.Trial(), has(trialWords):
		return Trial
	case has(freeWords):
		return Free
	}
	return Paid
}
