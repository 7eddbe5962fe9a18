package graphtest

import (
	"slices"
	"time"
)

// failure is why Intune refused to enroll a device. What Intune writes into failureReason is documented nowhere: here
// it ends with the number that Windows shows.
type failure struct{ category, reason string }

// failureOf is that of a user's last attempt: who has no Intune license meets it at once, and a few met a restriction.
func (d *directory) failureOf(u *user) (failure, bool) {
	luck := mix(mix(d.Seed+19) ^ uint64(u.index))
	switch {
	case u.rank < 0 || u.profile.invited() || u.profile.disabled:
		return failure{}, false
	case !d.hasIntune(u.profile) && luck%3 > 0:
		return failure{"userValidation", "UserLicenseMissing 0x80180018"}, true
	case luck%17 == 0:
		return failure{"enrollmentRestrictionsEnforced", "0x80180014"}, true
	case luck%29 == 0:
		return failure{"userAbandonment", ""}, true
	}
	return failure{}, false
}

// hasIntune reports whether a license of the profile includes Intune, turned on.
func (d *directory) hasIntune(p *profile) bool {
	parts, off := p.assigned(d.skus)
	return slices.ContainsFunc(parts, func(part string) bool {
		return slices.ContainsFunc(d.skus[part].Plans, func(plan plan) bool {
			return (plan.Name == "INTUNE_A" || plan.Name == "INTUNE_EDU") && !slices.Contains(off[part], plan.Name)
		})
	})
}

// troubleshootingEvents answers why enrollments of one user's devices failed.
func (s *Server) troubleshootingEvents(req *request) (reply, error) {
	index, found := s.dir.indexOfID(req.parameters[0])
	if !found {
		return reply{}, notFound(req.parameters[0])
	}
	b := s.open(req, nil, "deviceManagement/troubleshootingEvents", -1, -1)
	u := s.dir.user(index)
	if f, failed := s.dir.failureOf(&u); failed {
		for i := range 2 {
			if i > 0 {
				b = append(b, ',')
			}
			day := s.dir.Now.Add(-time.Duration(3+11*i)*24*time.Hour - time.Duration(index%600)*time.Minute)
			b = append(b, plainJSON(map[string]any{
				"@odata.type": "#microsoft.graph.enrollmentTroubleshootingEvent", "id": s.dir.guid("event", 2*index+i),
				"eventDateTime": day.Format(time.RFC3339), "correlationId": s.dir.guid("correlation", 2*index+i),
				"managedDeviceIdentifier": "", "operatingSystem": "Windows", "osVersion": "10.0.26100.4061",
				"userId": req.parameters[0], "deviceId": s.dir.guid("failed", index),
				"enrollmentType": "windowsAzureADJoin", "failureCategory": f.category, "failureReason": f.reason,
			})...)
		}
	}
	return reply{body: append(b, "]}"...)}, nil
}
