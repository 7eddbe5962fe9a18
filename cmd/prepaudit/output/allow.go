package output

import (
	"cmp"
	"slices"
	"strings"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Allowed reads the values of --allow-incomplete.
func Allowed(words []string) (rules.Allowed, error) {
	allowed, err := rules.Allow(words)
	if err == nil {
		return allowed, nil
	}
	hint := "it takes rules, such as MDM-03 or MDM, and datasets by the names under \"Not read\" in a report, such " +
		"as " + string(tenant.MDMPolicies)
	for _, word := range words {
		if _, err := rules.Allow([]string{word}); err == nil {
			continue
		}
		if near := near(word); len(near) > 0 {
			hint = "did you mean " + strings.Join(near, ", ") + "? " + hint
		}
		break
	}
	return allowed, process.WithHint(process.Usagef("--allow-incomplete: %w", err), hint)
}

// FailOnDefault is what a run fails for where nobody says.
const FailOnDefault = string(rules.FailOnRequired)

// FailOnWords are those that --fail-on takes.
func FailOnWords() []string { return rules.FailOnWords() }

// MayBeMissing are the words that --allow-incomplete takes, families of rules apart.
func MayBeMissing() []string {
	var all []string
	for _, r := range rules.Catalog() {
		all = append(all, r.ID)
	}
	for _, ds := range tenant.Datasets() {
		all = append(all, string(ds))
	}
	return all
}

// near are up to three words that somebody may have meant: within two letters, or with much of it in common.
func near(typed string) []string {
	all := MayBeMissing()
	if word := process.Near(typed, all); word != "" {
		return []string{word}
	}
	typed = strings.ToLower(typed)
	common := func(word string) int { // letters
		word = strings.ToLower(word)
		n := 0
		for n < min(len(word), len(typed)) && word[n] == typed[n] {
			n++
		}
		if len(typed) >= 4 && strings.Contains(word, typed) {
			n = len(typed)
		}
		return n
	}
	all = slices.DeleteFunc(all, func(word string) bool { return common(word) < max(4, len(typed)*2/3) })
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(common(b), common(a)) })
	return all[:min(3, len(all))]
}
