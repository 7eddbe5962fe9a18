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
	var kinds words
	err := each(ctx, c, "/beta/deviceManagement/tenantAssociatedDevices",
		func() { s.Associations = []tenant.Association{} },
		func(d *odata.Decoder) (tenant.Association, bool) { return readAssociation(d, &kinds), true },
		func(a tenant.Association) { s.Associations = append(s.Associations, a) })
	if status := statusOf(err); status == http.StatusBadRequest || status == http.StatusNotFound {
		s.Associations = nil
		return nil
	}
	return err
}

func readAssociation(d *odata.Decoder, kinds *words) (a tenant.Association) {
	readObject(d, func(key []byte) {
		switch string(key) {
		case "id":
			a.ID = string(d.Text())
		case "serialNumber":
			a.Serial = strings.TrimSpace(string(d.Text()))
		case "smbiosUuid":
			a.UUID = string(d.Text())
		case "manufacturerName":
			a.Manufacturer = kinds.of(d.Text())
		case "modelName":
			a.Model = kinds.of(d.Text())
		case "associationState":
			a.State = kinds.of(d.Text())
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
	if a.ID == "" {
		d.Fail("an associated device without an id (serialNumber %.100q)", a.Serial)
	}
	return a
}
