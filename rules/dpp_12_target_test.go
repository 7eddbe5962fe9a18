package rules

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// deleted is a policy that is gone.
var deleted = tenant.GUID{9}

func TestDPP12(t *testing.T) {
	try(t, targetExists, examples{
		{Name: "a policy that exists",
			Change: changes(preparing(), associating("associated", "preassociated"), targeted(examplePolicy)), Want: Pass,
			Detail: "2 associated devices are assigned a policy"},
		{Name: "a policy that exists, in other letters",
			Change: changes(preparing(), associating("associated"), targeted(examplePolicy),
				set(func(s *tenant.Settings) { s.Preparation[0].ID = strings.ToUpper(s.Preparation[0].ID) })), Want: Pass},
		{Name: "a policy that is gone", Change: changes(preparing(), associating("associated"), targeted(deleted)),
			Want: Warn, Detail: "policy " + deleted.String()},
		{Name: "a policy that is gone, and there is none", Change: changes(associating("preassociated"), targeted(deleted)),
			Want: Warn},
		{Name: "a policy that is gone, of a device that is to be removed",
			Change: changes(preparing(), associating("pendingRemoval", "associated"), set(func(s *tenant.Settings) {
				s.Associations[0].Policy = deleted
			})), Want: Pass},
		{Name: "a policy that exists, and one that is gone",
			Change: changes(preparing(), associating("associated", "associated"), targeted(examplePolicy),
				set(func(s *tenant.Settings) { s.Associations[0].Policy = deleted })), Want: Warn,
			Detail: "1 associated device is"},
		{Name: "no policy, which is an empty id", Change: changes(preparing(), associating("associated")), Want: Pass,
			Detail: "those of their users apply"},
		{Name: "a policy in automatic mode",
			Change: changes(preparing(), automatically, associating("associated"), targeted(examplePolicy)), Want: Warn,
			Detail: "Cloud PCs"},
		{Name: "a policy of an unknown deployment type",
			Change: changes(preparing(), associating("associated"), targeted(examplePolicy),
				set(func(s *tenant.Settings) { s.Preparation[0].Mode = tenant.OtherMode })), Want: Pass},
		{Name: "no device", Change: associating(), Want: NotApplicable},
		{Name: "Graph has no list of them", Change: preparing(), Want: NotEvaluated, Detail: "does not list"},
	})
}
