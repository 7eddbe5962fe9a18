package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestOOB03(t *testing.T) {
	try(t, hasMethod, examples{
		{Name: "the switch requires it, the user has a method", Change: changes(demanding("required"), withMethod),
			Want: Pass},
		{Name: "the switch requires it, the user has none", Change: changes(demanding("required"), methodless),
			Want: Warn},
		{Name: "the switch requires it, the user has none, and signs in at another identity provider",
			Change: changes(demanding("required"), methodless, federated("Federated")), Want: Manual,
			Detail: "federated"},
		{Name: "the switch requires it, the user has a method, and signs in at another identity provider",
			Change: changes(demanding("required"), withMethod, federated("Federated")), Want: Pass},
		{Name: "the switch requires it, the user has none, the domain is the tenant's own",
			Change: changes(demanding("required"), methodless, federated("Managed")), Want: Warn},
		{Name: "the switch demands it, Graph does not list the user", Change: demanding("required"), Want: NotEvaluated,
			Detail: "some hours late"},
		{Name: "the switch demands it, Graph lists others alone", Change: changes(demanding("required"), othersListed),
			Want: NotEvaluated, Detail: "says nothing of the user"},
		{Name: "the switch demands it, the account is disabled",
			Change: changes(demanding("required"), func(x *Case) { x.User.Enabled = tenant.No }), Want: NotEvaluated,
			Detail: "disabled accounts"},
		{Name: "a policy demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless, access(registeringPolicy("enabled"))), Want: Warn},
		{Name: "a policy that is off demands it",
			Change: changes(demanding("notRequired"), methodless, access(registeringPolicy("disabled"))),
			Want:   NotApplicable},
		{Name: "a policy that is only reported demands it",
			Change: changes(demanding("notRequired"), methodless, access(registeringPolicy(reportOnly))),
			Want:   NotApplicable},
		{Name: "a policy for applications demands it",
			Change: changes(demanding("notRequired"), methodless, access(complying("OR", "All", "mfa"))),
			Want:   NotApplicable},
		{Name: "a policy for the user's group demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless,
				access(grouped(registeringPolicy("enabled"), "s", true))), Want: Warn},
		{Name: "a policy for some groups demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless, access(forGroups(registeringPolicy("enabled")))),
			Want:   NotEvaluated},
		{Name: "a policy for some groups demands it, Graph does not list the user",
			Change: changes(demanding("notRequired"), access(forGroups(registeringPolicy("enabled")))),
			Want:   NotEvaluated, Detail: "says nothing of the user"},
		{Name: "a policy for some groups demands it, the user has a method",
			Change: changes(demanding("notRequired"), withMethod, access(forGroups(registeringPolicy("enabled")))),
			Want:   Pass},
		{Name: "a policy for others demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless, access(forOthers(registeringPolicy("enabled")))),
			Want:   NotApplicable},
		{Name: "a policy under a risk demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless, access(risky(registeringPolicy("enabled"), "high"))),
			Want:   NotApplicable},
		{Name: "a policy at an unrecognized level of risk demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless,
				access(risky(registeringPolicy("enabled"), "unknownFutureValue"))),
			Want: NotEvaluated},
		{Name: "a policy at some locations demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless, access(func() tenant.AccessPolicy {
				p := registeringPolicy("enabled")
				p.Only = []string{"some locations"}
				return p
			}())), Want: NotEvaluated},
		{Name: "a policy in a state that this program does not know",
			Change: changes(demanding("notRequired"), methodless, access(registeringPolicy("resting"))),
			Want:   NotEvaluated},
		{Name: "a switch that this program does not know, the user has none",
			Change: changes(demanding("sometimes"), methodless), Want: NotEvaluated},
		{Name: "policies could not be read, the user has none",
			Change: changes(demanding("notRequired"), methodless,
				func(x *Case) { x.Missing = []tenant.Dataset{tenant.AccessPolicies} }), Want: NotEvaluated},
		{Name: "nothing demands it, the user has none", Change: changes(demanding("notRequired"), methodless),
			Want: NotApplicable},
		{Name: "nothing demands it, Graph does not list the user", Change: demanding("notRequired"),
			Want: NotApplicable},
		{Name: "policies could not be read, the user has a method",
			Change: changes(demanding("required"), withMethod,
				func(x *Case) { x.Missing = []tenant.Dataset{tenant.AccessPolicies} }), Want: NotEvaluated},
		{Name: "joining requires a security key, the user has one",
			Change: strong("joining", []string{"fido2"}, "fido2SecurityKey"), Want: Pass},
		{Name: "joining requires a security key, the user has a push and a telephone",
			Change: strong("joining", []string{"fido2"}, "microsoftAuthenticatorPush", "mobilePhone"), Want: Warn,
			Detail: `has registered microsoftAuthenticatorPush and mobilePhone; Conditional Access policy Strong ` +
				`requires authentication strength "Ours", which allows none of that`},
		{Name: "joining requires a security key, the user has no method", Change: strong("joining", []string{"fido2"}),
			Want: Warn, Detail: "has registered no method"},
		{Name: "joining requires a security key, the user has a passkey",
			Change: strong("joining", []string{"fido2"}, "passKeyDeviceBound"), Want: Pass},
		{Name: "joining requires a security key, the user has a method that this program does not know",
			Change: strong("joining", []string{"fido2"}, "palmReading"), Want: NotEvaluated,
			Detail: "depends on the unrecognized method palmReading"},
		{Name: "joining requires some security keys, the user has one", Change: changes(
			strong("joining", []string{"fido2"}, "fido2SecurityKey"),
			set(func(s *tenant.Settings) { s.Access[0].Strength.Narrowed = []string{"fido2"} })), Want: NotEvaluated,
			Detail: "depends on whether the strength allows this kind of fido2"},
		{Name: "joining requires password and push or a text message, the user has a push",
			Change: strong("joining", []string{"password,microsoftAuthenticatorPush", "password,sms"},
				"microsoftAuthenticatorPush"), Want: Pass},
		{Name: "joining requires password and push, the user has a telephone",
			Change: strong("joining", []string{"password, microsoftAuthenticatorPush"}, "mobilePhone"), Want: Warn},
		{Name: "joining requires a text message, the user has a second telephone, which takes calls only",
			Change: strong("joining", []string{"password,sms"}, "alternateMobilePhone"), Want: Warn},
		{Name: "joining requires a certificate, the user has a security key",
			Change: strong("joining", []string{"x509CertificateMultiFactor"}, "fido2SecurityKey"), Want: NotEvaluated,
			Detail: "whether the user can meet it depends on a certificate"},
		{Name: "joining requires a Temporary Access Pass, the user has no method",
			Change: strong("joining", []string{"temporaryAccessPassOneTime", "temporaryAccessPassMultiUse"}),
			Want:   NotEvaluated, Detail: "depends on a Temporary Access Pass\n"},
		{Name: "joining requires Windows Hello for Business, the user has it on another device",
			Change: strong("joining", []string{"windowsHelloForBusiness"}, "windowsHelloForBusiness"),
			Want:   NotEvaluated, Detail: "which stays on the device where it was set up"},
		{Name: "joining requires Windows Hello for Business, the user has none",
			Change: strong("joining", []string{"windowsHelloForBusiness"}, "mobilePhone"), Want: Warn},
		{Name: "joining requires Windows Hello for Business or a security key, the user has both",
			Change: strong("joining", []string{"windowsHelloForBusiness", "fido2"}, "windowsHelloForBusiness",
				"passKeyDeviceBoundAuthenticator"), Want: Pass},
		{Name: "joining requires a federated provider, the domain is the tenant's own", Change: changes(
			strong("joining", []string{"federatedMultiFactor"}, "mobilePhone"), federated("Managed")), Want: Warn},
		{Name: "joining requires a federated provider, the domain is federated", Change: changes(
			strong("joining", []string{"federatedMultiFactor"}, "mobilePhone"), federated("Federated")),
			Want: NotEvaluated, Detail: "depends on the federated identity provider"},
		{Name: "joining requires a mode that this program does not know",
			Change: strong("joining", []string{"palmReading", "password,palmReading"}, "mobilePhone"),
			Want:   NotEvaluated, Detail: "depends on the unrecognized method palmReading\n"},
		{Name: "joining requires the built-in phishing-resistant strength, of which Graph sent no combinations",
			Change: changes(strong("joining", nil, "mobilePhone"), strength("00000000-0000-0000-0000-000000000004")),
			Want:   NotEvaluated, Detail: "depends on a certificate\n"},
		{Name: "joining requires that, the user has a security key",
			Change: changes(strong("joining", nil, "fido2"), strength("00000000-0000-0000-0000-000000000004")),
			Want:   Pass},
		{Name: "joining requires the built-in passwordless strength, the user signs in by telephone",
			Change: changes(strong("joining", nil, "microsoftAuthenticatorPasswordless"),
				strength("00000000-0000-0000-0000-000000000003")), Want: Pass},
		{Name: "joining requires the built-in strength of any MFA, the user has a push",
			Change: changes(strong("joining", []string{"fido2"}, "microsoftAuthenticatorPush"), strength(mfaStrength)),
			Want:   Pass},
		{Name: "joining requires that, the user has no usable method",
			Change: changes(demanding("notRequired"), methodless, access(strongly("joining", []string{"fido2"})),
				strength(mfaStrength)), Want: Warn, Detail: "has no usable method"},
		{Name: "joining requires a strength of which Graph did not send what it allows",
			Change: strong("joining", nil, "fido2SecurityKey"), Want: NotEvaluated,
			Detail: "depends on what the strength allows, which Graph did not send"},
		{Name: "joining requires a security key, Graph does not list the user",
			Change: changes(demanding("notRequired"), access(strongly("joining", []string{"fido2"}))),
			Want:   NotEvaluated, Detail: "says nothing of the user"},
		{Name: "joining requires a security key, Graph did not send the user's methods",
			Change: changes(demanding("notRequired"), withMethod, access(strongly("joining", []string{"fido2"}))),
			Want:   NotEvaluated, Detail: "did not send methodsRegistered"},
		{Name: "joining requires a security key, the user's is not allowed",
			Change: changes(demanding("notRequired"), access(strongly("joining", []string{"fido2"})),
				func(c *Case) { report(c, exampleUser, tenant.No, []string{"fido2SecurityKey"}) }), Want: Manual,
			Detail: "authentication methods policy"},
		{Name: "all resources require a security key, the user has a push",
			Change: strong("All", []string{"fido2"}, "microsoftAuthenticatorPush"), Want: Warn},
		{Name: "the enrollment requires a security key, the user has one",
			Change: strong(enrollmentApp, []string{"fido2"}, "fido2SecurityKey"), Want: Pass},
		{Name: "another application requires a security key, the user has a push",
			Change: strong("other", []string{"fido2"}, "microsoftAuthenticatorPush"), Want: NotApplicable},
		{Name: "all resources require a security key at a risk, the user has a push",
			Change: changes(strong("All", []string{"fido2"}, "microsoftAuthenticatorPush"),
				set(func(s *tenant.Settings) { s.Access[0] = risky(s.Access[0], "high") })), Want: NotApplicable},
		{Name: "all resources require a security key on some devices, the user has a push",
			Change: changes(strong("All", []string{"fido2"}, "microsoftAuthenticatorPush"),
				set(func(s *tenant.Settings) { s.Access[0] = onSomeDevices(s.Access[0]) })), Want: NotEvaluated,
			Detail: "whether it applies to the user is not known"},
		{Name: "all resources require a security key of others, the user has a push",
			Change: changes(strong("All", []string{"fido2"}, "microsoftAuthenticatorPush"),
				set(func(s *tenant.Settings) { s.Access[0].ExcludeGroups = group("s", true) })), Want: NotApplicable},
		{Name: "a security key of all resources is only reported, the user has a push",
			Change: changes(strong("All", []string{"fido2"}, "microsoftAuthenticatorPush"),
				set(func(s *tenant.Settings) { s.Access[0].State = reportOnly })), Want: NotApplicable},
		{Name: "all resources require a security key or a compliant device, the user has a push",
			Change: changes(strong("All", []string{"fido2"}, "microsoftAuthenticatorPush"), orElse("compliantDevice")),
			Want:   NotApplicable},
		{Name: "all resources require a security key or a hybrid join, the user has a push",
			Change: changes(strong("All", []string{"fido2"}, "microsoftAuthenticatorPush"), orElse("domainJoinedDevice")),
			Want:   Warn},
		{Name: "two strengths, the user meets one and not the other",
			Change: changes(strong("All", []string{"fido2"}, "fido2SecurityKey"),
				access(strongly("joining", []string{"hardwareOath"}))), Want: Warn},
		{Name: "two strengths, the user meets one and perhaps the other",
			Change: changes(strong("All", []string{"x509CertificateMultiFactor"}, "fido2SecurityKey"),
				access(strongly("joining", []string{"fido2"}))), Want: NotEvaluated, Detail: "a certificate"},
		{Name: "the switch demands it and all resources a security key, the user has a push",
			Change: changes(demanding("required"), registered("microsoftAuthenticatorPush"),
				access(strongly("All", []string{"fido2"}))), Want: Warn, Detail: "which allows none"},
		{Name: "the switch demands it and all resources a security key, the user has one",
			Change: changes(demanding("required"), registered("fido2SecurityKey"),
				access(strongly("All", []string{"fido2"}))), Want: Pass},
	})
}

// strongly is a policy that requires an authentication strength of an application, or of joining.
func strongly(app string, allowed []string) tenant.AccessPolicy {
	p := complying("OR", app)
	p.Name, p.Strength = "Strong", &tenant.Strength{ID: "ours", Name: "Ours", Combinations: allowed}
	if app == "joining" {
		p.IncludeApps, p.UserActions = nil, []string{tenant.RegisterDevice}
	}
	return p
}

// strong is a change: such a policy alone, and a user who has registered these methods.
func strong(app string, allowed []string, methods ...string) func(*Case) {
	return changes(demanding("notRequired"), access(strongly(app, allowed)),
		func(c *Case) { report(c, exampleUser, tenant.Yes, append([]string{}, methods...)) })
}

// strength is a change: the strength of the first policy is another.
func strength(id string) func(*Case) {
	return set(func(s *tenant.Settings) { s.Access[0].Strength.ID = id })
}

// orElse is a change: the first policy has another control that is enough.
func orElse(control string) func(*Case) {
	return set(func(s *tenant.Settings) { s.Access[0].Controls = []string{control} })
}

// withMethod is a change: the user has a usable method, and Graph did not say which.
func withMethod(c *Case) { report(c, exampleUser, tenant.Yes, nil) }

func methodless(c *Case) { report(c, exampleUser, tenant.No, []string{}) }

func othersListed(c *Case) {
	report(c, tenant.GUID{15: 2}, tenant.Yes, nil)
	report(c, tenant.GUID{15: 3}, tenant.No, nil)
}

// registered is a change: the user has usable methods, by these names.
func registered(methods ...string) func(*Case) {
	return func(c *Case) { report(c, exampleUser, tenant.Yes, methods) }
}

func report(c *Case, user tenant.GUID, capable tenant.Tri, methods []string) {
	c.AuthMethods.Add(user, capable, methods)
	c.AuthMethods.Close()
}

func forGroups(p tenant.AccessPolicy) tenant.AccessPolicy {
	p.IncludeUsers, p.IncludeGroups = nil, []tenant.Group{{}}
	return p
}

func forOthers(p tenant.AccessPolicy) tenant.AccessPolicy {
	p.IncludeUsers = []string{aGroup}
	return p
}

const aGroup = "dd000000-0000-0000-0000-000000000001"
