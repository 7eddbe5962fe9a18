package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
)

// cause is one alert for all whom a cause concerns: its message begins with what to do, and the first findings of its
// rules are among its properties.
func (s *sarif) cause(sum *record.Summary, c *rules.Cause, place map[string]int) sarifResult {
	out := s.located("tenantAndCause/v1", c.ID)
	out.RuleID, out.RuleIndex, out.Level = c.Rules[0], place[c.Rules[0]], causeLevel(sum, c)
	out.Message = sarifText{Text: unlinkedText(causeText(&s.Sampler, sum, c, false))}
	var samples []map[string]string
	for _, id := range c.Rules {
		list, _ := s.List(id)
		samples = append(samples, sarifSamples(list)...)
	}
	if x := sum.Excused; x != nil {
		var excepted, known, left int
		if of := x.Cause(c.ID); of != nil {
			excepted, known, left = of.Excepted, of.Known, of.Left
		} else { // it blocks nobody
			for _, id := range c.Rules {
				if of := x.Rule(id); of != nil {
					excepted, known, left = excepted+of.Excepted, known+of.Known, left+of.Left
				}
			}
		}
		if !sum.ExcusesCause(c) {
			left = max(left, 1)
		}
		out.excuse(sum, excepted, known, left, func() string { return wording.WhyCauseExcused(sum, c.ID, c.Rules) })
	}
	out.Props = map[string]any{"cause": plain.Shown(c.ID), "consequence": c.Does.String(), "who": c.Who,
		"stops": c.Stops, "degrades": c.Degrades, "concerns": c.Concerns, "rules": c.Rules, "samples": samples}
	// A message escapes brackets, so that no command can be copied from it.
	for name, command := range map[string]string{"powershell": c.PowerShell, "bash": c.Bash, "link": c.Link} {
		if command != "" {
			out.Props[name] = longText(command)
		}
	}
	return out
}

// causeLevel is error for what stops people or fails a required rule, warning for what takes something from them.
func causeLevel(sum *record.Summary, c *rules.Cause) string {
	switch {
	case wording.Urgent(sum, c):
		return "error"
	case c.Does == rules.Information || c.Stops+c.Degrades+c.Concerns == 0:
		return "note"
	}
	return "warning"
}

// located begins the result of a thing: the same one has the same fingerprint in every upload of the tenant.
func (s *sarif) located(fingerprint, id string) sarifResult {
	sum := sha256.Sum256([]byte(s.Ran.Tenant.ID + " " + id))
	same := hex.EncodeToString(sum[:16])
	out := sarifResult{
		Locations: make([]sarifLocation, 1),
		// GitHub looks at the second alone, and makes none for a file that is not there.
		Fingerprints: map[string]string{fingerprint: same, "primaryLocationLineHash": same + ":1"},
	}
	// Code scanning wants a file; a tenant has none.
	out.Locations[0].Physical.Artifact.URI = (&url.URL{Path: "prepaudit/" + id}).EscapedPath()
	out.Locations[0].Physical.Region.StartLine = 1
	return out
}

// sarifSamples are findings as properties.
func sarifSamples(list []record.Finding) (samples []map[string]string) {
	for _, f := range list {
		samples = append(samples, map[string]string{
			"outcome": f.Outcome.String(), "kind": f.Subject.Kind, "id": plain.Text(f.Subject.ID),
			"name": plain.Shown(f.Subject.Name), "detail": plain.Shown(f.Detail),
		})
	}
	return samples
}
