package main

import (
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/process"
)

// associatedAs is an associated device of a state with a policy and a serial number.
func associatedAs(state, policy, serial string) string {
	return `{"id":"` + serial + `","serialNumber":"` + serial + `","associationState":"` + state +
		`","managedDeviceId":"00000000-0000-0000-0000-000000000000","devicePreparationPolicyId":"` + policy +
		`","preassociationDateTime":"2026-11-10T08:00:00Z","manufacturerName":"Contoso","modelName":"Book 1"}`
}

const (
	noPolicy   = "00000000-0000-0000-0000-000000000000"
	goneAlways = "00000000-0000-4000-8000-000000000009"
)

// A policy that is assigned to associated devices, and to no user.
func TestVariantsOfPolicyOfDevices(t *testing.T) {
	unassigned := only(staffPolicy+"/assignments", nil...)
	vary(t, []variant{
		{name: "two devices have it", change: []change{unassigned, only(associates,
			associatedAs("associated", staffPolicy, "SN1"), associatedAs("preassociated", staffPolicy, "SN2"))},
			want: "DPP-01 pass, DPP-12 pass", says: "assigned to 2 associated devices"},
		{name: "its id is written in capitals", change: []change{unassigned, only(associates,
			associatedAs("associated", strings.ToUpper(staffPolicy), "SN1"))}, want: "DPP-01 pass, DPP-12 pass"},
		{name: "none has it", change: []change{unassigned, only(associates,
			associatedAs("associated", noPolicy, "SN1"))}, want: "DPP-01 warning, DPP-12 pass",
			says: "and no associated device"},
		{name: "one has another, which is gone", change: []change{unassigned, only(associates,
			associatedAs("associated", goneAlways, "SN1"))}, want: "DPP-01 warning, DPP-12 warning", says: "that is gone"},
		{name: "the one that has it is to be removed", change: []change{unassigned, only(associates,
			associatedAs("pendingRemoval", staffPolicy, "SN1"))}, want: "DPP-01 warning, DPP-12 not applicable"},
		{name: "the one that has it is in an unrecognized state", change: []change{unassigned, only(associates,
			associatedAs("lost", staffPolicy, "SN1"))}, want: "DPP-01 not evaluated, DPP-12 pass", says: `"lost"`},
		{name: "no device is associated", change: []change{unassigned, only(associates, nil...)},
			want: "DPP-01 warning, DPP-12 not applicable"},
		{name: "the path is not there", change: []change{unassigned,
			refused("", associates, 404, "BadRequest", "Resource not found for the segment 'tenantAssociatedDevices'.")},
			want: "DPP-01 warning, DPP-12 not evaluated"},
		{name: "devices have it, and users too", change: []change{only(associates,
			associatedAs("associated", staffPolicy, "SN1"))}, want: "DPP-01 pass, DPP-12 pass"},
	})
}

// A device that is registered with classic Autopilot, and associated or not.
func TestVariantsOfRegistered(t *testing.T) {
	device := func(serial string) string {
		return `{"id":"` + serial + `","serialNumber":"` + serial + `","model":"Book 1","groupTag":"","userPrincipalName":""}`
	}
	vary(t, []variant{
		{name: "both associated", change: []change{only(registered, device("SN1"), device("SN2")), only(associates,
			associatedAs("associated", noPolicy, "SN1"), associatedAs("preassociated", staffPolicy, "SN2"))},
			want: "DPP-10 pass"},
		{name: "written otherwise", change: []change{only(registered, device("sn1")), only(associates,
			associatedAs("associated", noPolicy, " SN1 "))}, want: "DPP-10 pass"},
		{name: "one of two", change: []change{only(registered, device("SN1"), device("SN2")), only(associates,
			associatedAs("associated", noPolicy, "SN1"))}, want: "DPP-10 warning", says: "1 of 2 devices"},
		{name: "to be removed", change: []change{only(registered, device("SN1")), only(associates,
			associatedAs("pendingRemoval", noPolicy, "SN1"))}, want: "DPP-10 warning"},
		{name: "none associated", change: []change{only(registered, device("SN1")), only(associates, nil...)},
			want: "DPP-10 warning", says: "not associated"},
		{name: "the path is not there", change: []change{only(registered, device("SN1")),
			refused("", associates, 404, "BadRequest", "no")}, want: "DPP-10 warning", says: "unless they are associated"},
		{name: "none registered", change: []change{only(registered, nil...)}, want: "DPP-10 pass"},
	})
}

// Personal Windows devices are blocked: something of the devices has to be known beforehand.
func TestVariantsOfPersonalBlocked(t *testing.T) {
	blocked := each("/deviceManagement/deviceEnrollmentConfigurations", func(o map[string]any) {
		if windows, ok := o["windowsRestriction"].(map[string]any); ok {
			windows["personalDeviceEnrollmentBlocked"] = true
		}
	})
	nothing := []change{blocked, only(associates, nil...), only(registered, nil...), only(identifiers, nil...)}
	known := func(kind string) change {
		return only(identifiers, `{"id":"1","importedDeviceIdentityType":"`+kind+`"}`)
	}
	vary(t, []variant{
		{name: "nothing is known", change: nothing, want: "MDM-08 fail", status: process.StatusUnmet, says: "0x80180014"},
		{name: "personal devices are not blocked", change: nothing[1:], want: "MDM-08 pass"},
		{name: "a device is registered with classic Autopilot alone", want: "MDM-08 warning", says: "(1 device)",
			change: append(nothing[:3:3], only(registered, `{"id":"1","serialNumber":"SN1","model":"Book 1"}`))},
		{name: "an identifier of Windows", change: append(nothing[:3:3], known("manufacturerModelSerial")),
			want: "MDM-08 check manually", says: "1 corporate identifier"},
		{name: "an identifier of phones", change: append(nothing[:3:3], known("imei")), want: "MDM-08 fail",
			status: process.StatusUnmet},
		{name: "a serial number, which is for other systems", change: append(nothing[:3:3], known("serialNumber")),
			want: "MDM-08 fail", status: process.StatusUnmet},
		{name: "a device is associated", want: "MDM-08 pass", says: "1 device is associated", change: append(nothing[:1:1],
			only(associates, associatedAs("associated", noPolicy, "SN1")), only(identifiers, nil...))},
		{name: "a device is pre-associated", want: "MDM-08 pass", change: append(nothing[:1:1],
			only(associates, associatedAs("preassociated", noPolicy, "SN1")), only(identifiers, nil...))},
		{name: "the only associated device is to be removed", want: "MDM-08 fail", status: process.StatusUnmet,
			change: append(nothing[:1:1], only(associates, associatedAs("pendingRemoval", noPolicy, "SN1")),
				only(identifiers, nil...))},
		{name: "whether devices are associated cannot be read", want: "MDM-08 warning",
			change: append(nothing[:1:1], refused("", associates, 404, "BadRequest", "no"), only(identifiers, nil...))},
		{name: "identifiers cannot be read", want: "MDM-08 not evaluated", status: process.StatusUndecided,
			change: append(nothing[:3:3], refused("", identifiers, 403, "Forbidden", "no"))},
	})
}
