package graphtest

import (
	"slices"
	"strings"
	"testing"
)

// A dialect says where it was seen, and is about paths that are served.
func TestDialects(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range Dialects() {
		if d.Name == "" || d.Description == "" || d.Source == "" || len(d.Date) != len("2006-01") || seen[d.Name] {
			t.Errorf("dialect %+v", d)
		}
		seen[d.Name] = true
		for _, p := range d.patterns {
			if !slices.ContainsFunc(routes(), func(rt route) bool {
				return (&Dialect{patterns: []string{p}}).about(&request{pattern: rt.pattern})
			}) {
				t.Errorf("%s is about %s, which is not served", d.Name, p)
			}
		}
		if err := CheckDialect(d.Name); err != nil {
			t.Error(err)
		}
	}
	if err := CheckDialect("esperanto"); err == nil || !strings.Contains(err.Error(), deviceGroupPost) {
		t.Errorf("an unknown name gives %v", err)
	}
}

func TestDeviceGroupDialects(t *testing.T) {
	for _, row := range []struct{ dialect, method, want string }{
		{"device-group-post", "POST", `"validationSucceeded":true}]`},
		{"device-group-post", "GET", "with http verb GET"},
		{"device-group-top-level", "GET", `"targetValidationErrorCode":"unknown"}],"validationSucceeded":true`},
		{"device-group-status-unknown", "GET", `"targetValidationErrorCode":"unknown"}]}`},
		{"device-group-old-shape", "GET", `Targets":[{"targetId":"ID","targetType":"staticSecurityGroup"}]}`},
		{"device-group-post,device-group-old-shape", "POST", `"targetType":"staticSecurityGroup"}]}`},
	} {
		base, s := serve(t, Tenant{Dialects: strings.Split(row.dialect, ",")})
		want := strings.ReplaceAll(row.want, "ID", s.dir.group("Devices: staff").id)
		path := policiesPath + "/" + s.dir.guid("preparation", 0) + "/retrieveEnrollmentTimeDeviceMembershipTarget"
		if _, b := send(t, row.method, base, path); !strings.Contains(string(b), want) {
			t.Errorf("%s: %s %s", row.dialect, row.method, b)
		}
	}
}
