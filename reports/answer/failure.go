package answer

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"prepaudit/reports/plain"
	"prepaudit/rules/tenant"
)

//go:embed enrollment_errors.tsv
var enrollmentErrors string

// errorWords are what went wrong by Graph's word and by Windows' number.
var errorWords = sync.OnceValue(func() map[string]string {
	words := map[string]string{}
	for line := range strings.Lines(enrollmentErrors) {
		if key, text, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			words[key] = text
		}
	}
	return words
})

var windowsError = regexp.MustCompile(`(?i)\b(?:0x)?(801[89c][0-9a-f]{4})\b`)

// Why says why an enrollment was refused: by the number that Intune gives where that is known, else by its category,
// and what Intune says itself.
func Why(f *tenant.EnrollmentFailure) string {
	words, category := "", errorWords()[f.Category]
	if number := windowsError.FindStringSubmatch(f.Reason); number != nil {
		words = errorWords()["0x"+strings.ToLower(number[1])]
	}
	if words == "" {
		words = category
	}
	said := plain.Clip(f.Reason, 100)
	switch {
	case words == "" && said == "":
		return "failure category " + plain.Clip(f.Category, 60)
	case words == "":
		return said
	case said == "":
		return words
	}
	return words + " (\"" + said + "\")"
}
