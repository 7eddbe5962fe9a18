package rules

import "testing"

func TestOOB02(t *testing.T) {
	try(t, noSmartCards, examples{
		{Name: "any tenant", Want: Manual, Detail: "Certificate-based authentication"},
	})
}
