package graph

import (
	"context"
	"net/http"
	"strings"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// associations reads the devices that are associated with the tenant. The path is in no documentation; its fields are
// those that public tools read (Get-AutopilotDeviceAssociation 1.9.2, roryvossepoel/WindowsDeviceLink-Public and
// okieselbach/AutopilotMonitor, 2026-09). A filter on serial numbers finds nothing where there is something, so all of
// it is read. A tenant whose Graph does not have the path yet, or no more, is read without it.
func (c *Client) associations(ctx context.Context, s *tenant.Settings) error {
	err := gatherer[tenant.Association]{
		address: "/beta/deviceManagement/tenantAssociatedDevices",
		begin:   func() { s.Associations = []tenant.Association{} },
		read:    readAssociation,
		take:    func(a tenant.Association) { s.Associations = append(s.Associations, a) },
	}.gather(ctx, c)
	if status := statusOf(err); status == http.StatusBadRequest || status == http.StatusNotFound {
		s.Associations = nil
		return nil
	}
	return err
}

// sentOfAssociation are the properties that every one of these tools reads.
var sentOfAssociation = sent{"id", "serialNumber", "associationState"}

func readAssociation(d *odata.Decoder, g *gathered[tenant.Association]) (a tenant.Association, wanted bool) {
	readObject(d, sentOfAssociation, func(key []byte) {
		switch string(key) {
		case "id":
			g.id = append(g.id, d.Text()...)
		case "serialNumber":
			a.Serial = strings.TrimSpace(string(d.Text()))
		case "smbiosUuid":
			a.UUID = string(d.Text())
		case "manufacturerName":
			a.Manufacturer = g.words.of(d.Text())
		case "modelName":
			a.Model = g.words.of(d.Text())
		case "associationState":
			a.State = g.words.of(d.Text())
		case "managedDeviceId":
			a.Device = readGUID(d)
		case "devicePreparationPolicyId":
			a.Policy = readGUID(d)
		case "preassociationDateTime":
			a.Preassociated = readTime(d)
		default:
			d.Skip()
		}
	})
	a.ID = string(g.id)
	return a, true
}
