package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

// domainOf finds the domain of a user's name; none has no name.
func (f *Facts) domainOf(u *tenant.User) tenant.Domain {
	_, name, _ := strings.Cut(u.UPN, "@")
	for _, d := range f.Domains {
		if strings.EqualFold(d.Name, name) {
			return d
		}
	}
	return tenant.Domain{}
}
