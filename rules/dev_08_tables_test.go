package rules

import (
	"testing"
	"time"
)

func TestDEV08(t *testing.T) {
	try(t, freshTables, examples{
		{Name: "weeks old", Want: Pass, Detail: "2026-08-22"},
		{Name: "a year old to the day", Change: on(2027, 8, 22), Want: Pass},
		{Name: "a year old in the evening",
			Change: func(c *Case) { c.Now = time.Date(2027, 8, 22, 23, 59, 0, 0, time.UTC) }, Want: Pass},
		{Name: "older", Change: on(2027, 8, 23), Want: Warn, Detail: "2026-08-22"},
	})
}
