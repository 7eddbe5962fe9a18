package rules

import (
	"slices"

	"prepaudit/rules/tenant"
)

// reportOnly is the state of a Conditional Access policy that is not enforced.
const reportOnly = "enabledForReportingButNotEnforced"

// forJoining reports whether a policy, were it on, would demand MFA of somebody who joins a device.
func forJoining(p tenant.AccessPolicy) bool {
	return slices.Contains(p.UserActions, tenant.RegisterDevice) && demandsMultiFactor(p) && p.OnWindows() &&
		!p.MeansNobody()
}

// demandedOfJoining reports whether a policy does of somebody without a risk, or may, since its state is not known.
func demandedOfJoining(p tenant.AccessPolicy) bool {
	return forJoining(p) && p.State != "disabled" && p.State != reportOnly && p.AtRisk() != tenant.Yes
}

func demandsMultiFactor(p tenant.AccessPolicy) bool {
	return p.Strength != nil || slices.Contains(p.Controls, "mfa")
}

// joiningDemands says whether joining a device takes MFA of any kind of a user, by the switch or by a Conditional
// Access policy that is enforced; whether the further conditions of one are met is not known.
func (f *Facts) joiningDemands(u *tenant.User) tenant.Tri {
	answer := tenant.No
	switch {
	case f.Registration.MultiFactor == "required":
		return tenant.Yes
	case f.Registration.MultiFactor != "notRequired", !f.Has(tenant.AccessPolicies):
		answer = tenant.Unknown
	}
	for _, p := range f.Access {
		if !demandedOfJoining(p) || demandsStrength(p) {
			continue
		}
		switch meets := p.Meets(u); {
		case meets == tenant.Yes && p.State == "enabled" && len(p.Only) == 0:
			return tenant.Yes
		case meets != tenant.No:
			answer = tenant.Unknown
		}
	}
	return answer
}
