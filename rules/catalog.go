// Package rules is what a tenant is judged by: one requirement a file, and the evaluator that runs
// them. It reads no network, no file and no clock; what it judges comes in as values.
package rules

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Catalog is every rule, in the order of a report.
func Catalog() []*Rule {
	return []*Rule{
		usableSubscription,
		intuneAssigned,
		entraAssigned,
		assignmentErrors,
		mdmAuthority,
		automaticEnrolment,
		usersInMDMScope,
	}
}

// Datasets is what the selected rules need or use.
func Datasets(selected []*Rule) map[tenant.Dataset]bool {
	all := map[tenant.Dataset]bool{}
	for _, r := range selected {
		for _, ds := range slices.Concat(r.Needs, r.Uses) {
			all[ds] = true
		}
	}
	return all
}

// Select returns the catalog less skip, or only what only names. An id is taken in any case.
func Select(only, skip []string) ([]*Rule, error) {
	for _, id := range slices.Concat(only, skip) {
		if _, err := Lookup(id); err != nil {
			return nil, err
		}
	}
	var rules []*Rule
	for _, r := range Catalog() {
		if (len(only) == 0 || contains(only, r.ID)) && !contains(skip, r.ID) {
			rules = append(rules, r)
		}
	}
	return rules, nil
}

func contains(ids []string, id string) bool {
	return slices.ContainsFunc(ids, func(s string) bool { return strings.EqualFold(s, id) })
}

// Lookup finds a rule by its id, in any case.
func Lookup(id string) (*Rule, error) {
	var known []string
	for _, r := range Catalog() {
		if strings.EqualFold(r.ID, id) {
			return r, nil
		}
		known = append(known, r.ID)
	}
	return nil, fmt.Errorf("no rule %q; there are %s", id, strings.Join(known, ", "))
}
