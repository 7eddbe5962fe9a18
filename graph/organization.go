package graph

import (
	"cmp"
	"context"
	"errors"

	"github.com/microsoftgraph/msgraph-sdk-go/models"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// sentOrganization is what Graph sends of an organization. A saved one does without its id: it is the only one there.
type sentOrganization struct {
	ID       string `json:"id" sent:"maybe"`
	Name     string `json:"displayName" sent:"null"`
	Type     string `json:"tenantType" sent:"null"`
	Location string `json:"defaultUsageLocation" sent:"maybe"`
	Country  string `json:"countryLetterCode" sent:"maybe"`
	Domains  []struct {
		Name    string `json:"name"`
		Default *bool  `json:"isDefault"`
	} `json:"verifiedDomains"`
}

func (o sentOrganization) key() string { return cmp.Or(o.ID, "saved") }

func (o sentOrganization) lack() string { return "" }

// organization reads who the tenant is.
func (c *Client) organization(ctx context.Context, s *tenant.Settings) error {
	const path = "/v1.0/organization"
	all, err := listAs(ctx, c, path, readOrganization)
	switch {
	case err != nil:
		return err
	case len(all) != 1:
		return errors.New("got no single organization")
	case all[0].ID == "" && c.saved == nil:
		return &odata.FormatError{Path: path, Problem: "the organization has no id", Absent: "id"}
	}
	s.Organization = all[0]
	return nil
}

func readOrganization(_ sentOrganization, from []byte) (org tenant.Org, err error) {
	o, err := model[models.Organizationable](from, models.CreateOrganizationFromDiscriminatorValue)
	if err != nil {
		return org, err
	}
	org = tenant.Org{
		ID: text(o.GetId()), DisplayName: text(o.GetDisplayName()), TenantType: text(o.GetTenantType()),
		UsageLocation: cmp.Or(text(o.GetDefaultUsageLocation()), text(o.GetCountryLetterCode())),
	}
	for _, d := range o.GetVerifiedDomains() {
		org.Verified = append(org.Verified, text(d.GetName()))
		if isDefault := d.GetIsDefault(); isDefault != nil && *isDefault {
			org.DefaultDomain = text(d.GetName())
		}
	}
	return org, nil
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
		Authority string `json:"mobileDeviceManagementAuthority" sent:"null"`
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
