package rules

var noSmartCards = &Rule{
	ID:       "OOB-02",
	Title:    "Nobody has to sign in by smart card or certificate during setup",
	Level:    Required,
	Effect:   Effect{SignIn, Stops, Information},
	Citation: requirement("networking", "Networking requirements, note"),
	Rationale: "Windows setup doesn't support smart cards or user certificates. Who has nothing else can't sign in " +
		"there.",
	Remediation: "Give these users a password with MFA, a passkey or a Temporary Access Pass: Microsoft Entra " +
		"admin center > Entra ID > Authentication methods > Policies.",
	Once: overTenant(func(*Env) Verdict {
		return Manualf("Graph doesn't show who signs in by certificate only: look for such users under " +
			"Entra ID > Authentication methods > Policies > Certificate-based authentication")
	}),
	Shown: []Shown{
		{Manual, "any tenant"},
	},
}
