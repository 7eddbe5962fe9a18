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
	req, err := c.request(ctx, "/v1.0/organization/{id}/branding{?%24select}", map[string]string{"id": orgID},
		map[string]string{"%24select": "id"}, "Accept-Language", "0")
	if err != nil {
		return tenant.Unknown, err
	}
	var w struct{}
	err = c.one(ctx, req, &w)
	if answer, ok := errors.AsType[*odata.Error](err); ok && answer.Status == http.StatusNotFound {
		return tenant.No, nil
	}
	if err != nil {
		return tenant.Unknown, c.failed(tenant.Branding, err)
	}
	return tenant.Yes, nil
}
