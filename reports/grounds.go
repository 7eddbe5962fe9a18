package reports

import (
	"prepaudit/rules"
)

// What is said in these words stands on a ground that says the same.

func outcomeKind(o rules.Outcome) kind {
	switch o {
	case rules.Pass:
		return good
	case rules.Fail:
		return bad
	case rules.Warn:
		return doubtful
	}
	return neutral
}

func licenseStatusKind(st rules.LicenseStatus) kind {
	switch st {
	case rules.Qualified:
		return good
	case rules.Unclassified, rules.RoomAccount, rules.LicensesUnknown:
		return neutral
	}
	return bad
}

func resultKind(r rules.Result) kind {
	switch r {
	case rules.Met:
		return good
	case rules.NotMet:
		return bad
	case rules.Warned, rules.Undecided, rules.CheckByHand:
		return doubtful
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
