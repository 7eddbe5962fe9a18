package rules

import (
	"fmt"
	"strings"

	"prepaudit/rules/tenant"
)

func groupName(g tenant.Group) string {
	if g.DisplayName != "" {
		return g.DisplayName
	}
	return g.ID.String()
}

func names(groups []tenant.Group) string {
	var b strings.Builder
	for i, g := range groups {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "group %q", groupName(g))
	}
	return b.String()
}

// groupName names a group that assigns licenses; one that was not read keeps its id.
func (f *Facts) groupName(id tenant.GUID) string {
	for _, g := range f.LicenseGroups {
		if g.ID == id {
			return "group " + groupName(g.Group)
		}
	}
	return "group " + id.String()
}

// groupQuoted is the same, with its name in quotation marks.
func (f *Facts) groupQuoted(id tenant.GUID) string {
	_, name, _ := strings.Cut(f.groupName(id), " ")
	return fmt.Sprintf("group %q", name)
}
