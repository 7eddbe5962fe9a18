package main

import (
	"slices"
	"strings"

	"prepaudit/cmd/prepaudit/process"
)

var colorWords = []string{"auto", "always", "never"}

func oneOf(flag, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return process.WithHint(process.Usagef("%s %q is unknown", flag, value), process.DidYouMean(value, allowed, "it takes "+strings.Join(allowed, ", ")))
}
