package graph

import (
	"context"
	"fmt"
	"strings"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

type wireJoiners struct {
	Type   string   `json:"@odata.type"`
	Users  []string `json:"users" sent:"maybe"` // of some users and groups, see lack
	Groups []string `json:"groups" sent:"maybe"`
}

// lack is the property that is missing; "" is none.
func (w *wireJoiners) lack() string {
	switch {
	case w.Type != "#microsoft.graph.enumeratedDeviceRegistrationMembership":
		return ""
	case w.Users == nil:
		return "users"
	case w.Groups == nil:
		return "groups"
	}
	return ""
}

// registration reads who may join devices. The members of the groups that it names are left to Members.
func (c *Client) registration(ctx context.Context, s *tenant.Settings) error {
	var w struct {
		Quota       *int   `json:"userDeviceQuota" sent:"always"`
		MultiFactor string `json:"multiFactorAuthConfiguration"`
		Join        struct {
			Allowed wireJoiners `json:"allowedToJoin"`
			Admins  struct {
				Registering wireJoiners `json:"registeringUsers"`
			} `json:"localAdmins"`
		} `json:"azureADJoin"`
	}
	const path = "/v1.0/policies/deviceRegistrationPolicy"
	if err := c.get(ctx, &w, path); err != nil {
		return err
	}
	for _, of := range []wireJoiners{w.Join.Allowed, w.Join.Admins.Registering} {
		if lack := of.lack(); lack != "" {
			return &odata.FormatError{Path: path, Problem: "of some users and groups there are no " + lack, Absent: lack}
		}
	}
	p := tenant.RegistrationPolicy{DeviceQuota: *w.Quota, MultiFactor: w.MultiFactor}
	var err error
	var nameless Parts
	if p.Join, err = c.joiners(ctx, w.Join.Allowed, &nameless); err == nil {
		p.Admins, err = c.joiners(ctx, w.Join.Admins.Registering, &nameless)
	}
	if err != nil {
		return err
	}
	s.Registration = p
	return nameless.err()
}

// joiners reads a deviceRegistrationMembership, whose kind is its type. Groups whose names cannot be read are nameless.
func (c *Client) joiners(ctx context.Context, w wireJoiners, nameless *Parts) (tenant.Joiners, error) {
	kind := strings.TrimPrefix(w.Type, "#microsoft.graph.")
	j := tenant.Joiners{Kind: strings.TrimSuffix(kind, "DeviceRegistrationMembership"), Users: map[tenant.GUID]bool{}}
	for _, id := range w.Users {
		g, err := tenant.ParseGUID(id)
		if err != nil {
			return j, err
		}
		j.Users[g] = true
	}
	for _, id := range w.Groups {
		g, err := tenant.ParseGUID(id)
		if err != nil {
			return j, err
		}
		group := tenant.Group{ID: g}
		if group.DisplayName, err = c.NameOf(ctx, g); err != nil && context.Cause(ctx) == nil {
			*nameless = append(*nameless, fmt.Errorf("the name of group %s: %w", g, c.failed(tenant.Registration, err)))
		}
		j.Groups = append(j.Groups, group)
	}
	return j, context.Cause(ctx)
}
