package graph

import (
	"cmp"
	"context"
	"errors"

	"github.com/microsoftgraph/msgraph-sdk-go/organization"

	"prepaudit/rules/tenant"
)

// organization reads who the tenant is.
func (c *Client) organization(ctx context.Context, s *tenant.Settings) error {
	const path = "/v1.0/organization"
	list, err := organization.NewOrganizationRequestBuilderInternal(c.builder()).Get(ctx, nil)
	if err != nil {
		return err
	}
	switch {
	case list == nil:
		return errNothing
	case list.GetValue() == nil:
		return at(path, &absentError{Property: "value"})
	case len(list.GetValue()) != 1 || list.GetValue()[0] == nil:
		return errors.New("got no single organization")
	}
	o := list.GetValue()[0]
	org := tenant.Org{
		ID: text(o.GetId()), DisplayName: text(o.GetDisplayName()), TenantType: text(o.GetTenantType()),
		UsageLocation: cmp.Or(text(o.GetDefaultUsageLocation()), text(o.GetCountryLetterCode())),
	}
	if org.ID == "" && c.saved == nil {
		// A saved one does without: it is the only one there.
		return at(path, &absentError{Property: "id", Of: "the organization"})
	}
	for _, d := range o.GetVerifiedDomains() {
		if isDefault := d.GetIsDefault(); isDefault != nil && *isDefault {
			org.DefaultDomain = text(d.GetName())
		}
	}
	s.Organization = org
	return nil
}

// organizationID is what the requests for one organization name. There is one saved organization, even where it was
// saved without its id.
func (c *Client) organizationID(s *tenant.Settings) (string, error) {
	id := s.Organization.ID
	if id == "" && c.saved != nil {
		id = "saved"
	}
	if id == "" {
		return "", errors.New("the organization's id is not known")
	}
	return id, nil
}

// mdmAuthority reads mobileDeviceManagementAuthority of the organization: a word of Graph, or ""
// when it is null or absent. Only a request by id that selects it brings this property.
func (c *Client) mdmAuthority(ctx context.Context, s *tenant.Settings) error {
	id, err := c.organizationID(s)
	if err != nil {
		return err
	}
	// The SDK's model drops a word that is newer than itself, so the answer is read here.
	var w struct {
		Authority string `json:"mobileDeviceManagementAuthority"`
	}
	err = c.get(ctx, &w, "/v1.0/organization/{id}?$select=mobileDeviceManagementAuthority", id)
	s.MDMAuthority = w.Authority
	return err
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
