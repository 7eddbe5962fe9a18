package rules

import (
	"testing"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// BenchmarkAccess counts one user by hundreds of policies, of which some ask to sign in every time.
func BenchmarkAccess(b *testing.B) {
	env := &Env{Facts: &Facts{Windows: windows.Default(), Now: exampleNow}}
	user := &tenant.User{ID: exampleUser, UserType: "Member"}
	for i := range byte(200) {
		p := complying("OR", "All", "mfa")
		if i < 10 {
			p = signingIn("All")
		}
		for n := range byte(5) {
			p.ExcludeUsers = append(p.ExcludeUsers, tenant.GUID{i, n}.String())
		}
		p.ExcludeGroups = group("Excuses", false)
		env.Access = append(env.Access, p)
	}
	env.begin()
	for b.Loop() {
		env.meet(user, Qualified)
	}
}
