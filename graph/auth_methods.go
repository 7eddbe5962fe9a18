package graph

import (
	"context"
	"errors"
	"net/http"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// authMethods reads who has registered a usable method for multifactor authentication, and who has none. Whoever is in
// neither set is not in the report: it leaves out disabled accounts, and is some hours late (Microsoft's reference of
// userRegistrationDetails and its page on authentication methods activity, 2026-08; not tried on a live tenant). It needs
// a tenant with Microsoft Entra ID P1.
func (c *Client) authMethods(ctx context.Context, s *tenant.Settings) error {
	type entry struct {
		id      tenant.GUID
		capable tenant.Tri
	}
	// Its reference names no size of a page; tools that run on many tenants ask for this one (CIPP-API, 2026-08).
	some, none := &s.AuthMethod, &s.NoAuthMethod
	err := each(ctx, c, "/v1.0/reports/authenticationMethods/userRegistrationDetails?$select=id,isMfaCapable&$top=999",
		func() { *some, *none = tenant.Set{}, tenant.Set{} },
		func(d *odata.Decoder) (e entry, ok bool) {
			readObject(d, func(key []byte) {
				switch string(key) {
				case "id":
					e.id = readGUID(d)
				case "isMfaCapable":
					e.capable = readTri(d)
				default:
					d.Skip()
				}
			})
			return e, !e.id.IsZero()
		},
		func(e entry) {
			switch e.capable {
			case tenant.Yes:
				some.Add(e.id)
			case tenant.No:
				none.Add(e.id)
			}
		})
	some.Close()
	none.Close()
	return err
}

// AuthMethodsOf reads of one user alone what AuthMethods are of all. Whom the report does not list is in neither set.
func (c *Client) AuthMethodsOf(ctx context.Context, s *tenant.Settings, user tenant.GUID) error {
	if c.saved != nil {
		return c.Read(ctx, tenant.AuthMethods, s)
	}
	var w struct {
		Capable *bool `json:"isMfaCapable"`
	}
	err := c.get(ctx, &w, "/v1.0/reports/authenticationMethods/userRegistrationDetails/{id}", user.String())
	if answer, ok := errors.AsType[*odata.Error](err); ok && answer.Status == http.StatusNotFound {
		return nil
	}
	switch triOf(w.Capable) {
	case tenant.Yes:
		s.AuthMethod = tenant.NewSet([]tenant.GUID{user})
	case tenant.No:
		s.NoAuthMethod = tenant.NewSet([]tenant.GUID{user})
	}
	return c.failed(tenant.AuthMethods, err)
}
