package graph

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"prepaudit/graph/crash"
	"prepaudit/graph/saved"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// groupProperties are what is read of groups that assign licenses.
const groupProperties = "id,displayName,assignedLicenses,licenseProcessingState,groupTypes,mailEnabled," +
	"onPremisesSyncEnabled,isAssignableToRole"

type wireLicenseGroup struct {
	identified
	Name       string             `json:"displayName" sent:"null"`
	Licenses   []wireGroupLicense `json:"assignedLicenses" sent:"maybe"` // see below
	Processing *struct {
		State string `json:"state" sent:"null"`
	} `json:"licenseProcessingState" sent:"null"`
	Types        []string `json:"groupTypes" sent:"maybe"`
	Mail         bool     `json:"mailEnabled" sent:"maybe"`
	Synchronized bool     `json:"onPremisesSyncEnabled" sent:"maybe"`
	OfRoles      bool     `json:"isAssignableToRole" sent:"maybe"`
}

// membersBy reads what decides who is in the group; nothing is said of a group without groupTypes.
func (w *wireLicenseGroup) membersBy() tenant.MembersBy {
	switch {
	case w.Types == nil:
		return ""
	case slices.Contains(w.Types, "DynamicMembership"):
		return tenant.ByRule
	case w.Synchronized:
		return tenant.ByDirectory
	case w.Mail && !slices.Contains(w.Types, "Unified"):
		return tenant.ByExchange
	case w.OfRoles:
		return tenant.ByRole
	}
	return tenant.ByAssignment
}

type wireGroupLicense struct {
	SKU      tenant.GUID   `json:"skuId"`
	Disabled []tenant.GUID `json:"disabledPlans"`
}

// licenseGroups reads the groups that assign any of the products to users, in the order of their names. Whether a group
// has members with errors is asked for on its own, and not known where Graph refuses that.
func (c *Client) licenseGroups(ctx context.Context, s *tenant.Settings) error {
	var failing []wireLicenseGroup
	var failingErr error
	var asking crash.Group
	asking.Go(func() { failing, failingErr = c.groupsWhere(ctx, "hasMembersWithLicenseErrors eq true", "") })
	toUsers := map[tenant.GUID]bool{}
	for _, sku := range s.SKUs {
		if sku.AppliesTo != "Company" {
			toUsers[sku.ID] = true
		}
	}
	read, err := c.licensing(ctx, toUsers)
	asking.Wait()
	if err != nil {
		return err
	}
	if failingErr != nil && statusOf(failingErr) == 0 {
		return failingErr
	}
	seen := map[string]bool{}
	var out []tenant.LicenseGroup
	var bare []string // found by their licenses, which the answer does not have
	for _, w := range read {
		if seen[w.ID] {
			continue
		}
		seen[w.ID] = true
		if len(w.Licenses) == 0 {
			bare = append(bare, w.Name)
		}
		if !slices.ContainsFunc(w.Licenses, func(l wireGroupLicense) bool { return toUsers[l.SKU] }) {
			continue
		}
		l := tenant.LicenseGroup{Group: tenant.Group{DisplayName: w.Name}, MembersBy: w.membersBy()}
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
		if failingErr == nil && (c.saved == nil || c.saved.Has(saved.GroupsInError)) {
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
	if bare != nil && c.saved == nil { // saved answers know no filter
		return Parts{fmt.Errorf("reading %s: %s found by a license and sent without assignedLicenses, such as %q",
			tenant.LicenseGroups, english.CountVerb(len(bare), "group", "was", "were"), slices.Min(bare))}
	}
	return nil
}

// licensing finds the groups with licenses by one request (KelvinTegelaar/CIPP-API, 2026-08), or, where the tenant
// refuses that, by one for each product.
func (c *Client) licensing(ctx context.Context, products map[tenant.GUID]bool) ([]wireLicenseGroup, error) {
	if len(products) == 0 {
		return nil, nil
	}
	all, err := c.groupsWhere(ctx, "assignedLicenses/$count ne 0", "&$count=true")
	if statusOf(err) != http.StatusBadRequest {
		return all, err
	}
	var ids []string
	for id := range products {
		ids = append(ids, id.String())
	}
	read, err := byID(ids, func(id string) ([]wireLicenseGroup, error) {
		return c.groupsWhere(ctx, "assignedLicenses/any(x:x/skuId eq "+id+")", "")
	})
	return slices.Concat(read...), err
}

func (c *Client) groupsWhere(ctx context.Context, filter, options string) ([]wireLicenseGroup, error) {
	return list[wireLicenseGroup](ctx, c, "/v1.0/groups?$filter={filter}"+
		"&$select="+groupProperties+"&$top=999"+options, filter)
}

// DirectMembers reads the users among the direct members of a group.
func (c *Client) DirectMembers(ctx context.Context, group tenant.GUID) (tenant.Members, error) {
	members := tenant.Members{}
	err := c.eachMember(ctx, group, "members", nil, func() { clear(members) },
		func(id tenant.GUID) { members[id] = tenant.Direct })
	if statusOf(err) == http.StatusNotFound {
		return nil, c.gone(ctx, group, err)
	}
	if err != nil {
		return nil, c.failed(tenant.LicenseMembers, err)
	}
	return members, nil
}
