package rules

import "testing"

func TestDIR02(t *testing.T) {
	try(t, deviceQuota, examples{
		{Name: "no device", Change: owning(0, 50), Want: Pass},
		{Name: "two below the quota", Change: owning(3, 5), Want: Pass},
		{Name: "one below the quota", Change: owning(4, 5), Want: Pass},
		{Name: "at the quota", Change: owning(5, 5), Want: Fail, Detail: "5"},
		{Name: "at a quota of one", Change: owning(1, 1), Want: Fail,
			Detail: "1 device is joined or registered, and the quota is 1"},
		{Name: "above the quota", Change: owning(7, 5), Want: Fail},
		{Name: "no quota that anybody reaches", Change: owning(40, 2147483647), Want: Pass},
	})
}
