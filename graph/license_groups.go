package graph

import (
	"context"
	"slices"
	"strings"
	"sync"

	"prepaudit/rules/tenant"
)

type wireLicenseGroup struct {
	identified
	Name     string `json:"displayName"`
	Licenses []struct {
		SKU      tenant.GUID   `json:"skuId"`
		Disabled []tenant.GUID `json:"disabledPlans"`
	} `json:"assignedLicenses"`
	Processing *struct {
		State string `json:"state"`
	} `json:"licenseProcessingState"`
}

// licenseGroups reads the groups that assign any of the products to users, in the order of their names. Whether a group
// has members with errors is asked for on its own, and not known where Graph refuses that.
func (c *Client) licenseGroups(ctx context.Context, s *tenant.Settings) error {
	var failing []wireLicenseGroup
	var failingErr error
	var asking sync.WaitGroup
	asking.Go(func() { failing, failingErr = c.groupsWhere(ctx, "hasMembersWithLicenseErrors eq true") })
	var ids []string
	for _, sku := range s.SKUs {
		if sku.AppliesTo != "Company" {
			ids = append(ids, sku.ID.String())
		}
	}
	read, err := byID(ids, func(id string) ([]wireLicenseGroup, error) {
		return c.groupsWhere(ctx, "assignedLicenses/any(x:x/skuId eq "+id+")")
	})
	asking.Wait()
	if err != nil {
		return err
	}
	if failingErr != nil && statusOf(failingErr) == 0 {
		return failingErr
	}
	seen := map[string]bool{}
	var out []tenant.LicenseGroup
	for _, w := range slices.Concat(read...) {
		if seen[w.ID] || len(w.Licenses) == 0 {
			continue
		}
		seen[w.ID] = true
		l := tenant.LicenseGroup{Group: tenant.Group{DisplayName: w.Name}}
		var err error
		if l.ID, err = tenant.ParseGUID(w.ID); err != nil {
			return err
		}
		for _, k := range w.Licenses {
			l.Licenses = append(l.Licenses, tenant.License{SKU: k.SKU, Disabled: k.Disabled})
		}
		if w.Processing != nil {
			l.State = w.Processing.State
		}
		if failingErr == nil && c.saved == nil {
			l.HasErrors = tenant.No
			if slices.ContainsFunc(failing, func(f wireLicenseGroup) bool { return f.ID == w.ID }) {
				l.HasErrors = tenant.Yes
			}
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b tenant.LicenseGroup) int {
		return strings.Compare(a.DisplayName+a.ID.String(), b.DisplayName+b.ID.String())
	})
	s.LicenseGroups = out
	return nil
}

func (c *Client) groupsWhere(ctx context.Context, filter string) ([]wireLicenseGroup, error) {
	return list[wireLicenseGroup](ctx, c,
		"/v1.0/groups?$filter={filter}&$select=id,displayName,assignedLicenses,licenseProcessingState&$top=999", filter)
}

// DirectMembers reads the users among the direct members of a group.
func (c *Client) DirectMembers(ctx context.Context, group tenant.GUID) (tenant.Members, error) {
	members := tenant.Members{}
	err := c.eachMember(ctx, group, "members", func(id tenant.GUID) { members[id] = tenant.Direct })
	if err != nil {
		return nil, c.failed(tenant.LicenseMembers, err)
	}
	return members, nil
}
