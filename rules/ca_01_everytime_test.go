package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestCA01(t *testing.T) {
	try(t, enrollmentEveryTime, examples{
		{Name: "no policy", Want: Pass},
		{Name: "every time for enrollment", Change: access(enrolling("enabled", "everyTime")), Want: Warn,
			Detail: "Every time"},
		{Name: "every time on all applications",
			Change: access(tenant.AccessPolicy{State: "enabled", IncludeUsers: everybody, IncludeApps: []string{"All"},
				Strength: &tenant.Strength{}, Frequency: "everyTime"}), Want: Warn,
			Detail: "it applies to all users, nobody is excluded"},
		{Name: "every time on all applications but the enrollment",
			Change: access(tenant.AccessPolicy{State: "enabled", IncludeUsers: everybody, IncludeApps: []string{"All"},
				ExcludeApps: []string{enrollmentApp}, Controls: []string{"mfa"}, Frequency: "everyTime"}), Want: Pass},
		{Name: "every time on another application",
			Change: access(tenant.AccessPolicy{State: "enabled", IncludeUsers: everybody,
				IncludeApps: []string{"other"}, Controls: []string{"mfa"}, Frequency: "everyTime"}), Want: Pass},
		{Name: "every time, without MFA",
			Change: access(tenant.AccessPolicy{State: "enabled", IncludeUsers: everybody,
				IncludeApps: []string{enrollmentApp}, Frequency: "everyTime"}), Want: Pass},
		{Name: "every time in one policy, MFA in another",
			Change: changes(access(signingIn("All")), access(enrolling("enabled", "timeBased"))), Want: Warn,
			Detail: "requires sign-in every time, and policy Enrollment requires MFA: together they require " +
				"it every time, where nobody can answer during setup; it applies to all users"},
		{Name: "every time in one policy, MFA in two others",
			Change: changes(access(signingIn("All")), access(enrolling("enabled", "")),
				access(complying("OR", "All", "mfa"))), Want: Warn,
			Detail: "policies Enrollment, Compliance require MFA"},
		{Name: "every time in one policy, MFA in one that is only reported",
			Change: changes(access(signingIn("All")), access(enrolling(reportOnly, "timeBased"))), Want: Pass},
		{Name: "every time in one policy, MFA of another application",
			Change: changes(access(signingIn("All")), access(complying("OR", "other", "mfa"))), Want: Pass},
		{Name: "every time in one policy, MFA on other platforms",
			Change: changes(access(signingIn("All")),
				access(onPlatform(enrolling("enabled", ""), []string{"iOS"}, nil))), Want: Pass},
		{Name: "every time in one policy, compliance in another",
			Change: changes(access(signingIn("All")), access(complying("OR", "All", "compliantDevice"))), Want: Pass},
		{Name: "every time in one policy, MFA of nobody",
			Change: changes(access(signingIn("All")),
				access(tenant.AccessPolicy{State: "enabled", IncludeUsers: []string{"None"},
					IncludeApps: []string{"All"}, Strength: &tenant.Strength{}})), Want: Pass},
		{Name: "every time for those of whom the other asks no MFA",
			Change: changes(invited, access(signingIn(tenant.Guests)), access(enrolling("enabled", ""))), Want: Pass},
		{Name: "every time and MFA for the same group",
			Change: changes(access(grouped(signingIn(), "s", true)),
				access(grouped(complying("OR", "All", "mfa"), "s", true))), Want: Warn, Detail: "together"},
		{Name: "every time and MFA for two groups of the user",
			Change: changes(access(grouped(signingIn(), "s", true)),
				access(grouped(complying("OR", "All", "mfa"), "t", true))), Want: Warn,
			Detail: "it applies to group s, nobody is excluded; every user in scope is affected (1)"},
		{Name: "every time and MFA for two groups that share nobody",
			Change: changes(access(grouped(signingIn(), "s", true)),
				access(grouped(complying("OR", "All", "mfa"), "t", false))), Want: Pass},
		{Name: "every time and MFA for a group that couldn't be read",
			Change: changes(access(grouped(signingIn(), "s", true)),
				access(unread(complying("OR", "All", "mfa"), "t"))), Want: NotEvaluated,
			Detail: "whether users in scope are affected is not known"},
		{Name: "every time, but the group of MFA is excluded",
			Change: changes(
				access(func() tenant.AccessPolicy {
					p := signingIn("All")
					p.ExcludeGroups = group("t", true)
					return p
				}()), access(grouped(complying("OR", "All", "mfa"), "t", true))), Want: Pass},
		{Name: "every time and MFA for the same users, only reported",
			Change: changes(
				access(func() tenant.AccessPolicy { p := signingIn("All"); p.State = reportOnly; return p }()),
				access(enrolling("enabled", ""))), Want: Warn, Detail: "not enforced yet"},
		{Name: "every time in one policy, MFA under a risk in another",
			Change: changes(access(signingIn("All")), access(risky(enrolling("enabled", ""), "high"))), Want: Pass,
			Detail: "no policy requires"},
		{Name: "every time in one policy, MFA at an unrecognized level of risk in another",
			Change: changes(access(signingIn("All")), access(risky(enrolling("enabled", ""), "unknownFutureValue"))),
			Want:   Warn, Detail: "policy Enrollment (only under further conditions) requires"},
		{Name: "every time in one policy, MFA on some devices in another",
			Change: changes(access(signingIn("All")), access(onSomeDevices(enrolling("enabled", "")))),
			Want:   Warn, Detail: "policy Enrollment (only under further conditions) requires"},
		{Name: "every time under a risk in one policy, MFA in another",
			Change: changes(access(risky(signingIn("All"), "high")), access(enrolling("enabled", ""))), Want: Pass},
		{Name: "MFA now and then", Change: access(enrolling("enabled", "timeBased")), Want: Pass},
		{Name: "for other platforms only",
			Change: access(onPlatform(enrolling("enabled", "everyTime"), []string{"iOS"}, nil)), Want: Pass},
		{Name: "for Windows", Change: access(onPlatform(enrolling("enabled", "everyTime"), []string{"windows"}, nil)),
			Want: Warn},
		{Name: "for all platforms but Windows",
			Change: access(onPlatform(enrolling("enabled", "everyTime"), []string{"all"}, []string{"windows"})),
			Want:   Pass},
		{Name: "for guests only", Change: access(forGuests), Want: Pass, Detail: "no user in scope is affected"},
		{Name: "for guests only, who are in scope", Change: changes(invited, access(forGuests)), Want: Warn,
			Detail: "it applies to guests, nobody is excluded"},
		{Name: "for some", Change: access(func() tenant.AccessPolicy {
			p := grouped(enrolling("enabled", "everyTime"), "Finance", true)
			p.IncludeRoles = []string{"62e90394-69f5-4237-9190-012177145e10", "c0ffee"}
			p.ExcludeUsers = []string{"99999999-0000-0000-0000-000000000009"}
			p.ExcludeGroups = group("Break glass", false)
			return p
		}()), Want: Warn,
			Detail: "enforced: requires MFA with sign-in frequency \"Every time\": setup hangs at enrollment; it " +
				"applies to group Finance, role Global Administrator and role c0ffee, except group Break glass and " +
				"user 99999999-0000-0000-0000-000000000009; every user in scope is affected (1)"},
		{Name: "for a group that nobody in scope is in",
			Change: access(grouped(enrolling("enabled", "everyTime"), "Finance", false)), Want: Pass,
			Detail: "it applies to group Finance, except group g and guests; no user in scope is affected"},
		{Name: "for a role, whose holders are not read", Change: access(func() tenant.AccessPolicy {
			p := enrolling("enabled", "everyTime")
			p.IncludeUsers, p.IncludeRoles = nil, []string{"62E90394-69F5-4237-9190-012177145E10"}
			return p
		}()), Want: NotEvaluated,
			Detail: "applies to role Global Administrator, except group g and guests; whether users in scope are " +
				"affected is not known, because role members aren't read"},
		{Name: "for a role but those who hold another", Change: access(func() tenant.AccessPolicy {
			p := enrolling("enabled", "everyTime")
			p.IncludeUsers, p.IncludeRoles, p.ExcludeRoles = nil, []string{"r"}, []string{"s"}
			return p
		}()), Want: NotEvaluated,
			Detail: "it applies to role r, except group g, role s and guests; whether users in scope are affected is " +
				"not known, because role members aren't read"},
		{Name: "for all but a role", Change: access(func() tenant.AccessPolicy {
			p := enrolling("enabled", "everyTime")
			p.ExcludeRoles = []string{"62e90394-69f5-4237-9190-012177145e10"}
			return p
		}()), Want: Warn,
			Detail: "all users, except group g, role Global Administrator and guests; every user in scope is " +
				"affected (1), except for members of an excluded role, who aren't read"},
		{Name: "for all but who synchronizes the directory, another demands MFA of all but a role",
			Change: changes(access(func() tenant.AccessPolicy {
				p := signingIn("All")
				p.ExcludeRoles = []string{"d29b2b05-8046-44ba-8758-1e26182fcf32"}
				return p
			}()), access(func() tenant.AccessPolicy {
				p := complying("OR", "All", "mfa")
				p.ExcludeRoles = []string{"r"}
				return p
			}())), Want: Warn, Detail: "policy Compliance (except for members of an excluded role) requires"},
		{Name: "for some guests",
			Change: changes(invited,
				access(tenant.AccessPolicy{State: "enabled", IncludeUsers: []string{tenant.SomeGuests},
					IncludeApps: []string{"All"}, Strength: &tenant.Strength{}, Frequency: "everyTime"})), Want: NotEvaluated,
			Detail: "it applies to some guests, nobody"},
		{Name: "for all but a group that could not be read", Change: access(func() tenant.AccessPolicy {
			p := unread(enrolling("enabled", "everyTime"), "g")
			p.IncludeUsers, p.IncludeGroups, p.ExcludeGroups = everybody, nil, p.IncludeGroups
			return p
		}()), Want: NotEvaluated,
			Detail: "all users, except group g (not read) and guests; whether users in scope are affected " +
				"is not known"},
		{Name: "for all but the users in scope", Change: access(func() tenant.AccessPolicy {
			p := enrolling("enabled", "everyTime")
			p.ExcludeGroups = group("Device preparation", true)
			return p
		}()), Want: Pass,
			Detail: "all users, except group Device preparation and guests; no user in scope is affected"},
		{Name: "only reported", Change: access(enrolling("enabledForReportingButNotEnforced", "everyTime")), Want: Warn,
			Detail: "not enforced"},
		{Name: "under a risk only", Change: access(risky(enrolling("enabled", "everyTime"), "high", "medium")), Want: Pass,
			Detail: "requires MFA with sign-in frequency \"Every time\": setup hangs at enrollment, only at a risk (sign-in " +
				"risk high, medium): a user without such a risk is not affected"},
		{Name: "under a risk only, only reported",
			Change: access(risky(enrolling(reportOnly, "everyTime"), "low")), Want: Pass},
		{Name: "under a risk and on some devices only",
			Change: access(onSomeDevices(risky(enrolling("enabled", "everyTime"), "high"))), Want: Pass,
			Detail: "only at a risk (sign-in risk high; some devices)"},
		{Name: "on some devices only", Change: access(onSomeDevices(enrolling("enabled", "everyTime"))), Want: Warn,
			Detail: "only under further conditions (some devices)"},
		{Name: "under two risks, of one of which the level none counts too",
			Change: access(risky(risky(enrolling("enabled", "everyTime"), "high"), "none", "low")), Want: Pass},
		{Name: "under a hidden risk only", Change: access(risky(enrolling("enabled", "everyTime"), "hidden")), Want: Pass},
		{Name: "without a risk only", Change: access(risky(enrolling("enabled", "everyTime"), "none")), Want: Warn,
			Detail: "every user in scope is affected (1)"},
		{Name: "with a risk and without", Change: access(risky(enrolling("enabled", "everyTime"), "none", "high")),
			Want: Warn},
		{Name: "at an unrecognized level of risk",
			Change: access(risky(enrolling("enabled", "everyTime"), "high", "unknownFutureValue")), Want: NotEvaluated,
			Detail: "whether users in scope are affected is not known"},
		{Name: "under a risk in one policy, always in another",
			Change: changes(access(risky(enrolling("enabled", "everyTime"), "high")),
				access(enrolling("enabled", "everyTime"))), Want: Warn, Detail: "every user in scope is affected (1)"},
		{Name: "for nobody",
			Change: access(tenant.AccessPolicy{State: "enabled", IncludeUsers: []string{"None"},
				IncludeApps: []string{"All"}, Strength: &tenant.Strength{}, Frequency: "everyTime"}), Want: Pass},
		{Name: "off", Change: access(enrolling("disabled", "everyTime")), Want: Pass},
		{Name: "a state that this program does not know", Change: access(enrolling("resting", "everyTime")),
			Want: NotEvaluated, Detail: "resting"},
	})
}

// forGuests asks guests for MFA every time.
var forGuests = tenant.AccessPolicy{State: "enabled", IncludeUsers: []string{"None", tenant.Guests},
	IncludeApps: []string{"All"}, Strength: &tenant.Strength{}, Frequency: "everyTime"}

// invited is a change: the user in scope is a guest.
func invited(c *Case) { c.User.UserType = "Guest" }
