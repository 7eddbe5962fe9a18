package graphtest

import (
	"slices"
	"strings"
)

// policyFilter compiles comparisons joined by and: of platforms and templates with eq, of technologies with has.
func policyFilter(filter string) (func(map[string]any) bool, error) {
	p := &parser{rest: filter}
	want := map[string]string{}
	for strings.TrimSpace(p.rest) != "" {
		if len(want) > 0 && !p.word("and") {
			return nil, invalidFilter(p.rest)
		}
		open := p.word("(")
		property := p.name()
		if p.word("/") {
			property += "/" + p.name()
		}
		op := p.name()
		if op != map[string]string{"technologies": "has", "platforms": "eq", "templateReference/templateId": "eq",
			"templateReference/templateFamily": "eq"}[property] {
			return nil, refuseQuery("Unsupported or invalid query filter clause specified for property '" + property +
				"' of resource '" + policyType + "'.")
		}
		value, err := p.text()
		if err != nil {
			return nil, err
		}
		if open && !p.word(")") {
			return nil, invalidFilter(p.rest)
		}
		want[property] = value
	}
	return func(o map[string]any) bool {
		for property, value := range want {
			is := o[property]
			if _, inner, found := strings.Cut(property, "/"); found {
				is = o["templateReference"].(map[string]any)[inner]
			}
			if !slices.Contains(strings.Split(is.(string), ","), value) {
				return false
			}
		}
		return true
	}, nil
}
