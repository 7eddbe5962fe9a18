package graphtest

// education is a school district: products whose names mislead, and rights that hang on the product rather than the
// plan.
func education() scenario {
	return scenario{
		Scenario: Scenario{"education", "a school district: Microsoft 365 A1 and A3, Intune for Education, and the " +
			"Office 365 A1 that is often mistaken for them"},
		org: "School District 7", domain: "district7.example", initialDomain: "district7.onmicrosoft.com",
		users: 600,
		stock: []stock{
			{part: "STANDARDWOFFPACK_STUDENT", spare: 5000}, {part: "STANDARDWOFFPACK_FACULTY", spare: 500},
			{part: "M365EDU_A1", spare: 60},
			{part: "M365EDU_A3_FACULTY", spare: 10}, {part: "M365EDU_A3_STUUSEBNFT", spare: 100},
			{part: "INTUNE_EDU", spare: 30},
		},
		profiles: []profile{
			{label: "student-a3", holds: []held{{part: "M365EDU_A3_STUUSEBNFT", group: "Students"}}},
			{label: "student-a1", share: 200, least: 1,
				holds: []held{{part: "M365EDU_A1"}, {part: "STANDARDWOFFPACK_STUDENT"}}},
			{label: "student-office-a1", share: 150, least: 1, holds: []held{{part: "STANDARDWOFFPACK_STUDENT"}}},
			{label: "student-intune", share: 100, least: 1,
				holds: []held{{part: "INTUNE_EDU"}, {part: "STANDARDWOFFPACK_STUDENT"}}},
			{label: "student-a1-half", share: 10, least: 1,
				holds: []held{{part: "M365EDU_A1", off: []string{"AAD_EDU"}}}},
			{label: "student-edu-only", share: 10, least: 1,
				holds: []held{{part: "INTUNE_EDU", off: []string{"INTUNE_A"}}}},
			{label: "teacher", share: 120, least: 1, holds: []held{{part: "M365EDU_A3_FACULTY", group: "Teachers"}}},
			{label: "teacher-office-a1", share: 20, least: 1, holds: []held{{part: "STANDARDWOFFPACK_FACULTY"}}},
			{label: "left", share: 30, least: 1, disabled: true},
		},
		specials: []special{{prefix: "office", shown: "School office", share: 5, least: 1}},
		groups: []groupPlan{
			{name: "Students", license: "M365EDU_A3_STUUSEBNFT", of: []part{all("student-a1"), all("student-intune")}},
			{name: "Teachers", license: "M365EDU_A3_FACULTY", dynamic: true},
		},
		mdm: []mdm{
			{id: intuneID, name: "Microsoft Intune", appliesTo: "selected", groups: []string{"Students", "Teachers"}},
			{id: intuneEnrollmentID, name: "Microsoft Intune Enrollment", appliesTo: "none"},
		},
		devices: []deviceKind{
			{system: "Windows", versions: windows25H2, sku: 121, family: "Education", join: joined,
				enrollment: joinedByUser, plan: devicePlan},
			{share: 200, least: 1, system: "Windows", versions: windows24H2, sku: 121, family: "Education",
				join: joined, enrollment: "windowsBulkUserless"},
			{share: 150, least: 1, system: "Windows", versions: windows24H2, sku: 164, family: "ProEducation",
				join: joined, enrollment: joinedByUser},
			{share: 200, least: 1, system: "Windows", versions: windows25H2, sku: 101, family: "Home", personal: true,
				join: registered, enrollment: "userEnrollment"},
		},
		plans: []preparation{
			{name: devicePlan, users: []string{"Teachers"}, group: "Devices: staff", minutes: 60},
			{name: "Device preparation: students", users: []string{"Students"}, group: "Devices: students",
				fault: "notStaticSecurityGroup", standard: true, minutes: 45},
		},
		authority: "intune",
		blocked:   "personal", corporate: 12,
	}
}
