package main

import (
	"net/http"
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/process"
)

// The only product of the tenant can no longer be used, or can for a while, or stands beside another.
func TestVariantsOfSuspended(t *testing.T) {
	// state gives products a status and seats: enabled, in their grace period, suspended, locked.
	state := func(status string, enabled, warning, suspended, locked int) func(map[string]any) {
		return func(o map[string]any) {
			o["capabilityStatus"] = status
			o["prepaidUnits"] = map[string]any{"enabled": enabled, "warning": warning, "suspended": suspended,
				"lockedOut": locked}
		}
	}
	all := func(f func(map[string]any)) []change { return []change{each("/subscribedSkus", f)} }
	first := func(f func(map[string]any)) []change {
		return all(func(o map[string]any) {
			if o["skuPartNumber"] == "SPE_E3" {
				f(o)
			}
		})
	}
	vary(t, []variant{
		{name: "suspended", change: all(state("Suspended", 0, 0, 40, 0)), want: "LIC-01 fail, LIC-02 fail",
			status: process.StatusUnmet, says: "its status is Suspended (renew it)"},
		{name: "suspended, by its seats alone", change: all(state("Enabled", 0, 0, 40, 0)), want: "LIC-01 fail",
			status: process.StatusUnmet, says: "its status is Suspended (renew it)"},
		{name: "locked out", change: all(state("LockedOut", 0, 0, 0, 40)), want: "LIC-01 fail, LIC-02 fail",
			status: process.StatusUnmet, says: "LockedOut (buy it again)"},
		{name: "deleted", change: all(state("Deleted", 0, 0, 0, 0)), want: "LIC-01 fail, LIC-02 fail",
			status: process.StatusUnmet, says: "Deleted (buy it again)"},
		{name: "in its grace period", change: all(state("Warning", 0, 40, 0, 0)), want: "LIC-01 warning"},
		{name: "some seats suspended, some in their grace period", change: all(state("Warning", 0, 5, 35, 0)),
			want: "LIC-01 warning"},
		{name: "suspended, and some seats in their grace period", change: all(state("Suspended", 0, 5, 35, 0)),
			want: "LIC-01 fail", status: process.StatusUnmet, says: "Suspended"},
		{name: "some seats suspended, some enabled", change: all(state("Enabled", 5, 0, 35, 0)), want: "LIC-01 pass"},
		{name: "suspended beside another that is enabled", change: first(state("Suspended", 0, 0, 40, 0)),
			want: "LIC-01 pass, LIC-02 fail", status: process.StatusUnmet},
		{name: "deleted beside another that is enabled", change: first(state("Deleted", 0, 0, 0, 0)),
			want: "LIC-01 pass, LIC-02 fail", status: process.StatusUnmet},
		{name: "a status that is new", change: all(state("Paused", 40, 0, 0, 0)), want: "LIC-01 not evaluated",
			status: process.StatusUndecided, says: "Paused"},
	})
}

// Intune says that it does not serve the tenant, or something like it.
func TestVariantsOfNoIntune(t *testing.T) {
	const nowhere = `{"Message":"Request not applicable to target tenant. - Operation ID (for customer support): 0"}`
	intune := func(status int, code, message string) []change {
		return []change{func(r *http.Request, got *int, body map[string]any) {
			if strings.Contains(r.URL.Path, "/deviceManagement") {
				refused("", r.URL.Path, status, code, message)(r, got, body)
			}
		}}
	}
	state := func(state string) change {
		return at("/v1.0/deviceManagement", func(body map[string]any) { body["subscriptionState"] = state })
	}
	vary(t, []variant{
		{name: "of every path", change: intune(400, "BadRequest", nowhere), status: process.StatusUnmet,
			want: "MDM-04 fail, MDM-09 not applicable, DPP-01 not applicable, RBA-01 not applicable"},
		{name: "in plain words", change: intune(400, "BadRequest", "Request not applicable to target tenant."),
			want: "MDM-04 fail, MDM-09 not applicable", status: process.StatusUnmet},
		{name: "of one path alone", change: []change{refused("", preparations, 400, "BadRequest", nowhere)},
			want: "MDM-04 pass, MDM-09 pass, DPP-01 not evaluated"},
		{name: "another 400 of every path", change: intune(400, "BadRequest", "Something else."),
			want: "MDM-04 not evaluated, MDM-09 not evaluated", status: process.StatusUndecided},
		{name: "refused to whoever asks", change: intune(403, "Forbidden", "Application is not authorized."),
			want: "MDM-04 not evaluated, MDM-09 not evaluated", status: process.StatusUndecided},
		{name: "for want of a role", change: intune(401, "UnknownError", `{"ErrorCode":"Forbidden","Message":"no"}`),
			want: "MDM-04 not evaluated, MDM-09 not evaluated", status: process.StatusUndecided},
		{name: "lapsed", change: []change{state("disabled")}, want: "MDM-04 fail, MDM-09 pass", status: process.StatusUnmet},
		{name: "in its grace period", change: []change{state("warning")}, want: "MDM-04 warning, MDM-09 pass"},
	})
}

// Refusals of one dataset leave the others as they are, whatever their form.
func TestVariantsOfRefusal(t *testing.T) {
	const mdm = "/policies/mobileDeviceManagementPolicies"
	vary(t, []variant{
		{name: "403 to an app", change: []change{refused("", mdm, 403, "Forbidden",
			"Application is not authorized to perform this operation.")}, status: process.StatusUndecided,
			want: "MDM-02 not evaluated, LIC-01 pass, DIR-04 pass", says: "not authorized"},
		{name: "401", change: []change{refused("", "/deviceManagement/roleDefinitions", 401, "UnknownError",
			`{"ErrorCode":"Forbidden","Message":"no"}`)}, want: "RBA-01 not evaluated, LIC-01 pass"},
		{name: "404 of branding", change: []change{refused("", "/branding", 404, "ResourceNotFound", "none")},
			want: "DIR-04 warning, LIC-01 pass"},
		{name: "403 of branding", change: []change{refused("", "/branding", 403, "Authorization_RequestDenied", "no")},
			want: "DIR-04 not evaluated, LIC-01 pass"},
	})
}
