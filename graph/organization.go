package graph

import (
	"cmp"
	"context"
	"errors"

	"github.com/microsoftgraph/msgraph-sdk-go/organization"

	"prepaudit/rules/tenant"
)

// Organization reads who the tenant is.
func (c *Client) Organization(ctx context.Context) (tenant.Org, error) {
	list, err := organization.NewOrganizationRequestBuilderInternal(c.builder()).Get(ctx, nil)
	if err != nil {
		return tenant.Org{}, c.failed(tenant.Organization, err)
	}
	switch {
	case list == nil:
		return tenant.Org{}, c.failed(tenant.Organization, errNothing)
	case list.GetValue() == nil:
		return tenant.Org{}, c.failed(tenant.Organization, &AbsentError{Property: "value"})
	case len(list.GetValue()) != 1 || list.GetValue()[0] == nil:
		return tenant.Org{}, c.failed(tenant.Organization, errors.New("got no single organization"))
	}
	o := list.GetValue()[0]
	org := tenant.Org{ID: text(o.GetId()), DisplayName: text(o.GetDisplayName()), TenantType: text(o.GetTenantType()), UsageLocation: cmp.Or(text(o.GetDefaultUsageLocation()), text(o.GetCountryLetterCode()))}
	if org.ID == "" && c.saved == nil {
		// A saved one does without: it is the only one there.
		return tenant.Org{}, c.failed(tenant.Organization, &AbsentError{Property: "id", Of: "the organization"})
	}
	for _, d := range o.GetVerifiedDomains() {
		if isDefault := d.GetIsDefault(); isDefault != nil && *isDefault {
			org.DefaultDomain = text(d.GetName())
		}
	}
	return org, nil
}

// MDMAuthority reads mobileDeviceManagementAuthority of an organization: a word of Graph, or ""
// when it is null or absent. Only a request by id that selects it brings this property.
func (c *Client) MDMAuthority(ctx context.Context, orgID string) (string, error) {
	if orgID == "" {
		if c.saved == nil {
			return "", c.failed(tenant.MDMAuthority, errors.New("the organization's id is not known"))
		}
		// There is one saved organization, even where it was saved without its id.
		orgID = "saved"
	}
	// The SDK's model drops a word that is newer than itself, so the answer is read here.
	var w struct {
		Authority string `json:"mobileDeviceManagementAuthority"`
	}
	err := c.get(ctx, &w, "/v1.0/organization/{id}?$select=mobileDeviceManagementAuthority", orgID)
	return w.Authority, c.failed(tenant.MDMAuthority, err)
}

// text is the string of an SDK property, "" when it is null or absent.
func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// number is the number of an SDK property, 0 when it is null or absent.
func number(n *int32) int {
	if n == nil {
		return 0
	}
	return int(*n)
}
