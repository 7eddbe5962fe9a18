package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"prepaudit/cmd/prepaudit/process"
)

// expected refuses saved or simulated answers of another tenant than the one that was asked for: a report on the wrong
// tenant looks like one on the right tenant.
func (r *Run) expected(from Source) error {
	org := r.Facts.Organization
	switch {
	case from.Tenant == "", strings.EqualFold(from.Tenant, org.ID),
		slices.ContainsFunc(org.Verified, func(domain string) bool { return strings.EqualFold(domain, from.Tenant) }):
		return nil
	case uuid.Validate(from.Tenant) == nil && org.ID == "", uuid.Validate(from.Tenant) != nil && len(org.Verified) == 0:
		fmt.Fprintf(r.Sys.Stderr, "prepaudit: warning: couldn't check that %s is of tenant %s: its organization wasn't read in full\n",
			process.Printable(from.Name), process.Printable(from.Tenant))
		return nil
	}
	return process.WithHint(fmt.Errorf("%s has tenant %q (%s), not %s", process.Printable(from.Name), org.DisplayName,
		org.DefaultDomain, from.Tenant), "check --tenant, or remove it to report on whichever tenant is there")
}
