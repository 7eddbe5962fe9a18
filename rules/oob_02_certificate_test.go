package rules

import "testing"

func TestOOB02(t *testing.T) {
	try(t, noSmartCards, examples{
		{Name: "any tenant", Want: ByHand, Detail: "Certificate-based authentication"},
	})
}
