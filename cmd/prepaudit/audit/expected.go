package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// OtherTenantError is that what was asked for is of another tenant than what was found: a report on the wrong tenant
// looks like one on the right tenant.
type OtherTenantError struct {
	what  string // that is of another tenant
	found string // the tenant that it is of
	asked string
	hint  string
}

func (e *OtherTenantError) Error() string {
	return fmt.Sprintf("%s %s, not %s", process.Printable(e.what), e.found, process.Printable(e.asked))
}

// Hint says what to do.
func (e *OtherTenantError) Hint() string { return e.hint }

// Holds refuses a token of another tenant than was asked for, by the id that it says of itself; "" is not known. Whose
// a domain is shows in the organization alone.
func (s *Source) Holds(tid string) error {
	if tid == "" || uuid.Validate(s.Tenant) != nil {
		return nil
	}
	if !strings.EqualFold(tid, s.Tenant) {
		return &OtherTenantError{"the sign-in is for tenant", tid, s.Tenant,
			"check --tenant, and whose access token, managed identity or az login it is"}
	}
	s.Sure = true
	return nil
}

// expected refuses answers of another tenant than the one that was asked for, by its organization.
func (r *Run) expected(from Source, gaps []rules.Gap) error {
	org := r.Facts.Organization
	byID := uuid.Validate(from.Tenant) == nil
	switch {
	case from.Tenant == "", strings.EqualFold(from.Tenant, org.ID),
		slices.ContainsFunc(org.Verified, func(domain string) bool { return strings.EqualFold(domain, from.Tenant) }):
		return nil
	case byID && org.ID != "", !byID && len(org.Verified) > 0:
		return &OtherTenantError{from.Name + " has tenant",
			fmt.Sprintf("%q (%s)", org.DisplayName, strings.Join(nonempty(org.DefaultDomain, org.ID), ", ")), from.Tenant,
			"check --tenant, or remove it to report on whichever tenant is there"}
	case from.Live && from.Sure:
		return nil
	case from.Live:
		return unchecked(from.Tenant, byID, gaps)
	}
	r.Sys.Warn(fmt.Sprintf("couldn't check that %s is of tenant %s: its organization wasn't read in full",
		process.Printable(from.Name), process.Printable(from.Tenant)))
	return nil
}

// unchecked is that nobody can say whose the sign-in is, and why.
func unchecked(asked string, byID bool, gaps []rules.Gap) error {
	err := fmt.Errorf("couldn't check that the sign-in is for tenant %s: its organization wasn't read", process.Printable(asked))
	hint := "grant Organization.Read.All"
	if !byID {
		hint = "name the tenant by its id, or " + hint
	}
	i := slices.IndexFunc(gaps, func(g rules.Gap) bool { return g.Dataset == tenant.Organization })
	if i >= 0 && gaps[i].Permission == "" { // then no permission helps
		err, hint = fmt.Errorf("%w: %s", err, process.Printable(gaps[i].Why)), gaps[i].Hint
	}
	return process.WithHint(err, hint)
}

// ofOneTenant refuses what others read of another tenant than this one, and what nobody can say that of.
func (r *Run) ofOneTenant(from Source) error {
	org := r.Facts.Organization
	for _, w := range r.With {
		switch {
		case from.Cloud != "" && w.Cloud != from.Cloud:
			return process.WithHint(fmt.Errorf("--with: %s is of cloud %s, not %s", process.Printable(w.File), w.Cloud, from.Cloud),
				"check --cloud and --with")
		case w.Tenant == "":
			return process.WithHint(fmt.Errorf("--with: nobody knows of which tenant %s is: its organization wasn't read",
				process.Printable(w.File)), "take it again with Organization.Read.All")
		case org.ID == "":
			return process.WithHint(fmt.Errorf("--with: couldn't check that %s is of this tenant: its organization wasn't read",
				process.Printable(w.File)), "grant Organization.Read.All")
		case !strings.EqualFold(w.Tenant, org.ID):
			return &OtherTenantError{"--with: " + w.File + " is of tenant", w.Tenant, org.ID, "check --tenant and --with"}
		}
	}
	return nil
}

func nonempty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}
