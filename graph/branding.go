package graph

import (
	"context"
	"net/http"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// branding tells whether the tenant has company branding: Graph answers 404 where it has none.
func (c *Client) branding(ctx context.Context, s *tenant.Settings) error {
	id, err := c.organizationID(s)
	if err != nil {
		return err
	}
	req, err := c.request(ctx, "/v1.0/organization/{id}/branding?$select=id", id)
	if err != nil {
		return err
	}
	req.Header.Set("Accept-Language", "0")
	var w struct {
		ID string `json:"id" sent:"maybe"`
	}
	err = c.object(ctx, req, &w)
	if statusOf(err) == http.StatusNotFound {
		s.Branded = tenant.No
		return nil
	}
	if err == nil && w.ID == "" && c.saved == nil {
		return &odata.FormatError{Path: "/v1.0/organization/{id}/branding", Problem: "the branding has no id", Absent: "id"}
	}
	if err == nil {
		s.Branded = tenant.Yes
	}
	return err
}
