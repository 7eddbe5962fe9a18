package reports

import (
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// excused has no names: those of people and devices are pseudonyms, and so are reasons and owners, which are whatever
// somebody typed. What an exception is about that isn't found may be a person.
func (x *redacted) excused(was *record.Excused, causes []rules.Cause) *record.Excused {
	if was == nil {
		return nil
	}
	out := *was
	out.Exceptions = slices.Clone(was.Exceptions)
	for i := range out.Exceptions {
		e := &out.Exceptions[i]
		e.Reason, e.Owner = x.r.word("reason", "reason-", e.Reason, ""), x.r.word("owner", "owner-", e.Owner, "")
		e.Why = x.r.Text(e.Why)
		if !slices.ContainsFunc(causes, func(c rules.Cause) bool { return c.ID == e.Cause }) {
			e.Cause = x.r.word("cause", "cause-", e.Cause, "")
		}
		if id, err := tenant.ParseGUID(e.Group); err == nil && e.State == record.ExceptionNotApplied { // it may be no group's
			e.Group = x.r.id(id).String()
		}
		if e.Kind == "" || e.Kind == "user" || e.Kind == "device" {
			e.Subject = x.subject(e.Subject)
		}
	}
	if b := was.Baseline; b != nil {
		baseline := *b
		baseline.Differs = slices.Clone(b.Differs)
		for i := range baseline.Differs {
			baseline.Differs[i] = x.r.Text(baseline.Differs[i])
		}
		out.Baseline = &baseline
	}
	return &out
}

// subject is the pseudonym of a user or a device, by its id or its user principal name.
func (x *redacted) subject(s string) string {
	if s == "" {
		return ""
	}
	if _, err := tenant.ParseGUID(s); err == nil {
		return x.r.Subject(rules.Subject{Kind: "user", ID: s}).ID
	}
	return x.r.upn(s)
}
