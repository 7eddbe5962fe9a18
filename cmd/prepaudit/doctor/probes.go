package doctor

import (
	"context"
	"net/http"
	"slices"

	"prepaudit/graph"
	"prepaudit/rules/tenant"
)

// probe is a request that an audit does not send, or not in every tenant, made for the sake of a check.
type probe struct {
	graph.Question
	of func(*found) []string // ids that it is sent for, one each; nil for an address without
}

func policies(f *found) []string { return f.policies }
func devices(f *found) []string  { return f.devices }
func groups(f *found) []string   { return f.groups }

var probes = []probe{
	{graph.Question{Dataset: tenant.DeviceGroups, Method: http.MethodPost,
		Address: "/beta/deviceManagement/configurationPolicies/{id}/" +
			"retrieveEnrollmentTimeDeviceMembershipTarget"}, policies},
	{graph.Question{Dataset: tenant.Roles,
		Address: "/v1.0/deviceManagement/roleAssignments?$expand=roleDefinition"}, nil},
	{graph.Question{Dataset: tenant.ManagedDevices, Address: "/beta/deviceManagement/managedDevices/{id}" +
		"?$select=id,skuNumber,skuFamily,joinType,enrollmentProfileName"}, devices},
	{graph.Question{Dataset: tenant.ScopeGroups, Address: "/v1.0/groups/{id}?$select=id,visibility"}, groups},
}

// probe sends a request. How it ends is recorded, and no error.
func (x *Examination) probe(ctx context.Context, p probe) {
	ctx = purpose{dataset: p.Dataset, probe: true}.with(ctx)
	if p.of == nil {
		_ = x.Client.Ask(ctx, p.Question)
		return
	}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(p.of(&x.found)))) {
		_ = x.Client.Ask(ctx, p.Question, id)
	}
}
