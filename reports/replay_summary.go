package reports

import (
	"strconv"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

func (p *replay) summary(j *jsonSummary) (s rules.Summary, r Reading, err error) {
	r = Reading{
		Finished: j.Reading.Finished, ExitStatus: j.ExitStatus, Requests: j.Reading.Requests, Pages: j.Reading.Pages, Retries: j.Reading.Retries,
		Throttled: time.Duration(j.Reading.ThrottledSeconds * float64(time.Second)), Bytes: j.Reading.Bytes,
	}
	s = rules.Summary{Verdict: j.Verdict, Complete: j.Complete, Missing: gapsOf(j.Missing), Scope: scopeOf(j.Scope)}
	for _, t := range j.Rules {
		tally := rules.Tally{Skipped: t.Skipped, Gaps: gapsOf(t.Missing)}
		if tally.Rule, err = p.rule(t.ID); err != nil {
			return s, r, err
		}
		if t.Outcome != nil {
			tally.Outcome = *t.Outcome
		}
		if c := t.Counts; c != nil {
			tally.Pass, tally.Fail, tally.Lesser, tally.Warn = c.Pass, c.Fail+c.Lesser, c.Lesser, c.Warning
			tally.NotApplicable, tally.NotEvaluated, tally.ByHand, tally.Unclassified = c.NotApplicable, c.NotEvaluated, c.ByHand, c.Unclassified
		}
		s.Tallies = append(s.Tallies, tally)
	}
	for _, standing := range rules.Standings() {
		s.Standings.By[standing] = j.Users[standing.Name()]
	}
	for row := 1; row < len(s.Standings.ByRow); row++ {
		s.Standings.ByRow[row] = j.ByRow[strconv.Itoa(row)]
	}
	for _, k := range j.Subscriptions {
		s.SKUs = append(s.SKUs, k.row())
	}
	for _, m := range j.MDMPolicies {
		row := rules.MDMRow{ID: string(m.ID), Name: string(m.Name), AppliesTo: string(m.AppliesTo), Groups: plainTexts(m.Groups)}
		if m.Reaches != nil {
			row.Reaches = *m.Reaches
		}
		s.MDM = append(s.MDM, row)
	}
	s.Devices = rules.DeviceCount{Asked: j.Devices.Asked, Read: j.Devices.Read, ByRelease: j.Devices.ByRelease}
	for _, kind := range rules.DeviceKinds() {
		s.Devices.ByKind[kind] = j.Devices.ByKind[kind.String()]
	}
	for _, l := range j.Shortfall.Lacks {
		lack := rules.Lack{Holds: plainTexts(l.Holds), Others: l.Others, Seat: l.Seat, Users: l.Users}
		if lack.Standing, err = oneOf(l.Class, rules.Standings(), rules.Standing.Name); err != nil {
			return s, r, err
		}
		s.Shortfall.Lacks = append(s.Shortfall.Lacks, lack)
	}
	for _, c := range j.Shortfall.Close {
		closing := rules.Closing{SKU: c.SKU, PartNumber: string(c.PartNumber), Name: c.Name, Free: c.Free, Buy: c.Buy}
		if closing.Standing, err = oneOf(c.Class, rules.Standings(), rules.Standing.Name); err != nil {
			return s, r, err
		}
		s.Shortfall.Close = append(s.Shortfall.Close, closing)
	}
	for _, m := range j.Matrix {
		s.Matrix = append(s.Matrix, rules.MatrixRow{
			Sentence: rules.Sentence{
				Part: m.Part, Section: m.Section, URL: m.URL, Text: m.Text, In2024: m.In2024, In2025: m.In2025, Dated: m.Dated, Rules: m.Rules,
				ByHand: m.ByHand, Information: m.Information, Row: m.Row,
			},
			Result: m.Result, Detail: string(m.Detail), Users: m.Users,
		})
	}
	return s, r, nil
}

func gapsOf(list []jsonGap) (gaps []rules.Gap) {
	for _, g := range list {
		gaps = append(gaps, rules.Gap{Dataset: g.Dataset, Partial: g.Partial, Why: string(g.Why), Permission: g.Permission, Hint: string(g.Hint)})
	}
	return gaps
}

func scopeOf(j jsonScopeCount) rules.ScopeCount {
	c := rules.ScopeCount{
		Description: string(j.Description), Why: string(j.Why), Asked: j.Asked, Expected: -1, After: -1, Read: j.Read, InScope: j.InScope,
		Unlicensed: j.Unclassified, Disabled: j.Disabled, Guests: j.Guests, External: j.ExternalMembers,
		NotInGroup: j.NotInGroup, ExcludedGroup: j.ExcludedByGroup, ExcludedName: j.ExcludedByName,
	}
	if j.Expected != nil {
		c.Expected = *j.Expected
	}
	if j.After != nil {
		c.After = *j.After
	}
	return c
}

func (j *jsonSubscription) row() rules.SKURow {
	row := rules.SKURow{
		SKU: tenant.SKU{
			ID: j.SKUID, PartNumber: string(j.PartNumber), AppliesTo: string(j.AppliesTo), CapabilityStatus: string(j.CapabilityStatus),
			Consumed: j.Consumed, Enabled: j.Enabled, Warning: j.Warning, Suspended: j.Suspended, LockedOut: j.LockedOut, SubscriptionIDs: j.SubscriptionIDs,
		},
		Name: j.Name, Row: j.Row, Match: j.Match, Class: j.Class, Entra: j.Entra, Intune: j.Intune,
		InScope: j.InScope, OutOfScope: j.OutOfScope, Guests: j.Guests, Disabled: j.Disabled, Redundant: j.Redundant, Unlisted: j.Unlisted,
	}
	for _, p := range j.Plans {
		row.Plans = append(row.Plans, tenant.Plan{ID: p.ID, Name: string(p.Name), AppliesTo: string(p.AppliesTo), ProvisioningStatus: string(p.ProvisioningStatus)})
	}
	for _, l := range j.Lots {
		lot := tenant.Subscription{
			ID: string(l.ID), CommerceID: string(l.CommerceID), SKU: j.SKUID, PartNumber: string(j.PartNumber), Status: string(l.Status), IsTrial: l.IsTrial,
			TotalLicenses: l.TotalLicenses, OwnerTenant: string(l.OwnerTenant), OwnerType: string(l.OwnerType),
		}
		if l.Created != nil {
			lot.Created = *l.Created
		}
		if l.NextLifecycle != nil {
			lot.NextLifecycle = *l.NextLifecycle
		}
		row.Lots = append(row.Lots, lot)
	}
	return row
}

func plainTexts(list []text) []string {
	var out []string
	for _, t := range list {
		out = append(out, string(t))
	}
	return out
}
