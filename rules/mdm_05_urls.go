package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

var enrollmentURLs = &Rule{
	ID:     "MDM-05",
	Title:  "The MDM URLs of automatic enrollment are Intune's",
	Level:  Recommended,
	Do:     "Restore the default MDM URLs",
	Effect: Effect{Enroll, Stops, Degrades},
	done: func(f *Facts, _ string) {
		for i := range f.MDMPolicies {
			p := &f.MDMPolicies[i]
			p.DiscoveryURL, p.TermsOfUseURL, p.ComplianceURL = "", "", ""
		}
	},
	Citation: Citation{enrollmentDocument, "Enable Windows automatic enrollment", enrollmentDocumentURL},
	Rationale: "A device asks the discovery URL where to enroll. A URL that somebody changed, or that is left from " +
		"a trial of another service, sends it elsewhere.",
	Remediation: "Restore the default URLs: " + enrollmentPath + " > Restore default MDM URLs. A URL that Graph " +
		"doesn't send is the default.",
	Needs:   []tenant.Dataset{tenant.MDMPolicies},
	OneUser: true,
	Once: overTenant(func(env *Env) Verdict {
		p, ok := env.intunePolicy()
		if !ok {
			return NA("there is no entry for Intune")
		}
		return judgeURLs(env.Cloud, p)
	}),
	Shown: []Shown{
		{Pass, "not sent, which is the default"},
		{Warn, "somewhere else"},
		{NotApplicable, "no entry for Intune"},
		{NotEvaluated, "a national cloud, whose addresses are not verified"},
	},
}

// The default addresses of the global cloud (KelvinTegelaar/CIPP-API and Microsoft's page, 2026-08). Those of other
// clouds are not verified.
var intuneURLs = []string{
	"https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc",
	"https://portal.manage.microsoft.com/termsofuse.aspx",
	"https://portal.manage.microsoft.com/?portalaction=compliance",
}

func judgeURLs(cloud string, p tenant.MDMPolicy) Verdict {
	var other []string
	for i, url := range []string{p.DiscoveryURL, p.TermsOfUseURL, p.ComplianceURL} {
		if url != "" && !strings.EqualFold(url, intuneURLs[i]) {
			other = append(other, url)
		}
	}
	switch {
	case len(other) == 0:
		return Passf("the addresses are the default ones")
	case cloud != "global":
		where := "in cloud " + cloud
		if cloud == "" {
			where = "in a cloud that is not known"
		}
		return Unknown("set are %s, and the default addresses %s are not verified", strings.Join(other, ", "), where)
	}
	v := Warnf("not the default of Intune: %s", strings.Join(other, ", "))
	if p.DiscoveryURL != "" && !strings.EqualFold(p.DiscoveryURL, intuneURLs[0]) {
		return v.doing(Stops) // the device asks there where to enroll
	}
	return v
}
