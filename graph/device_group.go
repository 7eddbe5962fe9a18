package graph

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// deviceGroups reads the groups that device preparation policies put devices into.
func (c *Client) deviceGroups(ctx context.Context, s *tenant.Settings) error {
	var failed Parts
	for i := range s.Preparation {
		p := &s.Preparation[i]
		if p.Mode == tenant.OtherMode {
			continue
		}
		var err error
		if p.Device, err = c.deviceGroup(ctx, p.ID); err != nil {
			failed = append(failed, fmt.Errorf("policy %s: %w", p.Name, c.failed(tenant.DeviceGroups, err)))
		}
	}
	return failed.err()
}

// deviceGroup reads the group of one policy and what Intune's own check says of it. Live tenants serve that over GET
// and refuse the POST of the documentation; others refuse GET. It changes nothing either way.
func (c *Client) deviceGroup(ctx context.Context, policy string) (tenant.DeviceGroup, error) {
	w, err := c.membershipTarget(ctx, http.MethodGet, policy)
	if notServed(err) {
		if posted, again := c.membershipTarget(ctx, http.MethodPost, policy); !notServed(again) {
			w, err = posted, again
		}
	}
	if err != nil {
		return tenant.DeviceGroup{}, err
	}
	g, describe, err := w.group()
	if err == nil && describe {
		err = c.describeGroup(ctx, &g)
	}
	return g, err
}

func (c *Client) membershipTarget(ctx context.Context, method, policy string) (w wireMembership, err error) {
	req, err := c.request(ctx, configurationPolicies+"/{id}/retrieveEnrollmentTimeDeviceMembershipTarget", policy)
	if err == nil {
		req.Method = method
		err = c.object(ctx, req, &w)
	}
	return w, err
}

// notServed reports the answer to a verb that a path does not have.
func notServed(err error) bool {
	return slices.Contains([]int{http.StatusBadRequest, http.StatusNotFound, http.StatusMethodNotAllowed,
		http.StatusNotImplemented}, statusOf(err))
}

// describeGroup asks the group itself; saved answers may do without.
func (c *Client) describeGroup(ctx context.Context, g *tenant.DeviceGroup) error {
	var w struct {
		Name       string   `json:"displayName" sent:"null"`
		Security   *bool    `json:"securityEnabled"`
		Types      []string `json:"groupTypes"`
		Assignable *bool    `json:"isAssignableToRole" sent:"null"`
	}
	const address = "/v1.0/groups/{id}?$select=id,displayName,securityEnabled,groupTypes,isAssignableToRole"
	err := c.get(ctx, &w, address, g.ID.String())
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	if statusOf(err) == http.StatusNotFound {
		g.Found = tenant.No
		return nil
	}
	if err != nil && c.saved != nil {
		c.log.Debug("a device group was not saved", "group", g.ID, "error", err)
		return nil
	}
	if err != nil {
		return err
	}
	g.Found, g.Name, g.Security = tenant.Yes, w.Name, triOf(w.Security)
	// null means that the group was never made for roles.
	if g.RoleAssignable = triOf(w.Assignable); g.RoleAssignable == tenant.Unknown {
		g.RoleAssignable = tenant.No
	}
	g.Dynamic = tenant.No
	for _, t := range w.Types {
		if t == "DynamicMembership" {
			g.Dynamic = tenant.Yes
		}
	}
	return nil
}

// deviceOwner reads which device groups the Intune Provisioning Client owns: it is asked, since the owners of a group
// in v1.0 leave service principals out. A tenant without that service principal has none.
func (c *Client) deviceOwner(ctx context.Context, s *tenant.Settings) error {
	var ids []tenant.GUID
	err := gatherer[tenant.GUID]{
		address: "/v1.0/servicePrincipals(appId='" + tenant.ProvisioningApp + "')/ownedObjects?$select=id",
		begin:   func() { ids = nil },
		read: func(d *odata.Decoder, g *gathered[tenant.GUID]) (tenant.GUID, bool) {
			id, _ := readMember(d, g)
			return id, true
		},
		take: func(id tenant.GUID) { ids = append(ids, id) },
	}.gather(ctx, c)
	if statusOf(err) == http.StatusNotFound {
		err = nil
	}
	for i := range s.Preparation {
		if d := &s.Preparation[i].Device; err == nil && !d.ID.IsZero() {
			d.Owned = tenant.No
			if slices.Contains(ids, d.ID) {
				d.Owned = tenant.Yes
			}
		}
	}
	return err
}
