package process

import (
	"slices"
	"strings"
)

// Near is the word that somebody may have meant by typed; "" where none is within two letters of it, or as many as
// half of it.
func Near(typed string, words []string) string {
	best, least := "", 3
	for _, word := range words {
		if d := distance(strings.ToUpper(typed), strings.ToUpper(word)); d < least && 2*d <= len(word) {
			best, least = word, d
		}
	}
	return best
}

// distance is how many bytes are put in, taken out or changed to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// DidYouMean begins a hint with the word that may have been meant.
func DidYouMean(typed string, words []string, hint string) string {
	if word := Near(typed, words); word != "" {
		return "did you mean " + word + "? " + hint
	}
	return hint
}

// Words is the annotation of a flag that takes only these, by which a file is checked too.
const Words = "words"

// OneOf refuses a value of a flag that is none of those allowed.
func OneOf(flag, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return WithHint(Usagef("%s %q is unknown", flag, value),
		DidYouMean(value, allowed, "it takes "+strings.Join(allowed, ", ")))
}
