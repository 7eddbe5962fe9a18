package rules

var noSmartCards = &Rule{
	ID:       "OOB-02",
	Title:    "Nobody has to sign in by smart card or certificate in the out-of-box experience",
	Level:    Required,
	Effect:   Effect{SignIn, Stops, Information},
	Citation: requirement("networking", "Networking requirements, note"),
	Rationale: "The out-of-box experience knows no smart cards and no certificates of users. Who has nothing else " +
		"cannot sign in there.",
	Remediation: "Give these users a password with a second factor, a passkey or a Temporary Access Pass: Microsoft " +
		"Entra admin center > Entra ID > Authentication methods > Policies.",
	Once: overTenant(func(*Env) Verdict {
		return ByHandf("Graph does not tell who signs in by certificate only: look for such users under " +
			"Entra ID > Authentication methods > Policies > Certificate-based authentication")
	}),
	Shown: []Shown{
		{ByHand, "any tenant"},
	},
}
