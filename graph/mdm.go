package graph

import (
	"context"
	"errors"
	"net/http"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

const policiesPath = "/beta/policies/mobileDeviceManagementPolicies"

// MDMPolicies reads whom each MDM service enrols automatically, with the groups where it is a
// selection; their members are left to Members. Graph has this for signed-in users only, in beta.
func (c *Client) MDMPolicies(ctx context.Context) ([]tenant.MDMPolicy, error) {
	policies, expanded, err := c.policies(ctx, map[string]string{"%24expand": "includedGroups($select=id,displayName)"})
	if answer, ok := errors.AsType[*odata.Error](err); ok && answer.Status == http.StatusBadRequest {
		policies, expanded, err = c.policies(ctx, nil)
	}
	if err != nil {
		return nil, c.failed(tenant.MDMPolicies, err)
	}
	for i := range policies {
		p := &policies[i]
		// A policy for nobody or everybody may keep the groups of an earlier selection.
		if p.AppliesTo == "none" || p.AppliesTo == "all" || expanded[p.ID] && (len(p.Groups) < mostExpanded || c.saved != nil) {
			continue
		}
		req, err := c.request(ctx, policiesPath+"/{id}/includedGroups{?%24select}",
			map[string]string{"id": p.ID}, map[string]string{"%24select": "id,displayName"})
		if err != nil {
			return nil, err
		}
		if p.Groups, err = collect(ctx, c, req, readGroup); err != nil {
			return nil, c.failed(tenant.MDMPolicies, err)
		}
	}
	return policies, nil
}

// mostExpanded is how many related objects Graph's directory sends with an object; of more it tells nothing there.
const mostExpanded = 20

// policies also tells which of them, by id, came whole with their groups.
func (c *Client) policies(ctx context.Context, query map[string]string) ([]tenant.MDMPolicy, map[string]bool, error) {
	req, err := c.request(ctx, policiesPath+"{?%24expand}", nil, query)
	if err != nil {
		return nil, nil, err
	}
	type entry struct {
		policy tenant.MDMPolicy
		whole  bool
	}
	entries, err := collect(ctx, c, req, func(d *odata.Decoder) entry {
		p, whole := readPolicy(d)
		return entry{p, whole}
	})
	var policies []tenant.MDMPolicy
	expanded := map[string]bool{}
	for _, e := range entries {
		policies = append(policies, e.policy)
		expanded[e.policy.ID] = e.whole
	}
	return policies, expanded, err
}

func readPolicy(d *odata.Decoder) (p tenant.MDMPolicy, whole bool) {
	if !entity(d) {
		return p, false
	}
	groups, more := false, false
	for key := d.Key(); key != nil; key = d.Key() {
		switch string(key) {
		case "id":
			p.ID = string(d.Text())
		case "displayName":
			p.DisplayName = string(d.Text())
		case "appliesTo":
			p.AppliesTo = string(d.Text())
		case "isValid":
			p.IsValid = readFlag(d)
		case "discoveryUrl":
			p.DiscoveryURL = string(d.Text())
		case "complianceUrl":
			p.ComplianceURL = string(d.Text())
		case "termsOfUseUrl":
			p.TermsOfUseURL = string(d.Text())
		case "isMdmEnrollmentDuringRegistrationDisabled":
			p.EnrollmentDuringRegistrationDisabled = readFlag(d)
		case "includedGroups":
			p.Groups = nil
			if groups = d.Array(); groups {
				for d.More() {
					p.Groups = append(p.Groups, readGroup(d))
				}
			}
		case "includedGroups@odata.nextLink":
			more = len(d.Text()) > 0
		default:
			d.Skip()
		}
	}
	if p.ID == "" {
		d.Fail("an automatic enrolment entry without id (displayName %.100q)", p.DisplayName)
	}
	return p, groups && !more
}

// MAMPolicies reads whom mobile application management reaches, which has the shape of MDMPolicies and its limits.
// Its groups are read, their members are not.
func (c *Client) MAMPolicies(ctx context.Context) ([]tenant.MDMPolicy, error) {
	req, err := c.plain(ctx, "/beta/policies/mobileAppManagementPolicies", nil)
	if err != nil {
		return nil, err
	}
	all, err := collect(ctx, c, req, func(d *odata.Decoder) tenant.MDMPolicy {
		p, _ := readPolicy(d)
		return p
	})
	return all, c.failed(tenant.MAMPolicies, err)
}
