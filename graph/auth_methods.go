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
	err := c.each(ctx, "/v1.0/reports/authenticationMethods/userRegistrationDetails",
		map[string]string{"%24filter": "isMfaCapable eq false", "%24select": "id,isMfaCapable"},
		func() { ids = nil },
		func(d *odata.Decoder) func() {
			var id tenant.GUID
			capable := tenant.Unknown
			readObject(d, func(key string) {
				switch key {
				case "id":
					id = readGUID(d)
				case "isMfaCapable":
					capable = readTri(d)
				default:
					d.Skip()
				}
			})
			return func() {
				if capable == tenant.No {
					ids = append(ids, id)
				}
			}
		})
	return tenant.NewSet(ids), c.failed(tenant.AuthMethods, err)
}
