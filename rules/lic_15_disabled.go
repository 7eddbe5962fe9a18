package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var disabledSeats = &Rule{
	ID:     "LIC-15",
	Title:  "No disabled account uses a seat",
	Level:  Advisory,
	Effect: Effect{Comply, Information, Information},
	Citation: Citation{"Remove a former employee", "Remove licenses",
		"https://learn.microsoft.com/microsoft-365/admin/add-users/remove-former-employee"},
	Rationale: "A disabled account can't sign in, and its licenses still use seats that new colleagues could have. " +
		"Room licenses, and Exchange products that a large mailbox or one on hold needs, are fine there.",
	Remediation: "Remove the licenses from these accounts once their data is kept, and the accounts from groups " +
		"that assign licenses: Microsoft 365 admin center > Users > Active users.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:  []tenant.Dataset{tenant.Subscriptions},
	EachSKU: func(env *Env, s *tenant.SKU) Verdict {
		h := env.count.Holders[s.ID]
		class := license.ClassOf(s.ID)
		switch {
		case h == nil:
			return NA("nobody has it")
		case class == license.Room:
			return NA("accounts of rooms may be disabled")
		case mailbox(s):
			return NA("a shared mailbox, whose account is disabled, may need it")
		case env.offer(s) != Paid:
			return NA("its seats cost nothing, or are not assigned to users")
		case h.Disabled > 0:
			return Warnf("%s used by disabled accounts", english.CountVerb(h.Disabled, "seat", "is", "are"))
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "none"},
		{Warn, "one"},
		{NotApplicable, "a shared mailbox's product"},
		{NotApplicable, "a device license"},
	},
}

// mailbox tells the products that Microsoft asks for a shared mailbox of more than 50 GB, with an archive or on
// hold (About shared mailboxes, learn.microsoft.com/microsoft-365/admin/email/about-shared-mailboxes).
func mailbox(s *tenant.SKU) bool {
	return slices.Contains([]string{"EXCHANGESTANDARD", "EXCHANGEENTERPRISE", "EXCHANGEARCHIVE",
		"EXCHANGEARCHIVE_ADDON"}, strings.ToUpper(s.PartNumber))
}
