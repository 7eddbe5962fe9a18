package graph

import (
	"errors"
	"fmt"
	"net/url"

	"prepaudit/rules/tenant"
)

// maxSmallPages bounds the collections that have one page in practice.
const maxSmallPages = 1000

var (
	errNothing = errors.New("the answer is empty")
	errEndless = errors.New("the pages do not end")
)

// smallPage is a page of a collection in the SDK's models.
type smallPage[M any] interface {
	GetValue() []M
	GetOdataNextLink() *string
}

// readSmall reads a collection through the SDK: get brings the page at a nextLink, for "" the first
// one, and read makes what it is worth of an element.
func readSmall[M, T any](get func(link string) (smallPage[M], error), read func(M) (T, error)) ([]T, error) {
	var all []T
	link := ""
	for range maxSmallPages {
		page, err := get(link)
		if err != nil {
			return nil, err
		}
		if page == nil {
			return nil, errNothing
		}
		if page.GetValue() == nil {
			return nil, &AbsentError{Property: "value"}
		}
		for _, m := range page.GetValue() {
			one, err := read(m)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
		if link = text(page.GetOdataNextLink()); link == "" {
			return all, nil
		}
	}
	return nil, errEndless
}

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
