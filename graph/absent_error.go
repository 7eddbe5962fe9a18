package graph

import (
	"fmt"
	"net/url"

	"prepaudit/rules/tenant"
)

// AbsentError is a property that Graph sends with every object and that is absent or null here.
// To take it for none or nought would be to judge what nobody read.
type AbsentError struct {
	Property string
	Of       string // what lacks it, as words; "" for the answer itself
	hint     string
}

func (e *AbsentError) Error() string {
	if e.Of == "" {
		return fmt.Sprintf("the answer has no %s", e.Property)
	}
	return fmt.Sprintf("%s has no %s", e.Of, e.Property)
}

// Hint says what to do, or is "".
func (e *AbsentError) Hint() string { return e.hint }

// absentHint names the request whose answer has all that is needed of a dataset.
func absentHint(ds tenant.Dataset) string {
	switch ds {
	case tenant.SKUs:
		return "save the whole answer to GET " + requestFor(&url.URL{Path: "/v1.0/subscribedSkus"})
	case tenant.Subscriptions:
		return "save the whole answer to GET " + requestFor(&url.URL{Path: "/v1.0/directory/subscriptions"})
	case tenant.Preparation:
		return "save the whole answer to GET " + requestFor(&url.URL{Path: configurationPolicies})
	case tenant.Organization:
		return "save the whole answer to GET " + requestFor(&url.URL{Path: "/v1.0/organization"})
	}
	return ""
}
