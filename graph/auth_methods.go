package graph

import (
	"context"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// NoAuthMethod reads who has registered nothing for multifactor authentication. The shape of the report and its
// filter are Microsoft's reference of userRegistrationDetails (2026-08, not tried on a live tenant); it needs a
// tenant with Microsoft Entra ID P1.
func (c *Client) NoAuthMethod(ctx context.Context) (tenant.Set, error) {
	var ids []tenant.GUID
	err := each(ctx, c, "/v1.0/reports/authenticationMethods/userRegistrationDetails",
		map[string]string{"%24filter": "isMfaCapable eq false", "%24select": "id,isMfaCapable"},
		func() { ids = nil },
		func(d *odata.Decoder) (id tenant.GUID, lacks bool) {
			readObject(d, func(key []byte) {
				switch string(key) {
				case "id":
					id = readGUID(d)
				case "isMfaCapable":
					lacks = readTri(d) == tenant.No
				default:
					d.Skip()
				}
			})
			return id, lacks
		},
		func(id tenant.GUID) { ids = append(ids, id) })
	return tenant.NewSet(ids), c.failed(tenant.AuthMethods, err)
}
