// Package english writes numbers and what is counted as the sentences of the whole program have them.
package english

import (
	"strconv"
	"strings"
)

// Number writes n with a comma before each three digits: "12,345".
func Number[N int | int64](n N) string {
	s := strconv.FormatInt(int64(n), 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Count is a number and what is counted, in the form that goes with the number: "1 user", "12,345 users", "2 policies".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	stem, ending := plural(noun)
	return Number(n) + " " + stem + ending
}

func plural(noun string) (stem, ending string) {
	if noun == "person" {
		return "people", ""
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok && !strings.ContainsAny(stem[len(stem)-1:], "aeou") {
		return stem, "ies"
	}
	return noun, "s"
}

// CountOrNo is Count with a word in place of the number 0: "no app".
func CountOrNo(n int, noun string) string {
	if n == 0 {
		return "no " + noun
	}
	return Count(n, noun)
}

// Verb is the form of a verb, or of any other word, that goes with a number.
func Verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// CountVerb begins a sentence about what is counted: "1 seat is", "2 seats are".
func CountVerb(n int, noun, one, many string) string {
	if n == 1 {
		return "1 " + noun + " " + one
	}
	stem, ending := plural(noun)
	return Number(n) + " " + stem + ending + " " + many
}
