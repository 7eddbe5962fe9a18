package rules

import (
	"testing"

	"prepaudit/rules/license"
)

func TestOptionCount(t *testing.T) {
	for x, want := range map[license.Extra]recommendedCount{
		0:                                      {Without: 1},
		license.AppsOn:                         {On: 1},
		license.AppsOff:                        {Off: 1},
		license.AppsPartly:                     {Partly: 1},
		license.AppsOn | license.AppsOff:       {On: 1}, // on in another license
		license.AppsOff | license.AppsPartly:   {Off: 1},
		license.WindowsOn | license.WindowsOff: {Without: 1},
	} {
		var c recommendedCount
		if c.add(x, license.AppsOn, license.AppsOff, license.AppsPartly); c != want {
			t.Errorf("%b: %+v, want %+v", x, c, want)
		}
	}
	for c, want := range map[recommendedCount]string{
		{On: 2}: "2 of 2 licensed users in scope have it",
		{On: 4, Off: 1, Partly: 2,
			Without: 3}: "4 of 10 licensed users in scope have it; it is switched off for 1 of them; a lesser one: " +
			"2; it isn't part of what 3 of them have",
		{On: 1, Without: 1}: "1 of 2 licensed users in scope have it; it isn't part of what 1 of them has",
		{On: 1, Partly: 1}:  "1 of 2 licensed users in scope have it; a lesser one: 1",
	} {
		if v := c.verdict("it", "a lesser one"); v.Detail != want {
			t.Errorf("%+v: %s", c, v.Detail)
		}
	}
}
