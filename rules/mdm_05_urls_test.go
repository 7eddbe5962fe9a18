package rules

import "testing"

func TestMDM05(t *testing.T) {
	try(t, enrollmentURLs, examples{
		{Name: "not sent, which is the default", Want: Pass},
		{Name: "the default, written out",
			Change: discovery("https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc"), Want: Pass},
		{Name: "the default in other letters",
			Change: discovery("HTTPS://Enrollment.Manage.Microsoft.com/EnrollmentServer/Discovery.svc"), Want: Pass},
		{Name: "somewhere else", Change: changes(discovery("https://mdm.example.com/discovery"), cloud("global")),
			Want: Warn, Detail: "mdm.example.com"},
		{Name: "a national cloud, whose addresses are not verified",
			Change: changes(discovery("https://enrollment.manage.microsoft.us/x"), cloud("usgov")), Want: NotEvaluated,
			Detail: "usgov"},
		{Name: "a national cloud, not sent", Change: cloud("china"), Want: Pass},
		{Name: "saved answers, whose cloud is not known",
			Change: changes(discovery("https://enrollment.manage.microsoft.us/x"), cloud("")), Want: NotEvaluated,
			Detail: "in a cloud that is not known"},
		{Name: "no entry for Intune", Change: func(x *Case) { x.MDMPolicies = nil }, Want: NotApplicable},
	})
}

func discovery(url string) func(*Case) {
	return func(c *Case) { c.MDMPolicies[0].DiscoveryURL = url }
}

func cloud(name string) func(*Case) {
	return func(c *Case) { c.Cloud = name }
}
