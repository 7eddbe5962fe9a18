package graph

import (
	"net/http"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/rules/tenant"
)

const (
	membershipPath = "/beta/deviceManagement/configurationPolicies/" + policyID +
		"/retrieveEnrollmentTimeDeviceMembershipTarget"
	dynamicGroup = `{"id":"` + groupID + `","displayName":"Devices","securityEnabled":true,` +
		`"groupTypes":["DynamicMembership"],"isAssignableToRole":null}`
)

// Whatever shape the answer has, it names the group and says what Intune says of it.
func TestDeviceGroup(t *testing.T) {
	const (
		target = `"targetId":"` + groupID + `"`
		list   = `"enrollmentTimeDeviceMembershipTargetValidationStatuses":`
		old    = `{"enrollmentTimeDeviceMembershipTargets":[{"targetType":"staticSecurityGroup",` + target + `}]}`
		code   = `"targetValidationErrorCode":`
	)
	for _, row := range []struct {
		body  string
		valid tenant.Tri
		code  string
	}{
		{`{"validationSucceeded":false,` + list + `[{` + target + `,` + code + `"notSecurityGroup"}]}`,
			tenant.No, "notSecurityGroup"},
		{`{"validationSucceeded":true,` + list + `[{` + target + `,` + code + `"unknown"}]}`, tenant.Yes, ""},
		{`{` + list + `[{` + target + `,` + code + `"unknown","validationSucceeded":true}]}`, tenant.Yes, ""},
		{`{` + list + `[{` + target + `,` + code + `"unknown","validationSucceeded":false}]}`, tenant.No, "unknown"},
		{`{` + list + `[{` + target + `,` + code + `null,"validationSucceeded":true}]}`, tenant.Yes, ""},
		{`{` + list + `[{` + target + `,` + code + `"unknown"}]}`, tenant.Unknown, ""},
		{`{` + list + `[{` + target + `,` + code + `"somethingNew"}]}`, tenant.Unknown, "somethingNew"},
		// The status is of this group, what stands beside it of all.
		{`{"validationSucceeded":false,` + list + `[{` + target + `,"validationSucceeded":true}]}`, tenant.Yes, ""},
		{old, tenant.Unknown, ""},
		{`{"enrollmentTimeDeviceMembershipTargets":[{` + target + `}]}`, tenant.Unknown, ""},
	} {
		for _, body := range []string{row.body, `{"value":` + row.body + `}`, `{"value":[` + row.body + `]}`} {
			g, err := fixedAnswers(t, answers{membershipPath: body, "/v1.0/groups/" + groupID: dynamicGroup}).
				deviceGroup(t.Context(), policyID)
			if err != nil || !g.Known || g.ID.String() != groupID || g.Valid != row.valid || g.Error != row.code {
				t.Errorf("%s: %+v, %v", body, g, err)
			}
			if g.Found != tenant.Yes || g.Name != "Devices" || g.Security != tenant.Yes || g.Dynamic != tenant.Yes ||
				g.RoleAssignable != tenant.No {
				t.Errorf("%s: the group itself %+v", body, g)
			}
		}
	}
	for body, known := range map[string]bool{
		`{"enrollmentTimeDeviceMembershipTargetValidationStatuses":[]}`: true,
		`{"value":[{"enrollmentTimeDeviceMembershipTargets":[]}]}`:      true,
		`{"validationSucceeded":true}`:                                  true,
		`{}`:                                                            false,
		`{"value":[]}`:                                                  false,
		`{"value":null}`:                                                false,
		`{"enrollmentTimeDeviceMembershipTargetValidationStatuses":null,"new":1}`: false,
	} {
		g, err := fixedAnswers(t, answers{membershipPath: body}).deviceGroup(t.Context(), policyID)
		if err != nil || g.Known != known || !g.ID.IsZero() {
			t.Errorf("%s: %+v, %v", body, g, err)
		}
	}
	for _, body := range []string{`{"value":3}`, `{` + list + `[{"targetId":"Devices"}]}`, `[]`} {
		if g, err := fixedAnswers(t, answers{membershipPath: body}).deviceGroup(t.Context(), policyID); err == nil {
			t.Errorf("%s gives %+v", body, g)
		}
	}
}

func TestDeviceGroupItself(t *testing.T) {
	const named = `{"enrollmentTimeDeviceMembershipTargets":[{"targetType":"staticSecurityGroup","targetId":"` +
		groupID + `"}]}`
	for status, found := range map[int]tenant.Tri{404: tenant.No, 403: tenant.Unknown, 200: tenant.Yes} {
		c, _ := newFake(t, func(req *http.Request) (int, string) {
			if strings.Contains(req.URL.Path, "/groups/") {
				return status, dynamicGroup
			}
			return 200, named
		})
		g, err := c.deviceGroup(t.Context(), policyID)
		if (err != nil) != (status == 403) || g.ID.String() != groupID || g.Found != found ||
			status != 200 && (g.Security != tenant.Unknown || g.Dynamic != tenant.Unknown) {
			t.Errorf("%d: %+v, %v", status, g, err)
		}
	}
	// Of a target that is no group, the directory of groups says nothing.
	c, f := newFake(t, func(*http.Request) (int, string) {
		return 200, strings.Replace(named, "staticSecurityGroup", "administrativeUnit", 1)
	})
	if g, err := c.deviceGroup(t.Context(), policyID); err != nil || g.Found != tenant.Unknown || len(f.asked) != 1 {
		t.Errorf("%+v, %v after %v", g, err, f.asked)
	}
}

// GET comes first; POST follows a refusal of the verb and of nothing else. The first of two refusals is told.
func TestDeviceGroupVerb(t *testing.T) {
	const ok = `{"enrollmentTimeDeviceMembershipTargetValidationStatuses":[]}`
	for _, row := range []struct {
		get, post int
		asked     string
		err       string
	}{
		{200, 200, "GET", ""},
		{400, 200, "GET POST", ""}, {404, 200, "GET POST", ""}, {405, 200, "GET POST", ""}, {501, 200, "GET POST", ""},
		{501, 501, "GET POST", "501"}, {501, 403, "GET POST", "was refused"},
		{400, 404, "GET POST", "400"}, {404, 405, "GET POST", "404"}, {405, 400, "GET POST", "405"},
		{400, 403, "GET POST", "was refused"},
		{403, 200, "GET", "was refused"},
	} {
		var verbs []string
		c, _ := newFake(t, func(req *http.Request) (int, string) {
			verbs = append(verbs, req.Method)
			return map[string]int{"GET": row.get, "POST": row.post}[req.Method], ok
		})
		s := tenant.Settings{Preparation: []tenant.PreparationPolicy{{ID: policyID}}}
		err := c.Read(t.Context(), tenant.DeviceGroups, &s)
		if got := strings.Join(verbs, " "); got != row.asked || (err != nil) != (row.err != "") ||
			err != nil && !strings.Contains(err.Error(), row.err) {
			t.Errorf("%d, %d: asked %s, %v", row.get, row.post, got, err)
		}
	}
}

func TestDeviceOwnerOfNobody(t *testing.T) {
	s := tenant.Settings{Preparation: []tenant.PreparationPolicy{{Device: tenant.DeviceGroup{ID: tenant.MustGUID(groupID)}}}}
	if err := fixedAnswers(t, answers{}).Read(t.Context(), tenant.DeviceOwner, &s); err != nil || s.Preparation[0].Device.Owned != tenant.No {
		t.Errorf("no service principal: %+v, %v", s.Preparation, err)
	}
}

// A tenant of every dialect gives the groups that the default gives, and a verdict of Intune's where it has one.
func TestDeviceGroupDialects(t *testing.T) {
	groups := func(dialects ...string) []tenant.PreparationPolicy {
		s, err := read(t, simulated(t, graphtest.Tenant{Users: 20, Dialects: dialects}),
			tenant.Preparation, tenant.DeviceGroups, tenant.DeviceOwner)
		if err != nil {
			t.Fatalf("%v: %v", dialects, err)
		}
		return s.Preparation
	}
	want := groups()
	for dialect, says := range map[string]bool{
		"device-group-post": true, "device-group-top-level": true,
		"device-group-old-shape": false, "device-group-status-unknown": false,
	} {
		for i, p := range groups(dialect) {
			w := want[i].Device
			if !says {
				w.Valid, w.Error = tenant.Unknown, ""
			}
			if dialect == "device-group-top-level" && w.Known && w.ID.IsZero() {
				w.Valid = tenant.No // of no group
			}
			if p.Device != w {
				t.Errorf("%s: %+v, want %+v", dialect, p.Device, w)
			}
		}
	}
}
