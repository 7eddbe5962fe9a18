package graph

import (
	"context"

	"prepaudit/rules/tenant"
)

// Intune reads the state of the Intune subscription.
func (c *Client) Intune(ctx context.Context) (tenant.Intune, error) {
	var w struct {
		State string `json:"subscriptionState"`
	}
	if err := c.get(ctx, "/v1.0/deviceManagement", map[string]string{"%24select": "subscriptionState"}, &w); err != nil {
		return tenant.Intune{}, c.failed(tenant.IntuneState, err)
	}
	return tenant.Intune{State: w.State}, nil
}
