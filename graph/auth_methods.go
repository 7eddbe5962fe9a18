package graph

import (
	"context"
	"net/http"
	"slices"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

var sentOfMethods = sent{"id", "isMfaCapable", "methodsRegistered"}

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
	// Its reference names no size of a page; tools that run on many tenants ask for this one (CIPP-API, 2026-08).
	const report = "/v1.0/reports/authenticationMethods/userRegistrationDetails" +
		"?$select=id,userPrincipalName,isMfaCapable,methodsRegistered&$top=999"
	err := gatherer[entry]{
		address: report,
		divide: func(int) ([]partition, int) {
			// It counts nothing. Whose name begins otherwise than all users' do is no user any more.
			parts := c.partitions(ctx)
			if slices.ContainsFunc(parts, func(p partition) bool { return p.advanced }) {
				return nil, -1
			}
			return parts, -1
		},
		begin: func() { s.AuthMethods = tenant.MethodReport{} },
		read: func(d *odata.Decoder, g *gathered[entry]) (e entry, ok bool) {
			readObject(d, sentOfMethods, func(key []byte) {
				switch string(key) {
				case "id":
					e.id = g.readID(d)
				case "userPrincipalName":
					g.key = append(g.key, d.Text()...)
				case "isMfaCapable":
					e.capable = readTri(d)
				case "methodsRegistered":
					if d.Array() {
						start := len(g.texts)
						for d.More() {
							g.texts = append(g.texts, g.words.of(d.Text()))
						}
						e.methods = g.texts[start:len(g.texts):len(g.texts)]
					}
				default:
					d.Skip()
				}
			})
			return e, true
		},
		take: func(e entry) { s.AuthMethods.Add(e.id, e.capable, e.methods) },
	}.gather(ctx, c)
	s.AuthMethods.Close()
	return err
}

// AuthMethodsOf reads of one user alone what AuthMethods are of all.
func (c *Client) AuthMethodsOf(ctx context.Context, s *tenant.Settings, user tenant.GUID) error {
	if c.inLists() {
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
