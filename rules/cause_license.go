package rules

import (
	"cmp"
	"fmt"
	"strings"

	"prepaudit/rules/english"
)

// describeAssign is of people whose licenses do not give what is missing. Which license it is, a plan says.
func describeAssign(row *Cause, ch *change, people string) {
	what := "Intune and Entra ID P1"
	switch ch.word {
	case "Intune":
		what = "Intune"
	case "Entra":
		what = "Entra ID P1"
	}
	row.Title = fmt.Sprintf("Assign a license that includes %s to %s", what, people)
	row.Alone = "Assign a license that includes " + what
	row.Fix, row.Link = activeUsersPath, usersLink
}

// describeLicense is of an assignment, or a subscription, that people have and that gives them nothing.
func (f *Facts) describeLicense(row *Cause, ch *change, k *causeCount) {
	product := cmp.Or(f.productName(ch.sku), f.product(ch.sku))
	people := english.Count(k.people(), "person")
	row.Link = licensesLink
	row.Fix = licensesPath + " > " + product + " > Users"
	switch ch.kind {
	case turnOnPlan:
		row.Title = "Turn on " + k.turnedOff() + " in " + product
		row.Fix = activeUsersPath + " > Apps"
		if !ch.group.IsZero() {
			row.Title += " (" + f.groupQuoted(ch.group) + ")"
			row.Fix = licensesPath + " > " + product + " > Groups"
			f.turnOnForGroup(row, ch)
		}
		row.Alone = row.Title
	case reprocess:
		row.Title = fmt.Sprintf("Reprocess the assignment of %s for %s: seats are free", product, people)
		row.Alone = "Reprocess the assignment of " + product + ": seats are free"
		row.Reprocess(product)
	case addSeats:
		row.Title = fmt.Sprintf("Get %s of %s or free some, then reprocess the assignment",
			english.Count(k.people(), "more seat"), product)
		row.Alone = "Get a seat of " + product + ", then reprocess the assignment"
		row.Fix, row.Link = productsPath+" > "+product, subscriptionsLink
	case renew:
		row.Title = "Renew " + product
		row.Alone = row.Title
		row.Fix, row.Link = productsPath+" > "+product+" > Renew or reactivate", subscriptionsLink
	case repairAssignment:
		row.describeRepair(ch.word, product, people)
	}
}

// describeRepair is of an assignment in error, by the word that Graph has for it.
func (row *Cause) describeRepair(word, product, people string) {
	row.Alone = fmt.Sprintf("Repair the assignment of %s: %s", product, word)
	row.Why = cmp.Or(row.Why, "Graph says "+word)
	row.Fix, row.Link = activeUsersPath, usersLink
	switch word {
	case "ProhibitedInUsageLocationViolation":
		row.Title = fmt.Sprintf("Set another usage location for %s, then reprocess %s", people, product)
		row.Fix += " > Select location"
	case "MutuallyExclusiveViolation":
		row.Title = fmt.Sprintf("Remove the product that conflicts with %s from %s, then reprocess it", product, people)
	case "DependencyViolation":
		row.Title = fmt.Sprintf("Assign %s the plan that %s depends on, then reprocess it", people, product)
	case "UniquenessViolation":
		row.Title = fmt.Sprintf("Give %s an address that nobody else has, then reprocess %s", people, product)
		row.Fix, row.Link = "Exchange admin center > Recipients > Mailboxes", ""
	default:
		row.Title = fmt.Sprintf("Repair the assignment of %s for %s: %s", product, people, word)
		row.Fix, row.Link = "Microsoft Entra admin center > Entra ID > Monitoring & health > Audit logs", ""
	}
}

// turnedOff names the parts that an assignment leaves out, by the rules that fail for it.
func (k *causeCount) turnedOff() string {
	var parts []string
	for _, r := range k.rules {
		switch r {
		case intuneAssigned:
			parts = append(parts, "Intune")
		case entraAssigned:
			parts = append(parts, "Entra ID P1")
		}
	}
	return cmp.Or(strings.Join(parts, " and "), "the plan that is named")
}
