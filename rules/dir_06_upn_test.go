package rules

import "testing"

func TestDIR06(t *testing.T) {
	try(t, sameUPN, examples{
		{Name: "the same", Change: onPremises("avery@contoso.example"), Want: Pass},
		{Name: "the same in other letters", Change: onPremises("Avery@Contoso.example"), Want: Pass},
		{Name: "none: a cloud account", Change: onPremises(""), Want: Pass},
		{Name: "another", Change: onPremises("avery@corp.local"), Want: Warn, Detail: "avery@corp.local"},
		{Name: "not sent", Want: NotEvaluated},
	})
}

func onPremises(upn string) func(*Case) {
	return func(c *Case) { c.User.OnPremisesUPN, c.User.OnPremisesUPNKnown = upn, true }
}
