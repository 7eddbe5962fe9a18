package graphtest

import "time"

// associatedDevices answers the devices that are associated with the tenant. What is not set yet is an empty GUID, as
// live tenants have it.
func (s *Server) associatedDevices(req *request) (reply, error) {
	d := s.dir
	var list []map[string]any
	for i := range d.fleet.kinds {
		k := &d.fleet.kinds[i]
		for rank := k.from; k.association != "" && rank < k.to; rank++ {
			v := d.deviceOf(rank)
			maker, model := v.build()
			list = append(list, map[string]any{
				"id": d.guid("association", rank), "serialNumber": string(v.appendSerial(nil)),
				"smbiosUuid": d.guid("smbios", rank), "manufacturerName": maker, "modelName": model,
				"associationState": k.association, "managedDeviceId": d.managedID(&v),
				"devicePreparationPolicyId": d.targetID(k.target),
				"preassociationDateTime":    d.preassociated(&v).Format(time.RFC3339),
			})
		}
	}
	return s.list(req, "deviceManagement/tenantAssociatedDevices", "tenantAssociatedDevice", nil, list)
}

const emptyID = "00000000-0000-0000-0000-000000000000"

func (d *directory) managedID(v *device) string {
	if v.kind.enrollment == "" {
		return emptyID
	}
	return d.guid("managedDevice", v.rank)
}

// targetID is the id of a policy.
func (d *directory) targetID(name string) string {
	switch name {
	case "":
		return emptyID
	case gone:
		return d.guid("preparation", len(d.plans))
	}
	for i := range d.plans {
		if d.plans[i].name == name {
			return d.guid("preparation", i)
		}
	}
	panic("no policy is called " + name)
}

// preassociated is on the day after the one that dates are reckoned from; for what nobody has seen since, in the first
// week of device association.
func (d *directory) preassociated(v *device) time.Time {
	day := d.Now.AddDate(0, 0, 1)
	if v.kind.stale {
		day = time.Date(2026, 8, 27+int(v.luck>>17%7), 0, 0, 0, 0, time.UTC)
	}
	return day.Add(time.Duration(v.luck>>9%(24*60*60)) * time.Second)
}
