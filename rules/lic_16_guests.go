package rules

import (
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var guestSeats = &Rule{
	ID:     "LIC-16",
	Title:  "No guest or external member uses a seat",
	Level:  Advisory,
	Effect: Effect{Comply, Information, Information},
	Citation: Citation{"Microsoft Entra External ID pricing", "Monthly active users",
		"https://learn.microsoft.com/entra/external-id/external-identities-pricing"},
	Rationale: "Guests are usually licensed by their own organization, and premium features of Microsoft Entra ID " +
		"are billed for them by monthly use. Power BI and Power Apps need a license in this tenant or in their " +
		"own, so those aren't counted.",
	Remediation: "Remove the licenses from guests who don't need them: Microsoft 365 admin center > Users > Guest " +
		"users.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:  []tenant.Dataset{tenant.Subscriptions},
	EachSKU: func(env *Env, s *tenant.SKU) Verdict {
		h := env.count.Holders[s.ID]
		part := strings.ToUpper(s.PartNumber)
		switch {
		case h == nil:
			return NA("nobody has it")
		case strings.HasPrefix(part, "POWER_BI"), strings.HasPrefix(part, "PBI_"), strings.HasPrefix(part, "POWERAPPS"):
			return NA("a guest may need it")
		case env.offer(s) != Paid:
			return NA("its seats cost nothing, or are not assigned to users")
		case h.Guests > 0:
			return Warnf("%s used by guests and external members", english.CountVerb(h.Guests, "seat", "is", "are"))
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "none"},
		{Warn, "one"},
		{NotApplicable, "Power BI Pro"},
		{NotApplicable, "a trial"},
	},
}
