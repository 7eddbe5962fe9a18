package rules

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// tellsApart is what tells people from the accounts of rooms, and those who have licenses from those who are about to get
// some. It is read with the users whichever rules are selected, so that nobody stands otherwise beside other rules.
var tellsApart = []tenant.Dataset{tenant.SKUs, tenant.LicenseGroups, tenant.LicenseMembers}

// Datasets is what the selected rules need or use, and what users are told apart by where there are any to be judged.
func Datasets(selected []*Rule) map[tenant.Dataset]bool {
	all := map[tenant.Dataset]bool{}
	for _, r := range selected {
		for _, ds := range slices.Concat(r.Needs, r.Uses) {
			all[ds] = true
		}
	}
	for _, ds := range tellsApart {
		all[ds] = all[ds] || all[tenant.Users]
	}
	return all
}

// Select returns the catalog less skip, or only what only names: ids, or families as "LIC", in any case. Rules
// that an option turns on are among them where flags has the option or only names the rule by its id.
func Select(only, skip, flags []string) ([]*Rule, error) {
	for _, id := range slices.Concat(only, skip) {
		if !slices.ContainsFunc(Catalog(), func(r *Rule) bool { return r.named(id) }) {
			_, err := Lookup(id)
			return nil, err
		}
	}
	var rules []*Rule
	for _, r := range Catalog() {
		named := slices.ContainsFunc(only, r.named)
		switch {
		case slices.ContainsFunc(skip, r.named), len(only) > 0 && !named:
		case r.Flag == "", slices.Contains(flags, r.Flag),
			slices.ContainsFunc(only, func(s string) bool { return strings.EqualFold(s, r.ID) }):
			rules = append(rules, r)
		}
	}
	return rules, nil
}

// named reports whether a word is the rule's id, or the family that its id begins with.
func (r *Rule) named(word string) bool {
	family, _, _ := strings.Cut(r.ID, "-")
	return strings.EqualFold(word, r.ID) || strings.EqualFold(word, family)
}

// Lookup finds a rule by its id, in any case.
func Lookup(id string) (*Rule, error) {
	for _, r := range Catalog() {
		if strings.EqualFold(r.ID, id) {
			return r, nil
		}
	}
	return nil, fmt.Errorf("no rule %q; there are %s", id, strings.Join(families(), ", "))
}

// families are the first and the last rule of each family, "LIC-01 to LIC-20".
func families() []string {
	var all []string
	first, last := "", ""
	for _, r := range Catalog() {
		if family, _, _ := strings.Cut(first, "-"); !strings.HasPrefix(r.ID, family+"-") {
			all = append(all, span(first, last)...)
			first = r.ID
		}
		last = r.ID
	}
	return append(all, span(first, last)...)
}

func span(first, last string) []string {
	switch {
	case first == "":
		return nil
	case first == last:
		return []string{first}
	}
	return []string{first + " to " + last}
}

// Flags are the options that turn rules on.
func Flags() []string {
	var flags []string
	for _, r := range Catalog() {
		if r.Flag != "" && !slices.Contains(flags, r.Flag) {
			flags = append(flags, r.Flag)
		}
	}
	return flags
}
