package rules

import (
	"prepaudit/rules/tenant"
)

// Example is a case of a rule: documentation that is also its test.
type Example struct {
	Name     string
	Settings tenant.Settings
	User     tenant.User // for an EachUser rule
	OtherMDM bool
	Want     Outcome
	Detail   string // a part of the detail that must appear; "" for any
}
