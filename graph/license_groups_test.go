package graph

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/rules/tenant"
)

// licensed reads the groups of a tenant with two products for users and one for the company.
func licensed(t *testing.T, answer func(filter string) (int, string)) (tenant.Settings, []string, error) {
	t.Helper()
	var filters []string
	c, _ := newFake(t, func(req *http.Request) (int, string) {
		filter := req.URL.Query().Get("$filter")
		if !strings.HasPrefix(filter, "hasMembers") {
			filters = append(filters, filter)
			if counted := req.Header.Get("ConsistencyLevel") != ""; counted != strings.Contains(filter, "$count") {
				t.Errorf("%s with ConsistencyLevel: %v", filter, counted)
			}
		}
		return answer(filter)
	})
	s := tenant.Settings{SKUs: []tenant.SKU{{ID: tenant.MustGUID(numbered(1)), AppliesTo: "User"},
		{ID: tenant.MustGUID(numbered(2))}, {ID: tenant.MustGUID(numbered(3)), AppliesTo: "Company"}}}
	err := c.Read(t.Context(), tenant.LicenseGroups, &s)
	return s, filters, err
}

func groupWith(n int, licenses string) string {
	return `{"id":"` + numbered(n) + `","displayName":"G` + numbered(n)[35:] + `",` + licenses +
		`"licenseProcessingState":{"state":"ProcessingComplete"}}`
}

func holding(sku int) string {
	return `"assignedLicenses":[{"skuId":"` + numbered(sku) + `","disabledPlans":[]}],`
}

// One request finds them all; where it is refused, one for each product does, and for no other reason.
func TestLicenseGroups(t *testing.T) {
	all := `{"value":[` + groupWith(7, holding(2)) + `,` + groupWith(6, holding(1)) + `,` + groupWith(8, holding(3)) + `]}`
	for _, row := range []struct {
		name    string
		status  int
		filters int
		groups  int
		err     string
	}{
		{"taken", 200, 1, 2, ""},
		{"not taken", 400, 3, 2, ""},
		{"refused", 403, 1, 0, "GroupMember.Read.All"},
		{"not there", 404, 1, 0, "404"},
	} {
		s, filters, err := licensed(t, func(filter string) (int, string) {
			switch {
			case filter == "hasMembersWithLicenseErrors eq true":
				return 200, `{"value":[` + groupWith(6, "") + `]}`
			case filter == "assignedLicenses/$count ne 0":
				return row.status, all
			case strings.Contains(filter, numbered(1)):
				return 200, `{"value":[` + groupWith(6, holding(1)) + `]}`
			}
			return 200, `{"value":[` + groupWith(7, holding(2)) + `]}`
		})
		if (err != nil) != (row.err != "") || err != nil && !strings.Contains(err.Error(), row.err) ||
			len(filters) != row.filters || len(s.LicenseGroups) != row.groups {
			t.Errorf("%s: %+v, %v after %q", row.name, s.LicenseGroups, err, filters)
			continue
		}
		if row.groups == 2 && (s.LicenseGroups[0].HasErrors != tenant.Yes || s.LicenseGroups[1].HasErrors != tenant.No ||
			s.LicenseGroups[0].State != "ProcessingComplete") {
			t.Errorf("%s: %+v", row.name, s.LicenseGroups)
		}
	}
}

// A group that was found by its licenses and comes without is not dropped without a word.
func TestLicenseGroupsWithoutLicenses(t *testing.T) {
	for _, row := range []struct {
		licenses string
		bare     bool
	}{
		{``, true}, {`"assignedLicenses":null,`, true}, {`"assignedLicenses":[],`, true},
		{holding(1), false}, {holding(3), false},
	} {
		s, _, err := licensed(t, func(filter string) (int, string) {
			if strings.HasPrefix(filter, "hasMembers") {
				return 200, `{"value":[]}`
			}
			return 200, `{"value":[` + groupWith(6, holding(2)) + `,` + groupWith(7, row.licenses) + `]}`
		})
		_, partial := err.(Parts)
		if partial != row.bare || !partial && err != nil || len(s.LicenseGroups) == 0 ||
			partial && (!strings.Contains(err.Error(), `1 group was found`) || !strings.Contains(err.Error(), `"G7"`)) {
			t.Errorf("%q: %+v, %v", row.licenses, s.LicenseGroups, err)
		}
	}
}

// Whichever requests a tenant takes, the groups are the same.
func TestLicenseGroupDialects(t *testing.T) {
	groups := func(dialects ...string) ([]tenant.LicenseGroup, error) {
		s, err := read(t, simulated(t, graphtest.Tenant{Users: 60, Dialects: dialects}), tenant.SKUs, tenant.LicenseGroups)
		return s.LicenseGroups, err
	}
	want, err := groups()
	if err != nil || len(want) == 0 {
		t.Fatalf("%+v, %v", want, err)
	}
	if got, err := groups("one-request-groups-refused"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v\nwant %+v", got, err, want)
	}
	if got, err := groups("group-licenses-missing"); err == nil || len(got) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

// What decides who is in a group is read, and nothing is said where Graph does not say it.
func TestLicenseGroupMembersBy(t *testing.T) {
	for _, row := range []struct {
		sent string
		want tenant.MembersBy
	}{
		{``, ""},
		{`"groupTypes":null,`, ""},
		{`"groupTypes":[],"mailEnabled":false,"onPremisesSyncEnabled":null,"isAssignableToRole":null,`,
			tenant.ByAssignment},
		{`"groupTypes":["DynamicMembership"],"onPremisesSyncEnabled":null,`, tenant.ByRule},
		{`"groupTypes":["Unified","DynamicMembership"],"mailEnabled":true,`, tenant.ByRule},
		{`"groupTypes":["Unified"],"mailEnabled":true,"onPremisesSyncEnabled":false,`, tenant.ByAssignment},
		{`"groupTypes":[],"onPremisesSyncEnabled":true,`, tenant.ByDirectory},
		{`"groupTypes":[],"mailEnabled":true,`, tenant.ByExchange},
		{`"groupTypes":[],"isAssignableToRole":true,`, tenant.ByRole},
	} {
		s, _, err := licensed(t, func(string) (int, string) {
			return 200, `{"value":[` + groupWith(6, row.sent+holding(1)) + `]}`
		})
		if err != nil || len(s.LicenseGroups) != 1 || s.LicenseGroups[0].MembersBy != row.want {
			t.Errorf("%s: %v, %v", row.sent, s.LicenseGroups, err)
		}
	}
}
