package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Two of the authentication strengths that every tenant has; the third is that of multifactor authentication, and the
// same as the control mfa. What they allow is Microsoft's table "Built-in authentication strengths" (entra-docs,
// concept-authentication-strengths, 2024-03-25), for an answer of Graph that does not say.
const mfaStrength = "00000000-0000-0000-0000-000000000002"

var builtInStrengths = map[string][]string{
	"00000000-0000-0000-0000-000000000003": {"windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor",
		"deviceBasedPush"},
	"00000000-0000-0000-0000-000000000004": {"windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"},
}

// registeredAs has the values of methodsRegistered by the members of authenticationMethodModes that a new device can be
// set up with. Sources: usageAuthMethod and authenticationMethodModes (Microsoft Graph reference, 2026-08), and values
// that public tools read from live tenants (zerotrustassessment, CIPP-API; 2026-08). An alternate phone takes calls only.
var registeredAs = map[string][]string{
	"fido2":                      {"fido2", "fido2SecurityKey", "passKeyDeviceBound", "passKeyDeviceBoundAuthenticator", "passKeySynced"},
	"microsoftAuthenticatorPush": {"microsoftAuthenticatorPush"},
	"deviceBasedPush":            {"microsoftAuthenticatorPasswordless"},
	"softwareOath":               {"softwareOneTimePasscode"},
	"hardwareOath":               {"hardwareOneTimePasscode"},
	"sms":                        {"mobilePhone", "sms"},
	"voice":                      {"mobilePhone", "alternateMobilePhone", "officePhone"},
	"email":                      {"email"},
	"qrCodePin":                  {"qrCode", "qrCodePin"},
}

// localMethods stay on the device where they were set up (entra-docs, how-to-deploy-phishing-resistant-passwordless-
// authentication, "Local" credentials, 2025-01-07), so that a new device is not set up with them.
var localMethods = []string{"windowsHelloForBusiness", "passKeyDeviceBoundWindowsHello", "macOsSecureEnclaveKey"}

// otherMethods are registered for something else, or count for no authentication strength.
var otherMethods = []string{"securityQuestion", "appPassword", "temporaryAccessPass", "externalAuthMethod"}

// demandsStrength reports whether a policy demands an authentication strength, other than multifactor authentication, of
// somebody without a risk who sets up a device. One of the strengths may be the only control that a new device can meet.
func demandsStrength(p tenant.AccessPolicy) bool {
	alone := p
	alone.Strength = nil
	return p.Strength != nil && !strings.EqualFold(p.Strength.ID, mfaStrength) && p.MeetsEnrollment() &&
		!p.MeansNobody() && p.State != "disabled" && p.State != reportOnly && p.AtRisk() != tenant.Yes &&
		!(p.Operator == "OR" && len(p.Controls) > 0 && keepsOut(alone).Outcome == Pass)
}

// meetsStrength says whether a user can meet an authentication strength on a new device, by the methods that are
// registered; where that is not known, open says what it hangs on.
func (f *Facts) meetsStrength(u *tenant.User, s *tenant.Strength) (answer tenant.Tri, open []string) {
	allowed := s.Combinations
	if len(allowed) == 0 {
		allowed = builtInStrengths[strings.ToLower(s.ID)]
	}
	if len(allowed) == 0 {
		return tenant.Unknown, []string{"what the strength allows, which Graph did not send"}
	}
	answer = tenant.No
	methods, _ := f.AuthMethods.Registered(u.ID)
	for _, combination := range allowed {
		can, on := f.combines(u, combination, methods)
		if can == tenant.Yes && slices.Contains(s.Narrowed, combination) {
			can, on = tenant.Unknown, []string{"whether the strength allows this kind of " + combination}
		}
		switch {
		case can == tenant.Yes:
			return tenant.Yes, nil
		case can == tenant.Unknown:
			answer = tenant.Unknown
			for _, what := range on {
				if !slices.Contains(open, what) {
					open = append(open, what)
				}
			}
		}
	}
	return answer, open
}

// combines says the same of one combination: every member is needed.
func (f *Facts) combines(u *tenant.User, combination string, methods []string) (answer tenant.Tri, open []string) {
	answer = tenant.Yes
	for mode := range strings.SplitSeq(combination, ",") {
		can, on := f.signsIn(u, strings.TrimSpace(mode), methods)
		switch can {
		case tenant.No:
			return tenant.No, nil
		case tenant.Unknown:
			answer, open = tenant.Unknown, append(open, on)
		}
	}
	return answer, open
}

// signsIn says the same of one member of authenticationMethodModes.
func (f *Facts) signsIn(u *tenant.User, mode string, methods []string) (can tenant.Tri, open string) {
	registered := func(all []string) bool {
		return slices.ContainsFunc(all, func(m string) bool { return slices.Contains(methods, m) })
	}
	names, known := registeredAs[mode]
	strange := slices.IndexFunc(methods, unrecognizedMethod)
	switch {
	case mode == "password", registered(names):
		return tenant.Yes, ""
	case strings.HasPrefix(mode, "federated") && f.domainOf(u).Type == "Managed":
		return tenant.No, ""
	case strings.HasPrefix(mode, "federated"):
		return tenant.Unknown, "the federated identity provider"
	case strings.HasPrefix(mode, "temporaryAccessPass"):
		return tenant.Unknown, "a Temporary Access Pass"
	case strings.HasPrefix(mode, "x509Certificate"):
		return tenant.Unknown, "a certificate"
	case mode == "windowsHelloForBusiness" && registered(localMethods):
		return tenant.Unknown, "another method than Windows Hello for Business, which stays on the device where it was set up"
	case strange >= 0:
		return tenant.Unknown, "the unrecognized method " + methods[strange]
	case known, mode == "windowsHelloForBusiness":
		return tenant.No, ""
	}
	return tenant.Unknown, "the unrecognized method " + mode
}

func unrecognizedMethod(name string) bool {
	for _, names := range registeredAs {
		if slices.Contains(names, name) {
			return false
		}
	}
	return !slices.Contains(localMethods, name) && !slices.Contains(otherMethods, name)
}
