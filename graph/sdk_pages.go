package graph

import "errors"

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
			return nil, &absentError{Property: "value"}
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
