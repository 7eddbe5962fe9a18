package doctor

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"prepaudit/graph/odata"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// directoryChecks are about Microsoft Entra ID.
func directoryChecks() []check {
	mdm := []tenant.Dataset{tenant.MDMPolicies, tenant.MAMPolicies}
	return []check{
		{
			name:    "mdm-app-only",
			assumes: "an app without a user is refused the MDM and MAM policies, and a person is not",
			source:  "microsoftgraph permissions.json of 2026-08-07; mondoohq/mql #5777, 2026-06",
			about:   mdm,
			follows: "an app reads these too: rules that a pipeline skips can be checked",
			see:     appOnly,
		},
		{
			name:    "mdm-expand",
			assumes: "$expand=includedGroups works in the list of MDM policies, and returns the groups of each",
			source:  "reference of mobilityManagementPolicy, 2026-08; public tools expand single policies",
			about:   []tenant.Dataset{tenant.MDMPolicies, tenant.MDMMembers, tenant.OtherMDMMembers},
			follows: "prepaudit reads the groups of each policy by a request of its own; verdicts stay right",
			see: func(e *Evidence) []sight {
				return taken(e.to("GET /beta/policies/mobileDeviceManagementPolicies", "$expand=includedGroups"),
					"value[].includedGroups")
			},
		},
		{
			name:    "group-licenses",
			assumes: "groups that a filter on assignedLicenses finds have assignedLicenses, with GroupMember.Read.All",
			source:  "nowhere said; rknightion/graph2otel asks for Group.Read.All, 2026-08",
			about:   []tenant.Dataset{tenant.LicenseGroups, tenant.LicenseMembers},
			follows: "which licenses these groups assign isn't known",
			see: func(e *Evidence) []sight {
				return filledIn(append(e.to("GET /v1.0/groups", "assignedLicenses/any("),
					e.to("GET /v1.0/groups", "assignedLicenses/$count ne 0")...), "value[].assignedLicenses[]")
			},
		},
		{
			name:    "group-license-count",
			assumes: "groups can be filtered by assignedLicenses/$count ne 0, with ConsistencyLevel",
			source:  "KelvinTegelaar/CIPP-API, 2026-08",
			about:   []tenant.Dataset{tenant.LicenseGroups},
			follows: "prepaudit sends one request for each product; verdicts stay right",
			see: func(e *Evidence) []sight {
				return taken(e.to("GET /v1.0/groups", "assignedLicenses/$count ne 0"), "")
			},
		},
		{
			name:    "group-license-errors",
			assumes: "groups can be filtered by hasMembersWithLicenseErrors, without ConsistencyLevel",
			source:  "microsoftgraph/microsoft-graph-docs-contrib PR 9437, 2026-08",
			about:   []tenant.Dataset{tenant.LicenseGroups},
			follows: "which groups have members with errors isn't known",
			see: func(e *Evidence) []sight {
				return taken(e.to("GET /v1.0/groups", "hasMembersWithLicenseErrors eq true"), "")
			},
		},
		{
			name:    "hidden-members",
			assumes: "the members of every group are listed; none has visibility HiddenMembership",
			source:  "reference of groups: hidden membership takes Member.Read.Hidden, 2026-08",
			about: []tenant.Dataset{tenant.MDMMembers, tenant.OtherMDMMembers, tenant.PreparationWho, tenant.AccessWho,
				tenant.RegistrationWho, tenant.RestrictionWho, tenant.LicenseMembers, tenant.ScopeGroups},
			follows: "members are missing, and users who are in the group count as outside: grant Member.Read.Hidden",
			see:     hiddenMembers,
		},
		{
			name:    "not-filter",
			assumes: "a $count takes a filter not(… or …) with ConsistencyLevel",
			source:  "Graph's page on advanced queries shows not of a single term only, 2026-08",
			about:   []tenant.Dataset{tenant.Users},
			follows: "users of a large tenant may be read one page after the other, which takes longer; verdicts " +
				"stay right",
			see: func(e *Evidence) []sight {
				return taken(e.to("GET /v1.0/users/$count", "$filter=not("), "")
			},
		},
		{
			name:    "partitions",
			assumes: "counts of users by the beginning of userPrincipalName add up to the count of all",
			source:  "Worklytics/psoxy reads in such parts, 2026; startsWith is documented for userPrincipalName",
			about:   []tenant.Dataset{tenant.Users},
			follows: "users of a large tenant are read one page after the other, which takes longer; verdicts stay " +
				"right",
			see: partitions,
		},
		{
			name:    "license-states",
			assumes: "a list of users has licenseAssignmentStates and assignedLicenses of each",
			source:  "KelvinTegelaar/CIPP-API, 2026-08",
			about:   []tenant.Dataset{tenant.Users},
			follows: "how a license was assigned isn't known, and licenses count as not known where they are absent",
			see: func(e *Evidence) []sight {
				return everyUserHas(e, "licenseAssignmentStates", "assignedLicenses")
			},
		},
		{
			name:    "employee-org-data",
			assumes: "a list of users has employeeOrgData of each, be it null",
			source:  "reference of user, 2026-08",
			about:   []tenant.Dataset{},
			follows: "the column of cost centers in reports is empty; no rule looks at it",
			see:     func(e *Evidence) []sight { return everyUserHas(e, "employeeOrgData") },
		},
		{
			name:    "new-enum-members",
			assumes: "with Prefer: " + odata.NewEnumMembers + " no value comes as unknownFutureValue",
			source:  "Graph's best practices on evolvable enumerations, 2026-08",
			follows: "what a policy asks isn't known, and rules about it aren't checked",
			see:     newMembers,
		},
	}
}

func appOnly(e *Evidence) []sight {
	var said string
	for _, r := range e.Reads {
		if r.Dataset != tenant.MDMPolicies {
			continue
		}
		said = r.Ended
		switch {
		case r.Ended == wasRead && e.SignedIn == "app":
			return deviates("an app without a user read them")
		case r.Ended == refusedApp, r.Ended == wasRead:
			return holds("signed in as %s: %s", e.SignedIn, r.Ended)
		}
	}
	return nothing("%s", said)
}

// taken holds a request that may be refused; path is what its objects must have, "" for nothing.
func taken(answers []*Answer, path string) []sight {
	var refusedAt int
	for _, a := range answers {
		if a.Status == 400 || a.Status == 404 || a.Status == 501 {
			refusedAt = a.Status
		}
	}
	switch accepted := good(answers); {
	case len(accepted) == 0 && refusedAt > 0:
		return deviates("refused: %s", refusals(answers))
	case len(accepted) == 0:
		return unread(answers)
	case path == "":
		return holds("taken")
	default:
		objects, _ := counted(accepted, "value[]")
		there, _ := counted(accepted, path)
		if objects == 0 {
			return nothing("taken, and nothing was listed")
		}
		if there < objects {
			return deviates("taken, and %d of %d objects lack it", objects-there, objects)
		}
		return holds("taken, and %s it", english.CountVerb(objects, "object", "has", "have"))
	}
}

// filledIn holds that every object of lists has something in a collection.
func filledIn(answers []*Answer, path string) []sight {
	accepted := good(answers)
	objects, _ := counted(accepted, "value[]")
	there, _ := counted(accepted, path)
	switch {
	case len(accepted) == 0:
		return unread(answers)
	case objects == 0:
		return nothing("no group was found")
	case there < objects:
		return deviates("%s %s", english.CountVerb(objects, "group", "has", "have"), english.Count(there, "license"))
	}
	return holds("%s %s", english.CountVerb(objects, "group", "has", "have"), english.Count(there, "license"))
}

func hiddenMembers(e *Evidence) []sight {
	hidden, groups, withheld := 0, 0, 0
	for _, a := range good(e.to("GET /v1.0/groups/{}", "visibility")) {
		groups += a.Times
		if s := a.Shape["visibility"]; s != nil {
			hidden += s.Values["HiddenMembership"]
		}
	}
	for _, a := range e.Answers {
		withheld += a.Withheld
	}
	seen := fmt.Sprintf("%d of %d groups are hidden, and %d lists of members are empty though they have a count",
		hidden, groups, withheld)
	switch {
	case hidden+withheld > 0:
		return deviates("%s", seen)
	case groups == 0:
		return nothing("no group whose members are read")
	}
	return holds("%s", seen)
}

func partitions(e *Evidence) []sight {
	for _, pair := range [][2]string{{allUsers, byCharacter}, {allAgain, withTheOther}} {
		all, counted := e.Related[pair[0]]
		if !counted {
			continue
		}
		if sum := e.Related[pair[1]]; sum != all {
			return deviates("%d %s, and %d %s", all, pair[0], sum, pair[1])
		}
	}
	if _, counted := e.Related[allUsers]; !counted {
		return unread(e.to("GET /v1.0/users/$count"))
	}
	return holds("%s", english.Count(e.Related[allUsers], "user"))
}

// everyUserHas holds that lists of users have properties.
func everyUserHas(e *Evidence, names ...string) []sight {
	lists := good(e.to("GET /v1.0/users", names...))
	users, _ := counted(lists, "value[]")
	if users == 0 {
		return nothing("no user was listed")
	}
	for _, name := range names {
		if there, _ := counted(lists, "value[]."+name); there < users {
			return deviates("%s is absent from %d of %d users", name, users-there, users)
		}
	}
	return holds("in %s", english.Count(users, "user"))
}

func newMembers(e *Evidence) (all []sight) {
	asked, applied := 0, 0
	for _, a := range good(e.Answers) {
		if !strings.HasSuffix(a.Request, ", Prefer") {
			continue
		}
		asked += a.Times
		applied += a.Headers["Preference-Applied: "+odata.NewEnumMembers]
		for _, path := range slices.Sorted(maps.Keys(a.Shape)) {
			if n := a.Shape[path].Values["unknownFutureValue"]; n > 0 {
				all = append(all, sight{outcome: Deviates, text: fmt.Sprintf("%s %s (%s)", path, english.Count(n, "time"), a.resource()),
					about: a.For})
			}
		}
	}
	switch {
	case all != nil:
		return all
	case asked == 0:
		return nothing("no request was answered")
	case applied == 0:
		return nothing("Graph doesn't say whether it heeds the header, and no value shows it")
	}
	return holds("Graph says that it heeds the header, %s", english.Count(applied, "time"))
}
