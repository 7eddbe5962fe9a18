package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Assume is what is taken as done with products, as somebody asks for it: by part number, name or skuId.
type Assume struct {
	Swaps []Instead
	Buys  []Buy
	By    time.Time // what goes away before this day is gone; zero where nobody says
}

// Instead gives everybody in scope who has one product another in its place.
type Instead struct{ From, To string }

// Buy is seats that are bought beyond those that there are.
type Buy struct {
	Product string
	Seats   int
}

// Changes reports whether it changes what people have, or what is paid for.
func (a *Assume) Changes() bool { return len(a.Swaps)+len(a.Buys) > 0 }

// IsSwap reports whether a text is meant for ParseSwap.
func IsSwap(text string) bool { return strings.Contains(text, "->") || strings.Contains(text, "→") }

// ParseSwap reads "SPE_E3 -> SPE_E5".
func ParseSwap(text string) (s Instead, err error) {
	parts := strings.Split(strings.ReplaceAll(text, "→", "->"), "->")
	if len(parts) != 2 {
		return s, fmt.Errorf("%q is not one product -> another", text)
	}
	s = Instead{strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1])}
	if s.From == "" || s.To == "" {
		return s, fmt.Errorf("%q lacks the product on one side of the arrow", text)
	}
	return s, nil
}

// ParseBuy reads "SPE_F1=50".
func ParseBuy(text string) (b Buy, err error) {
	i := strings.LastIndexByte(text, '=')
	if i < 0 {
		return b, fmt.Errorf("%q lacks the number of seats", text)
	}
	b.Product = strings.TrimSpace(text[:i])
	b.Seats, err = strconv.Atoi(strings.TrimSpace(text[i+1:]))
	switch {
	case b.Product == "":
		return b, fmt.Errorf("%q lacks the product", text)
	case err != nil || b.Seats < 1 || b.Seats > maxSeats:
		return b, fmt.Errorf("%q: the number of seats is from 1 to %d", text, maxSeats)
	}
	return b, nil
}

// ProductError is a product that is asked for and isn't found, or of which nothing can be assumed.
type ProductError struct {
	Text    string
	Problem string
	Known   []string // part numbers that may be meant; nil where it is found
}

func (e *ProductError) Error() string { return e.Problem }

// On is what is asked for, in a tenant.
func (a *Assume) On(t *Tenant) (*Assumption, error) {
	as := &Assumption{tenant: t, by: a.By, delta: map[tenant.GUID]int{}}
	for _, s := range a.Swaps {
		from, err := t.find(s.From, false)
		if err != nil {
			return nil, err
		}
		to, err := t.find(s.To, true)
		switch {
		case err != nil:
			return nil, err
		case from.ID == to.ID:
			return nil, &ProductError{Text: s.To, Problem: fmt.Sprintf("%s and %s are one product", s.From, s.To)}
		case slices.ContainsFunc(as.swaps, func(o swap) bool { return o.from.ID == from.ID }):
			return nil, &ProductError{Text: s.From, Problem: s.From + " is swapped twice"}
		}
		as.swaps = append(as.swaps, swap{from: *from, to: *to})
	}
	for _, b := range a.Buys {
		s, err := t.find(b.Product, true)
		if err != nil {
			return nil, err
		}
		as.buys = append(as.buys, bought{*s, b.Seats})
	}
	return as, nil
}

// find finds a product of the tenant or, where it may be bought, of the catalog.
func (t *Tenant) find(text string, buy bool) (*tenant.SKU, error) {
	id, err := tenant.ParseGUID(text)
	found := license.Lookup(text)
	var mine, others []tenant.SKU
	var known []string
	for _, s := range t.SKUs {
		known = append(known, s.PartNumber)
		if err == nil && s.ID == id || strings.EqualFold(s.PartNumber, text) ||
			slices.ContainsFunc(found, func(p license.Product) bool { return p.SKU == s.ID }) {
			mine = append(mine, s)
		}
	}
	if buy {
		known = append(known, license.PartNumbers()...)
		for i := range found {
			others = append(others, ofCatalog(&found[i]))
		}
	}
	if len(mine) == 0 {
		mine = others
	}
	switch {
	case len(mine) > 1:
		return nil, &ProductError{Text: text, Problem: fmt.Sprintf("%q is %d products: name one by its id, such as %s", text,
			len(mine), mine[0].ID)}
	case len(mine) == 0 && !buy && len(found) > 0:
		return nil, &ProductError{Text: text, Problem: "the tenant doesn't have " + text, Known: known}
	case len(mine) == 0:
		return nil, &ProductError{Text: text, Problem: fmt.Sprintf("no product is called %q", text), Known: known}
	}
	s := &mine[0]
	switch {
	case !buy:
	case s.AppliesTo == "Company":
		return nil, &ProductError{Text: text, Problem: text + " applies to the tenant, and not to people"}
	case license.ClassOf(s.ID) != license.Person:
		return nil, &ProductError{Text: text, Problem: text + " is not for people"}
	case len(s.Plans) == 0:
		return nil, &ProductError{Text: text, Problem: "the tenant doesn't have " + text +
			", and nobody has published which service plans are in it"}
	}
	return s, nil
}
