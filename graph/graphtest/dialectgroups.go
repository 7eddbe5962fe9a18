package graphtest

import "strings"

func groupDialects() []Dialect {
	groups := []string{"/groups"}
	return []Dialect{
		{Name: "one-request-groups-refused", patterns: groups,
			Description: "the filter that finds all groups with licenses by one request is refused",
			Source:      "Microsoft Graph reference, which has that filter for users alone", Date: "2026-08",
			instead: func(req *request) error {
				if strings.HasPrefix(req.q.filter, "assignedLicenses/$count") {
					return refuseQuery("Unsupported or invalid query filter clause specified for property " +
						"'assignedLicenses' of resource 'Group'.")
				}
				return nil
			}},
		{Name: "group-licenses-missing", patterns: groups,
			Description: "groups are sent without their licenses, even if a filter found them by license",
			Source:      "rknightion/graph2otel, which asks for Group.Read.All to see them", Date: "2026-08",
			rewrite: func(_ *request, answer map[string]any) {
				each(answer, func(g map[string]any) { delete(g, "assignedLicenses") })
			}},
	}
}
