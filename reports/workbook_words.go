package reports

import (
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/license"
)

// readyWords is the answer about one person as people read it.
func readyWords(r rules.Readiness) string {
	switch r {
	case rules.Ready:
		return "yes"
	case rules.Blocked:
		return "no"
	case rules.ReadyUnknown:
		return "not checked"
	}
	return r.String()
}

// readyGround says by color whether a person is ready.
func readyGround(r rules.Readiness) kind {
	switch r {
	case rules.Ready:
		return good
	case rules.Blocked:
		return bad
	case rules.ReadyUnknown:
		return doubtful
	}
	return neutral
}

// licenseGround is that of where a person stands with licenses: who is not ready for another reason has nothing green.
func licenseGround(u *record.User) kind {
	if g := ground(wording.StatusTone(u.Status)); g != good || u.Ready == rules.Ready {
		return g
	}
	return prose
}

const matchAbout = "how the product matches the option: exact match, or its equivalent, successor, developer or " +
	"unattended edition"

func matchWords(m license.Match) string {
	if m == license.Literal {
		return "exact match"
	}
	return string(m)
}

// yes says a truth in words.
func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
