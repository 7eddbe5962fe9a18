package graph

import (
	"context"
	"net/http"

	"prepaudit/rules/tenant"
)

// wireMDM is a mobileDeviceManagementPolicy or a mobileAppManagementPolicy.
type wireMDM struct {
	identified
	DisplayName   string           `json:"displayName"`
	AppliesTo     string           `json:"appliesTo"`
	IsValid       *bool            `json:"isValid" sent:"null"`
	DiscoveryURL  string           `json:"discoveryUrl" sent:"null"`
	ComplianceURL string           `json:"complianceUrl" sent:"null"`
	TermsOfUseURL string           `json:"termsOfUseUrl" sent:"null"`
	NotRegistered *bool            `json:"isMdmEnrollmentDuringRegistrationDisabled" sent:"maybe"` // newer than the rest
	Groups        []directoryGroup `json:"includedGroups" sent:"maybe"`
	MoreGroups    string           `json:"includedGroups@odata.nextLink" sent:"maybe"`
}

func (w wireMDM) policy() (p tenant.MDMPolicy, err error) {
	p = tenant.MDMPolicy{ID: w.ID, DisplayName: w.DisplayName, AppliesTo: w.AppliesTo, IsValid: w.IsValid,
		DiscoveryURL: w.DiscoveryURL, ComplianceURL: w.ComplianceURL, TermsOfUseURL: w.TermsOfUseURL,
		EnrollmentDuringRegistrationDisabled: w.NotRegistered}
	p.Groups, err = groupsIn(w.Groups)
	return p, err
}

// mostExpanded is how many related objects Graph's directory sends with an object; of more it tells nothing there.
const mostExpanded = 20

// mdmPolicies reads whom each MDM service enrolls automatically, with the groups where it is a
// selection; their members are left to Members. Graph has this for signed-in users only, in beta.
func (c *Client) mdmPolicies(ctx context.Context, s *tenant.Settings) error {
	const path = "/beta/policies/mobileDeviceManagementPolicies"
	all, err := list[wireMDM](ctx, c, path+"?$expand=includedGroups($select=id,displayName)")
	if statusOf(err) == http.StatusBadRequest {
		all, err = list[wireMDM](ctx, c, path)
	}
	var policies []tenant.MDMPolicy
	for _, w := range all {
		p, err := w.policy()
		whole := w.Groups != nil && w.MoreGroups == "" && (len(w.Groups) < mostExpanded || c.saved != nil)
		// A policy for nobody or everybody may keep the groups of an earlier selection.
		if err == nil && p.AppliesTo != "none" && p.AppliesTo != "all" && !whole {
			p.Groups, err = c.groups(ctx, path+"/{id}/includedGroups?$select=id,displayName", p.ID)
		}
		if err != nil {
			return err
		}
		policies = append(policies, p)
	}
	s.MDMPolicies = policies
	return err
}

// mamPolicies reads whom mobile application management reaches, which has the shape of mdmPolicies and its limits.
// Its groups are read, their members are not.
func (c *Client) mamPolicies(ctx context.Context, s *tenant.Settings) error {
	all, err := list[wireMDM](ctx, c, "/beta/policies/mobileAppManagementPolicies")
	var policies []tenant.MDMPolicy
	for _, w := range all {
		p, err := w.policy()
		if err != nil {
			return err
		}
		policies = append(policies, p)
	}
	s.MAMPolicies = policies
	return err
}
