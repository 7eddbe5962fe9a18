package rules

import (
	"testing"
	"time"

	"prepaudit/rules/tenant"
)

const day = 24 * time.Hour

func TestDPP11(t *testing.T) {
	try(t, associatedInTime, examples{
		{Name: "pre-associated lately", Change: changes(associating("preassociated"), since(3*day)), Want: Pass,
			Detail: "1 device is pre-associated"},
		{Name: "pre-associated 30 days ago", Change: changes(associating("preassociated"), since(30*day)), Want: Pass},
		{Name: "pre-associated 30 days and a second ago",
			Change: changes(associating("preassociated"), since(30*day+time.Second)), Want: Warn},
		{Name: "pre-associated two months ago",
			Change: changes(associating("preassociated", "preassociated"), since(60*day, 3*day)), Want: Warn,
			Detail: "1 device has been pre-associated for over 30 days and not associated yet, such as Latitude 7450"},
		{Name: "associated, and pre-associated two months ago", Change: changes(associating("associated"), since(60*day)),
			Want: Pass, Detail: "no device waits"},
		{Name: "the old entry of a device that is associated by another",
			Change: changes(associating("preassociated", "associated"), since(60*day, 3*day), numbered("SN1 ", "sn1")),
			Want:   Pass},
		{Name: "two entries without serial numbers",
			Change: changes(associating("preassociated", "associated"), since(60*day, 3*day), numbered("", "")),
			Want:   Warn},
		{Name: "to be removed, and pre-associated two months ago",
			Change: changes(associating("pendingRemoval"), since(60*day)), Want: NotApplicable},
		{Name: "Graph did not send since when", Change: associating("preassociated"), Want: NotEvaluated,
			Detail: "since when 1 device has been"},
		{Name: "of one Graph did not send since when, and another waits",
			Change: changes(associating("preassociated", "preassociated"), since(60*day)), Want: Warn},
		{Name: "no device", Change: associating(), Want: NotApplicable},
		{Name: "Graph has no list of them", Want: NotEvaluated, Detail: "does not list"},
	})
}

// since is a change: the first associated devices were pre-associated so long ago.
func since(ago ...time.Duration) func(*Case) {
	return set(func(s *tenant.Settings) {
		for i := range ago {
			s.Associations[i].Preassociated = exampleNow.Add(-ago[i])
		}
	})
}

// numbered is a change: the first associated devices have these serial numbers.
func numbered(serials ...string) func(*Case) {
	return set(func(s *tenant.Settings) {
		for i := range serials {
			s.Associations[i].Serial = serials[i]
		}
	})
}
