package rules

import (
	"fmt"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// affected counts users in scope: all, whom a policy means, and whom it may mean; and how many of these are not known
// to be persons, such as the accounts of rooms.
type affected struct{ Users, Sure, Perhaps, Doubtful int }

func (r *affected) add(means tenant.Tri, s LicenseStatus) {
	r.Users++
	switch means {
	case tenant.Yes:
		r.Sure++
	case tenant.Unknown:
		r.Perhaps++
	default:
		return
	}
	if !s.person() {
		r.Doubtful++
	}
}

// narrow holds what a policy does against the users in scope: where none of them is affected, nothing stands in the
// way, and where perhaps some are, it is not known. Where there is nobody yet, it warns, and so where it was made for
// accounts that other rules do not judge as persons either.
func (r affected) narrow(env *Env, v Verdict) Verdict {
	switch {
	case v.Outcome == Pass, v.Outcome == NotApplicable:
		return v
	case r.Users == 0:
		v.Detail += "; nobody is in scope yet"
		if v.Outcome == Fail {
			v.Outcome = Warn
		}
	case r.Sure == 0 && r.Perhaps == 0:
		return Passf("%s; no user in scope is affected", v.Detail)
	case r.Doubtful == r.Sure+r.Perhaps && r.Doubtful < r.Users:
		concerns := "concerns"
		if r.Perhaps > 0 {
			concerns = "may concern"
		}
		v.Detail += fmt.Sprintf("; it %s %s of %s in scope, and nobody who is known to be a person", concerns,
			english.Number(r.Doubtful), english.Count(r.Users, "account"))
		if v.Outcome == Fail {
			v.Outcome = Warn
		}
	case env.oneUser && r.Sure > 0, v.Outcome == Manual && r.Sure == 0:
		return v
	case env.oneUser:
		return Unknown("%s; whether the user is affected is not known", v.Detail)
	case r.Sure == 0:
		return Unknown("%s; whether users in scope are affected is not known", v.Detail)
	case r.Sure == r.Users:
		v.Detail += fmt.Sprintf("; every user in scope is affected (%s)", english.Number(r.Users))
	case r.Perhaps > 0:
		v.Detail += fmt.Sprintf("; %s of %s in scope %s affected, and up to %s more", english.Number(r.Sure),
			english.Count(r.Users, "user"), english.Verb(r.Sure, "is", "are"), english.Number(r.Perhaps))
	default:
		v.Detail += fmt.Sprintf("; %s of %s in scope %s affected", english.Number(r.Sure),
			english.Count(r.Users, "user"), english.Verb(r.Sure, "is", "are"))
	}
	return v
}
