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

// domains reads the domains of the tenant and who signs their users in.
func (c *Client) domains(ctx context.Context, s *tenant.Settings) error {
	all, err := list[wireDomain](ctx, c, "/v1.0/domains?$select=id,authenticationType,isVerified")
	for _, w := range all {
		d := tenant.Domain{Name: strings.ToLower(w.ID), Type: w.Type, Verified: triOf(w.Verified)}
		s.Domains = append(s.Domains, d)
	}
	return err
}
