package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// ofLicenses are the kinds of causes that a license plan has an answer to, as their ids begin.
var ofLicenses = []string{"assign-license", "turn-on-plan", "reprocess", "add-seats", "repair-assignment", "renew"}

// OfLicenses reports whether a cause, by its id, is one that a license plan has an answer to.
func OfLicenses(id string) bool {
	kind, _, _ := strings.Cut(id, "/")
	return slices.Contains(ofLicenses, kind)
}

// What follows are the ways of a plan, each with where to click and the commands. UPN stands for each person.

// Assign is a request that gives a person licenses in place of others.
func (row *Cause) Assign(add []tenant.License, remove []tenant.GUID) {
	row.Fix, row.Link = activeUsersPath, usersLink
	var lists, plans, without, ids []string
	for _, l := range add {
		item, element := licenseLists(l.SKU, l.Disabled)
		lists, plans = append(lists, item), append(plans, element)
	}
	for _, sku := range remove {
		without, ids = append(without, "'"+sku.String()+"'"), append(ids, `"`+sku.String()+`"`)
	}
	row.run(`Set-MgUserLicense -UserId "UPN" -AddLicenses @(`+strings.Join(lists, ",")+") -RemoveLicenses @("+
		strings.Join(without, ",")+")", "POST", "v1.0/users/UPN/assignLicense", `{"addLicenses":[`+
		strings.Join(plans, ",")+`],"removeLicenses":[`+strings.Join(ids, ",")+`]}`)
}

// Once leads from a group that people join to what is removed when it has assigned its license.
const Once = ". Once they have it, "

// Join puts people into a group that assigns a license, and names what is to be removed then.
func (row *Cause) Join(g tenant.Group, then string) {
	row.addMembers(g)
	if then != "" {
		row.Fix += Once + then + ": " + activeUsersPath
	}
}

// Reprocess has groups assign again what had failed.
func (row *Cause) Reprocess(product string) {
	row.Fix, row.Link = licensesPath+" > "+product+" > Groups > the group > Actions needed", licensesLink
	row.run(`Invoke-MgLicenseUser -UserId "UPN"`, "POST", "v1.0/users/UPN/reprocessLicenseAssignment", "")
}

// Renew is of seats of a subscription, which no request renews or buys.
func (row *Cause) Renew(product string) {
	row.Fix, row.Link = productsPath+" > "+product+" > Renew or reactivate", subscriptionsLink
	row.shows(addressOf(tenant.Subscriptions))
}

// Look is of what takes several steps, or differs from person to person; do says what is to be known before, if anything.
func (row *Cause) Look(do string) {
	row.Fix, row.Link = activeUsersPath, usersLink
	if do != "" {
		row.Fix += ": " + do
	}
	row.shows(licensesOf)
}

// Buy has seats bought before they are assigned.
func (row *Cause) Buy() { row.Fix, row.Link = productsPath+", then assign them", subscriptionsLink }
