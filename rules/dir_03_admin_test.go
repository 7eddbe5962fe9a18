package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDIR03(t *testing.T) {
	try(t, localAdmin, examples{
		{Name: "administrator, none by joining", Change: account("Administrator", "no"), Want: Pass,
			Detail: "standard users"},
		{Name: "administrator, all by joining", Change: account("Administrator", "all"), Want: Pass,
			Detail: "users become administrators"},
		{Name: "administrator, some by joining", Change: account("Administrator", "enumerated"), Want: Pass,
			Detail: "but for those who are selected"},
		{Name: "standard user, all by joining", Change: account("Standard user", "all"), Want: Pass},
		{Name: "standard user, none by joining", Change: account("Standard user", "no"), Want: Fail, Detail: "skipped"},
		{Name: "standard user, some by joining", Change: account("Standard user", "enumerated"), Want: Fail},
		{Name: "a label that this program does not know", Change: account("Guest", "no"), Want: NotEvaluated,
			Detail: "Guest"},
		{Name: "no label", Change: account("", "no"), Want: NotEvaluated, Detail: "does not say"},
		{Name: "labels were not sent",
			Change: changes(account("", "no"), func(x *Case) { x.Preparation[0].Settings[1].Labels = nil }),
			Want:   NotEvaluated, Detail: "does not say"},
		{Name: "a word of Entra ID that this program does not know", Change: account("Standard user", "some"),
			Want: NotEvaluated, Detail: "some"},
		{Name: "an automatic policy, whose users Windows 365 knows",
			Change: changes(account("Standard user", "no"), automatically), Want: NotApplicable, Detail: "Windows 365"},
		{Name: "no policy", Want: NotApplicable},
	})
}

func account(label, admins string) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Registration.Admins.Kind = admins
		s.Preparation = []tenant.PreparationPolicy{{ID: "1", Name: "Pilot", Settings: []tenant.PreparationSetting{
			{ID: dppPrefix + "allowskip", Values: []string{dppPrefix + "allowskip_0"}, Labels: []string{"No"}},
			{ID: accountSetting, Values: []string{accountSetting + "_0"}, Labels: []string{label}},
		}}}
	})
}
