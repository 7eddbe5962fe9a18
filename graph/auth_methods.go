package graph

import (
	"context"
	"net/http"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// authMethods reads who has registered a usable method for multifactor authentication, who has none, and which
// methods these are. The report leaves out disabled accounts, and is some hours late (Microsoft's reference of
// userRegistrationDetails and its page on authentication methods activity, 2026-08; not tried on a live tenant). It
// needs a tenant with Microsoft Entra ID P1.
func (c *Client) authMethods(ctx context.Context, s *tenant.Settings) error {
	type entry struct {
		id      tenant.GUID
		capable tenant.Tri
		methods []string
	}
	var names words
	// Its reference names no size of a page; tools that run on many tenants ask for this one (CIPP-API, 2026-08).
	err := each(ctx, c,
		"/v1.0/reports/authenticationMethods/userRegistrationDetails?$select=id,isMfaCapable,methodsRegistered&$top=999",
		func() { s.AuthMethods = tenant.MethodReport{} },
		func(d *odata.Decoder) (e entry, ok bool) {
			readObject(d, func(key []byte) {
				switch string(key) {
				case "id":
					e.id = readGUID(d)
				case "isMfaCapable":
					e.capable = readTri(d)
				case "methodsRegistered":
					if d.Array() {
						for e.methods = make([]string, 0, 8); d.More(); {
							e.methods = append(e.methods, names.of(d.Text()))
						}
					}
				default:
					d.Skip()
				}
			})
			return e, !e.id.IsZero()
		},
		func(e entry) { s.AuthMethods.Add(e.id, e.capable, e.methods) })
	s.AuthMethods.Close()
	return err
}

// AuthMethodsOf reads of one user alone what AuthMethods are of all.
func (c *Client) AuthMethodsOf(ctx context.Context, s *tenant.Settings, user tenant.GUID) error {
	if c.saved != nil {
		return c.Read(ctx, tenant.AuthMethods, s)
	}
	var w struct {
		Capable *bool    `json:"isMfaCapable"`
		Methods []string `json:"methodsRegistered"`
	}
	err := c.get(ctx, &w, "/v1.0/reports/authenticationMethods/userRegistrationDetails/{id}", user.String())
	if statusOf(err) == http.StatusNotFound {
		return nil
	}
	if err == nil {
		s.AuthMethods.Add(user, triOf(w.Capable), w.Methods)
	}
	return c.failed(tenant.AuthMethods, err)
}
