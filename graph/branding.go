package graph

import (
	"context"
	"errors"
	"net/http"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// Branded tells whether the tenant has company branding: Graph answers 404 where it has none.
func (c *Client) Branded(ctx context.Context, orgID string) (tenant.Tri, error) {
	if orgID == "" {
		if c.saved == nil {
			return tenant.Unknown, c.failed(tenant.Branding, errors.New("the organization's id is not known"))
		}
		orgID = "saved"
	}
	req, err := c.request(ctx, "/v1.0/organization/{id}/branding?$select=id", orgID)
	if err != nil {
		return tenant.Unknown, err
	}
	req.Header.Set("Accept-Language", "0")
	var w struct{}
	err = c.object(ctx, req, &w)
	if answer, ok := errors.AsType[*odata.Error](err); ok && answer.Status == http.StatusNotFound {
		return tenant.No, nil
	}
	if err != nil {
		return tenant.Unknown, c.failed(tenant.Branding, err)
	}
	return tenant.Yes, nil
}
