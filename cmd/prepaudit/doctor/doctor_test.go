package doctor

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"prepaudit/graph/graphtest"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// A simulated tenant answers as prepaudit assumes, whoever asks.
func TestPlain(t *testing.T) {
	for _, scenario := range []string{"contoso", "healthy", "hostile"} {
		for _, app := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, app %t", scenario, app), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					e := simulation{tenant: graphtest.Tenant{Scenario: scenario, AppOnly: app}}.run(t)
					for _, f := range e.Findings {
						if f.Outcome == Deviates || f.Outcome == NotRead {
							t.Errorf("%+v", f)
						}
					}
					if want := map[bool]string{false: "person", true: "app"}[app]; e.SignedIn != want {
						t.Errorf("signed in as %s, not as %s", e.SignedIn, want)
					}
					if len(e.Answers) < 50 {
						t.Errorf("%d kinds of answers", len(e.Answers))
					}
				})
			})
		}
	}
}

// deviation is one way in which a tenant answers otherwise.
type deviation struct {
	name     string
	scenario string
	faults   string // with blanks between
	dialect  []string
	token    string
	change   change
	check    string
	outcome  Outcome // "" is Deviates
	rule     string  // that hangs on it; "" where none does
	also     string  // other checks that see it, with blanks between
}

// appToken says that it is an app's.
var appToken = "." + base64.RawURLEncoding.EncodeToString([]byte(`{"idtyp":"app"}`)) + "."

func deviations() []deviation {
	const (
		target  = "/retrieveEnrollmentTimeDeviceMembershipTarget"
		devices = "/beta/deviceManagement/managedDevices"
		access  = "/conditionalAccess/policies"

		associated = "/deviceManagement/tenantAssociatedDevices"
	)
	return []deviation{
		{name: "no verb", change: refuse(target, 405, "BadRequest", "no"), check: "membership-target-verb",
			rule: "DPP-03", also: "reads"},
		{name: "the older shape", dialect: []string{"device-group-old-shape"}, check: "membership-target-shape",
			rule: "DPP-03"},
		{name: "no owned objects", change: entire("/ownedObjects", func(b map[string]any) { b["value"] = []any{} }),
			check: "owned-objects", rule: "DPP-03"},
		{name: "no assignments of a role", change: entire("/roleAssignments", func(b map[string]any) {
			if list := b["value"].([]any); len(list) > 0 && list[0].(map[string]any)["members"] == nil {
				b["value"] = []any{}
			}
		}), check: "role-join", rule: "RBA-01"},
		{name: "a role", change: set("/roleAssignments", "roleDefinition", map[string]any{"id": "1"}),
			check: "role-expand", outcome: Told},
		{name: "associated devices are not served", check: "associated-devices", rule: "MDM-08",
			change: refuse(associated, 404, "BadRequest", "Resource not found for the segment 'tenantAssociatedDevices'.")},
		{name: "nor is their verb", check: "associated-devices", rule: "DEV-10",
			change: refuse(associated, 400, "BadRequest", "No method match route template")},
		{name: "without serial numbers", scenario: "healthy", change: set(associated, "serialNumber", ""),
			check: "associated-devices", rule: "DPP-10"},
		{name: "without states", scenario: "healthy", change: drop(associated, "associationState"),
			check: "associated-devices", rule: "DPP-11", also: "reads"},
		{name: "without their policies", scenario: "healthy", change: drop(associated, "devicePreparationPolicyId"),
			check: "associated-devices", rule: "DPP-12"},
		{name: "without the managed devices", scenario: "healthy", change: drop(associated, "managedDeviceId"),
			check: "associated-devices", rule: "DEV-09"},
		{name: "a state of association", scenario: "healthy", change: set(associated, "associationState", "lost"),
			check: "values", rule: "RBA-02"},
		{name: "associated devices are refused", faults: "403@/deviceManagement/tenantAssociatedDevices", check: "reads",
			outcome: NotRead, rule: "DPP-12"},
		{name: "a date of association", scenario: "healthy", change: set(associated, "preassociationDateTime", "26/11"),
			check: "forms", rule: "DPP-11", also: "reads"},
		{name: "no filter of licenses", dialect: []string{"one-request-groups-refused"}, check: "group-license-count",
			rule: "LIC-02"},
		{name: "other systems", change: set(devices, "operatingSystem", "iOS"), check: "device-filter", rule: "DEV-01"},
		{name: "skuNumber", change: set(devices, "skuNumber", json.Number("0")), check: "device-skuNumber",
			rule: "DEV-03"},
		{name: "skuFamily", change: set(devices, "skuFamily", ""), check: "device-skuFamily", rule: "DEV-03"},
		{name: "joinType", change: set(devices, "joinType", nil), check: "device-joinType", rule: "DEV-01"},
		{name: "enrollmentProfileName", change: set(devices, "enrollmentProfileName", nil),
			check: "device-enrollmentProfileName"},
		{name: "no expand", change: refuse("$expand=includedGroups", 400, "BadRequest", "no"), check: "mdm-expand",
			rule: "MDM-03"},
		{name: "an app may", token: appToken, check: "mdm-app-only", rule: "MDM-02",
			change: func(req *http.Request, resp *http.Response, body map[string]any) bool {
				if !strings.HasSuffix(req.URL.Path, "ManagementPolicies") {
					return false
				}
				clear(body)
				body["value"], resp.StatusCode = []any{}, http.StatusOK
				return true
			}},
		{name: "no licenses of groups", change: set("/v1.0/groups", "assignedLicenses", []any{}),
			check: "group-licenses", rule: "LIC-09", also: "reads"},
		{name: "no filter of errors", change: refuse("hasMembersWithLicenseErrors", 400, "BadRequest", "no"),
			check: "group-license-errors", rule: "LIC-04"},
		{name: "a hidden group", change: func(req *http.Request, _ *http.Response, body map[string]any) bool {
			_, has := body["visibility"]
			body["visibility"] = "HiddenMembership"
			return has
		}, check: "hidden-members", rule: "MDM-03"},
		{name: "members withheld", change: entire("/members/microsoft.graph.user", func(b map[string]any) {
			b["value"] = []any{}
			delete(b, "@odata.nextLink")
		}), check: "hidden-members", rule: "MDM-03"},
		{name: "no not", faults: "refuse-filter=not(@/users/$count", check: "not-filter", rule: "LIC-02"},
		{name: "parts don't add up", faults: "gap=3@/users/$count", check: "partitions", rule: "LIC-02"},
		{name: "no states", change: drop("/v1.0/users", "licenseAssignmentStates"), check: "license-states",
			rule: "LIC-02", also: "missing-properties reads"},
		{name: "no employeeOrgData", change: drop("/v1.0/users", "employeeOrgData"), check: "employee-org-data",
			also: "missing-properties"},
		{name: "a member of the future", change: objects(access, func(o map[string]any) {
			if grant, ok := o["grantControls"].(map[string]any); ok {
				grant["builtInControls"] = []any{"unknownFutureValue"}
			}
		}), check: "new-enum-members", rule: "CA-02", also: "values"},
		{name: "refused", faults: "403@/domains", check: "reads", outcome: NotRead, rule: "OOB-01"},
		{name: "a property is absent", change: drop("/v1.0/domains", "isVerified"), check: "missing-properties",
			rule: "OOB-01", also: "reads"},
		{name: "a number as a string", change: set(devices, "skuNumber", "48"), check: "types", rule: "DEV-03",
			also: "reads"},
		{name: "a date", change: set(devices, "enrolledDateTime", "27.11.2026"), check: "forms", rule: "DEV-01",
			also: "reads"},
		{name: "no GUID", change: objects("/subscribedSkus", func(o map[string]any) { o["skuId"] = "SPE_E3" }),
			check: "forms", rule: "LIC-02", also: "reads"},
		{name: "a value", faults: "unknown-enum=userType@/users", check: "values", rule: "LIC-02"},
		{name: "a type of target", change: objects("/assignments", func(o map[string]any) {
			o["target"] = map[string]any{"@odata.type": "#microsoft.graph.everybodyAssignmentTarget"}
		}), check: "types-of-targets", rule: "DPP-03"},
		{name: "another host", faults: "other-host@/users", check: "next-link", rule: "LIC-02", also: "reads"},
		{name: "pages overlap", faults: "double@/users,page=2", check: "pages-overlap", rule: "LIC-02"},
		{name: "no count", change: entire("/transitiveMembers/microsoft.graph.user", func(b map[string]any) {
			delete(b, "@odata.count")
		}), check: "count", rule: "MDM-03"},
		{name: "no number", faults: "count-form=string@/users/$count",
			change: func(req *http.Request, _ *http.Response, body map[string]any) bool {
				items, _ := body["responses"].([]any)
				for _, item := range items {
					item.(map[string]any)["body"] = "many"
				}
				return items != nil
			}, check: "count-form", rule: "LIC-02"},
		{name: "a web page", change: func(req *http.Request, resp *http.Response, _ map[string]any) bool {
			if strings.HasSuffix(req.URL.Path, "/domains") {
				resp.Header.Set("Content-Type", "text/html; charset=utf-8")
			}
			return false
		}, check: "content-type", rule: "OOB-01"},
		{name: "no Retry-After", faults: "429=none@/domains", check: "retry-after", rule: "OOB-01"},
		{name: "an error without a code", change: func(_ *http.Request, resp *http.Response, body map[string]any) bool {
			if resp.StatusCode != http.StatusNotFound {
				return false
			}
			clear(body)
			body["Message"] = "No HTTP resource was found"
			return true
		}, check: "errors", rule: "DPP-07"},
		{name: "another 401", change: refuse("/deviceManagement/roleDefinitions", 401, "Request_Unauthenticated", "no"),
			check: "unauthorized", rule: "RBA-01", also: "reads"},
		{name: "no role of Intune", change: refuse("/deviceManagement/roleDefinitions", 401, "UnknownError",
			`{"ErrorCode":"Forbidden","Message":"..."}`), check: "reads", outcome: NotRead, rule: "RBA-01"},
		{name: "Intune is there in part", change: refuse("/importedDeviceIdentities", 400, "BadRequest",
			"Request not applicable to target tenant."), check: "intune-license", rule: "MDM-08", also: "reads"},
		{name: "500", faults: "500@/deviceManagement/roleDefinitions", check: "unthrottled", rule: "RBA-01"},
		{name: "a new property", faults: "unknown-field@/domains", check: "new-properties", outcome: Told},
	}
}

// Each deviation is named by its check, with what follows for the rules, and by no other check but those that see it
// too.
func TestDeviations(t *testing.T) {
	planted := map[string]bool{}
	for _, d := range deviations() {
		planted[d.check] = true
		t.Run(d.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tenant := graphtest.Tenant{Scenario: d.scenario, Dialects: d.dialect}
				for text := range strings.FieldsSeq(d.faults) {
					f, err := graphtest.ParseFault(text)
					if err != nil {
						t.Fatal(err)
					}
					tenant.Faults = append(tenant.Faults, f)
				}
				d.look(t, simulation{tenant: tenant, token: d.token, change: d.change}.run(t))
			})
		})
	}
	for _, c := range checks() {
		if !planted[c.name] {
			t.Errorf("no deviation is planted that %s sees", c.name)
		}
	}
}

func (d *deviation) look(t *testing.T, e *Evidence) {
	want := d.outcome
	if want == "" {
		want = Deviates
	}
	named := false
	for _, f := range e.Findings {
		switch {
		case f.Check == d.check && f.Outcome == want:
			named = named || d.rule == "" || slices.ContainsFunc(f.Rules, func(r *rules.Rule) bool { return r.ID == d.rule })
			if f.Seen == "" || f.Follows == "" && want != Told {
				t.Errorf("%+v doesn't say what is seen, or what follows", f)
			}
		case f.Outcome != Deviates && f.Outcome != NotRead, slices.Contains(strings.Fields(d.also), f.Check):
		default:
			t.Errorf("%s is seen too: %s", f.Check, f.Seen)
		}
	}
	if !named {
		t.Errorf("%s doesn't say %s of %s; it says %+v", d.check, want, d.rule, e.Findings)
	}
}

// Which rules hang on associated devices, and the tenants of which they say nothing.
func TestAssociatedDevices(t *testing.T) {
	hang := rulesOf([]tenant.Dataset{tenant.Associations})
	for _, id := range []string{"MDM-08", "DPP-01", "DPP-10", "DPP-11", "DPP-12", "DEV-09", "DEV-10", "RBA-02"} {
		if !slices.ContainsFunc(hang, func(r *rules.Rule) bool { return r.ID == id }) {
			t.Errorf("%s hang on them, and not %s", rules.Named(hang, len(hang)), id)
		}
	}
	for _, row := range []struct {
		tenant  graphtest.Tenant
		outcome Outcome
	}{
		{graphtest.Tenant{Scenario: "associated"}, Holds},
		{graphtest.Tenant{Scenario: "healthy"}, Holds},
		{graphtest.Tenant{}, Nothing}, // none is associated
		{graphtest.Tenant{Scenario: "healthy", Dialects: []string{"no-intune-400"}}, Nothing},
		{graphtest.Tenant{Scenario: "healthy", Dialects: []string{"intune-401-forbidden"}}, Nothing},
	} {
		synctest.Test(t, func(t *testing.T) {
			all := simulation{tenant: row.tenant}.run(t).Findings
			i := slices.IndexFunc(all, func(f Finding) bool { return f.Check == "associated-devices" })
			if i < 0 || all[i].Outcome != row.outcome {
				t.Errorf("%s %v: %+v, want %s", row.tenant.Scenario, row.tenant.Dialects, all, row.outcome)
			}
		})
	}
}
