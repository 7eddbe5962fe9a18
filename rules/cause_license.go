package rules

import (
	"cmp"
	"fmt"
	"strings"

	"prepaudit/rules/english"
)

// describeAssign is of people whose licenses do not give what is missing.
func (f *Facts) describeAssign(row *Cause, ch *change, people string) {
	lack, what := bothParts, "Intune and Entra ID P1"
	switch ch.word {
	case "Intune":
		lack, what = intune, "Intune"
	case "Entra":
		lack, what = entra, "Entra ID P1"
	}
	row.Title = fmt.Sprintf("Assign a license that includes %s to %s", what, people)
	row.Alone = "Assign a license that includes " + what
	if f.Licenses == nil {
		row.Fix = "Microsoft 365 admin center > Users > Active users > the person > Licenses and apps"
		return
	}
	p := purchase(f, missingSeat{gives: lack})
	name := p.Name
	if name == "" {
		name = p.PartNumber
	}
	row.Fix = fmt.Sprintf("Microsoft 365 admin center > Users > Active users > the person > Licenses and apps: select %s",
		name)
	row.Alone += ": " + name
	row.Link = usersLink
	row.PowerShell = fmt.Sprintf(`Set-MgUserLicense -UserId UPN -AddLicenses @(@{SkuId='%s'}) -RemoveLicenses @() -WhatIf`,
		p.SKU)
	row.Bash = fmt.Sprintf(`az rest --method POST --url https://graph.microsoft.com/v1.0/users/UPN/assignLicense `+
		`--headers Content-Type=application/json --body '{"addLicenses":[{"skuId":"%s"}],"removeLicenses":[]}'`, p.SKU)
}

// describeLicense is of an assignment, or a subscription, that people have and that gives them nothing.
func (f *Facts) describeLicense(row *Cause, ch *change, k *causeCount) {
	product := cmp.Or(f.productName(ch.sku), f.product(ch.sku))
	people := english.Count(k.people(), "person")
	row.Link = licensesLink
	again := "Microsoft 365 admin center > Billing > Licenses > " + product + " > Users > the person > Reprocess"
	switch ch.kind {
	case turnOnPlan:
		what := k.turnedOff()
		row.Title = "Turn on " + what + " in " + product
		row.Fix = "Microsoft 365 admin center > Users > Active users > the person > Licenses and apps > Apps: select the " +
			"plan that is named"
		if !ch.group.IsZero() {
			row.Title = fmt.Sprintf("Turn on %s in %s (%s)", what, product, f.groupQuoted(ch.group))
			row.Fix = fmt.Sprintf("Microsoft 365 admin center > Billing > Licenses > %s > Groups > %s > Apps: select the plan "+
				"that is named", product, strings.TrimPrefix(f.groupName(ch.group), "group "))
			row.PowerShell = fmt.Sprintf(`Set-MgGroupLicense -GroupId '%s' -AddLicenses @(@{SkuId='%s'; DisabledPlans=@()}) `+
				`-RemoveLicenses @() -WhatIf`, ch.group, ch.sku)
		}
		row.Alone = row.Title
	case reprocess:
		row.Title = fmt.Sprintf("Reprocess the assignment of %s for %s: seats are free", product, people)
		row.Alone = "Reprocess the assignment of " + product + ": seats are free"
		row.Fix = again
		row.PowerShell = "Invoke-MgLicenseUser -UserId UPN -WhatIf"
		row.Bash = "az rest --method POST --url https://graph.microsoft.com/v1.0/users/UPN/reprocessLicenseAssignment"
	case addSeats:
		row.Title = fmt.Sprintf("Get %s of %s", english.Count(k.people(), "more seat"), product)
		row.Alone = "Get a seat of " + product + ", then reprocess the assignment"
		row.Fix = productsPath + " > " + product + " > Buy licenses; or free seats that nobody uses. Then " + again
		row.Link = subscriptionsLink
	case renew:
		row.Title = "Renew " + product
		row.Alone = row.Title
		row.Fix = productsPath + " > " + product + " > Renew or reactivate"
		row.Link = subscriptionsLink
	case repairAssignment:
		row.Title = fmt.Sprintf("Repair the assignment of %s for %s: %s", product, people, ch.word)
		row.Alone = fmt.Sprintf("Repair the assignment of %s: %s", product, ch.word)
		row.Fix = map[string]string{
			"ProhibitedInUsageLocationViolation": "Set a usage location where the product is offered: Microsoft 365 admin " +
				"center > Users > Active users > the person > Licenses and apps > Select location",
			"MutuallyExclusiveViolation": "Remove the product that conflicts with it: Microsoft 365 admin center > Users > " +
				"Active users > the person > Licenses and apps",
			"DependencyViolation": "Assign the plan that it depends on: Microsoft 365 admin center > Users > Active users > " +
				"the person > Licenses and apps",
			"UniquenessViolation": "Give the person an address that nobody else has: Exchange admin center > Recipients > " +
				"Mailboxes",
		}[ch.word]
		if row.Fix == "" {
			row.Fix = "Microsoft Entra admin center > Entra ID > Monitoring & health > Audit logs, activity Change user " +
				"license, says more"
		}
		row.Fix += ". Then " + again
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
