package graph

import (
	"context"
	"strings"

	"prepaudit/rules/tenant"
)

type wireDomain struct {
	identified
	Type     string `json:"authenticationType"`
	Verified *bool  `json:"isVerified"`
}

// Domains reads the domains of the tenant and who signs their users in.
func (c *Client) Domains(ctx context.Context) ([]tenant.Domain, error) {
	all, err := list[wireDomain](ctx, c, "/v1.0/domains?$select=id,authenticationType,isVerified")
	if err != nil {
		return nil, c.failed(tenant.Domains, err)
	}
	var out []tenant.Domain
	for _, w := range all {
		out = append(out, tenant.Domain{Name: strings.ToLower(w.ID), Type: w.Type, Verified: triOf(w.Verified)})
	}
	return out, nil
}
