package reports

import (
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules/english"
)

// fact is what a page says of a run under its verdict; what comes from the tenant is clipped.
type fact struct{ Name, Value string }

// facts are whose report it is, of whom, and on what terms.
func facts(run *record.Run, s *record.Summary) []fact {
	tenant := "not known: organization was not read"
	if run.Tenant.ID != "" {
		tenant = plain.Clip(run.Tenant.Name, 120) + " (" + plain.Clip(run.Tenant.DefaultDomain, 120) + "), " + plain.Clip(run.Tenant.ID, 60)
	}
	all := []fact{{"Tenant", tenant}}
	if s.Scope.Asked {
		all = append(all, fact{"In scope", english.Number(s.Scope.InScope) + " of " + english.Count(s.Scope.Read, "user") + ": " + plain.Clip(s.Scope.Description, longest) + " (" + plain.Clip(s.Scope.Why, longest) + ")"})
	}
	if left := leftOut(s.Scope); left != "" {
		all = append(all, fact{"Left out", left})
	}
	if run.Reading.Source != "" {
		all = append(all, fact{"Read from", plain.Clip(run.Reading.Source, longest)})
	}
	if run.Redacted {
		all = append(all, fact{"Names", "those of persons and devices are pseudonyms"})
	}
	for _, m := range s.MDMPolicies[:min(len(s.MDMPolicies), mostMDM)] {
		all = append(all, fact{"Automatic enrolment", plain.Clip(m.Name, 60) + " " + mdmWords(m, s.Missing, s.Scope.Asked)})
	}
	if more := len(s.MDMPolicies) - mostMDM; more > 0 {
		all = append(all, fact{"Automatic enrolment", "… and " + english.Number(more) + " more"})
	}
	if run.OtherMDM {
		all = append(all, fact{"MDM", otherMDM})
	}
	if n := run.Network; n != nil {
		all = append(all, fact{"Network", "probed from " + plain.Clip(n.Machine, longest) + ", " + n.Started.UTC().Format("2006-01-02 15:04 UTC")})
	}
	asked, dear := skipped(run)
	if asked != "" {
		all = append(all, fact{"Skipped on request", asked + ": neither met nor unmet"})
	}
	if dear != "" {
		all = append(all, fact{"Not run", dear + ": an option turns it on"})
	}
	return all
}
