package reports

import (
	"prepaudit/reports/wording"
)

// ground is what a word of a tone stands on.
func ground(t wording.Tone) kind {
	switch t {
	case wording.Good:
		return good
	case wording.Doubtful:
		return doubtful
	case wording.Bad:
		return bad
	}
	return neutral
}

// statusKind is for the status of a subscription.
func statusKind(status string) kind {
	switch status {
	case "Enabled":
		return good
	case "Warning":
		return doubtful
	}
	return bad
}
