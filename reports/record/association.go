package record

import (
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Association is one device that is associated with the tenant, under Graph's names where the value is Graph's.
type Association struct {
	ID            string      `json:"id"`
	Serial        string      `json:"serialNumber,omitzero"`
	UUID          string      `json:"smbiosUuid,omitzero"`
	Manufacturer  string      `json:"manufacturerName,omitzero"`
	Model         string      `json:"modelName,omitzero"`
	State         string      `json:"associationState"`
	Preassociated time.Time   `json:"preassociationDateTime,omitzero"`
	Policy        tenant.GUID `json:"devicePreparationPolicyId,omitzero"`
	PolicyName    string      `json:"devicePreparationPolicy,omitzero"`
	Device        tenant.GUID `json:"managedDeviceId,omitzero"`
	DeviceName    string      `json:"deviceName,omitzero"`
	OSVersion     string      `json:"osVersion,omitzero"`
	Release       string      `json:"release,omitzero"`
}

// newAssociations translates associated devices; nil stays nil.
func newAssociations(all []rules.AssociationRow) []Association {
	if all == nil {
		return nil
	}
	list := make([]Association, 0, len(all))
	for _, a := range all {
		list = append(list, Association{
			ID: a.ID, Serial: a.Serial, UUID: a.UUID, Manufacturer: a.Manufacturer, Model: a.Model, State: a.State,
			Preassociated: a.Preassociated, Policy: a.Policy, PolicyName: a.PolicyName, Device: a.Device,
			DeviceName: a.DeviceName, OSVersion: a.OSVersion, Release: a.Release,
		})
	}
	return list
}
