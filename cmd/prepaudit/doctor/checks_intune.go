package doctor

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

const (
	managedDevices = "/deviceManagement/managedDevices"
	assignments    = "/deviceManagement/roleAssignments"
	target         = "/beta/deviceManagement/configurationPolicies/{}/retrieveEnrollmentTimeDeviceMembershipTarget"
)

// intuneChecks are about Intune.
func intuneChecks() []check {
	all := []check{
		{
			name:    "membership-target-verb",
			assumes: "Intune sends the device group of a policy for GET, or for POST",
			source: "deploymenttheory/terraform-provider-microsoft365 for GET, the reference of the action for POST, " +
				"2026-08",
			about:   []tenant.Dataset{tenant.DeviceGroups, tenant.DeviceOwner},
			follows: "the device group of a policy isn't known, and rules about it aren't checked",
			see:     membershipVerb,
		},
		{
			name: "membership-target-shape",
			assumes: "the answer has enrollmentTimeDeviceMembershipTargetValidationStatuses, each with targetId and " +
				"validationSucceeded, or validationSucceeded next to them",
			source:  "deploymenttheory/terraform-provider-microsoft365 and microsoft/Microsoft365DSC, 2026-08",
			about:   []tenant.Dataset{tenant.DeviceGroups},
			follows: "Intune's verdict on the device group isn't known, and rules that ask for it aren't checked",
			see:     membershipShape,
		},
		{
			name:    "owned-objects",
			assumes: "ownedObjects of the Intune Provisioning Client has every device group that Intune finds valid",
			source:  "Microsoft's page on device preparation, 2026-08; that the list is complete is said nowhere",
			about:   []tenant.Dataset{tenant.DeviceOwner},
			follows: "a device group may be said to lack its owner though it has it",
			see:     ownedObjects,
		},
		{
			name:    "role-join",
			assumes: "roleDefinitions/{id}/roleAssignments has the assignments of a role, and each has a role",
			source:  "rknightion/graph2otel measured so in July 2026",
			about:   []tenant.Dataset{tenant.Roles},
			follows: "who has a role isn't known, and rules about roles aren't checked",
			see:     roleJoin,
		},
		{
			name:    "role-expand",
			assumes: "roleAssignments?$expand=roleDefinition has null for the role; if not, one request would do",
			source:  "rknightion/graph2otel measured so in July 2026",
			see:     roleExpand,
		},
		{
			name: "associated-devices",
			assumes: "tenantAssociatedDevices lists the devices that are associated, each with its serial number and " +
				"state, and with the policy that is assigned to it and the managed device, be they empty",
			source: "nowhere documented; Get-AutopilotDeviceAssociation 1.9.2 and roryvossepoel/WindowsDeviceLink-Public, " +
				"2026-09",
			about: []tenant.Dataset{tenant.Associations},
			follows: "which devices are associated isn't known: rules about them aren't checked, and the others say what " +
				"they would need it for",
			see: associated,
		},
		{
			name:    "device-filter",
			assumes: "$filter=operatingSystem eq 'Windows' excludes devices of other systems",
			source:  "microsoftgraph/microsoft-graph-docs-contrib #2416: filters that Intune doesn't know are ignored",
			about:   []tenant.Dataset{tenant.ManagedDevices},
			follows: "prepaudit drops the others itself, so that reading takes longer; verdicts stay right",
			see: func(e *Evidence) []sight {
				return outside(listed(e), "value[].operatingSystem", "Windows")
			},
		},
	}
	for _, name := range []string{"skuNumber", "skuFamily", "joinType", "enrollmentProfileName"} {
		c := check{
			name:    "device-" + name,
			assumes: "a list of managedDevices has " + name + ", as a single device has it",
			source: "microsoftgraph/microsoft-graph-docs-contrib #1455: Intune fills some properties only where one " +
				"device is read",
			about: []tenant.Dataset{tenant.ManagedDevices},
			follows: "prepaudit asks up to 5,000 single devices for it, which takes longer; where these lack it too, it " +
				"isn't known, and rules about devices aren't checked",
			see: func(e *Evidence) []sight { return inList(e, name) },
		}
		if name == "enrollmentProfileName" {
			c.about, c.follows = []tenant.Dataset{}, "its column in reports is empty; no rule looks at it"
		}
		all = append(all, c)
	}
	return all
}

func membershipVerb(e *Evidence) []sight {
	get, post := e.to("GET "+target), e.to("POST "+target)
	switch {
	case len(get)+len(post) == 0:
		return nothing("no user-driven device preparation policy")
	case len(good(get)) > 0:
		return holds("GET is answered; POST: %s", said(post))
	case len(good(post)) > 0:
		return holds("POST is answered; GET: %s", said(get))
	}
	return deviates("GET: %s; POST: %s", said(get), said(post))
}

// said tells how requests were answered.
func said(all []*Answer) string {
	switch {
	case len(all) == 0:
		return "not asked"
	case len(good(all)) > 0:
		return "answered"
	}
	return refusals(all)
}

func membershipShape(e *Evidence) []sight {
	answers := append(good(e.to("GET "+target)), good(e.to("POST "+target))...)
	if len(answers) == 0 {
		return nothing("no answer of this kind")
	}
	for _, a := range answers {
		for _, at := range []string{"", "value."} {
			statuses := at + "enrollmentTimeDeviceMembershipTargetValidationStatuses"
			each, top := a.Shape[statuses+"[].validationSucceeded"].total(), a.Shape[at+"validationSucceeded"].total()
			switch {
			case a.Shape[statuses+"[].targetId"] != nil && each+top > 0:
				return holds("statuses with validationSucceeded: %d, results with it: %d", each, top)
			case a.Shape[statuses] != nil && a.Shape[statuses+"[]"] == nil:
				return holds("the statuses are an empty list: no group")
			case a.Shape[at+"enrollmentTimeDeviceMembershipTargets[].targetId"] != nil:
				return deviates("only enrollmentTimeDeviceMembershipTargets, an older form without a verdict")
			}
		}
	}
	return deviates("neither statuses with validationSucceeded nor a list of targets")
}

func ownedObjects(e *Evidence) []sight {
	valid, owned := e.Related[validGroups], e.Related[ownedGroups]
	switch {
	case valid == 0:
		return nothing("no device group that Intune finds valid, or owners were not read")
	case slices.ContainsFunc(e.Answers, func(a *Answer) bool {
		return strings.HasSuffix(a.resource(), "/ownedObjects") && a.Cut > 0
	}):
		return nothing("the list goes on after %d pages", mostPages)
	case owned < valid:
		return deviates("%d of %d", owned, valid)
	}
	return holds("%d of %d", owned, valid)
}

func roleJoin(e *Evidence) []sight {
	all := slices.DeleteFunc(e.to("GET /v1.0"+assignments), func(a *Answer) bool { return a.Probe })
	join := e.to("GET /v1.0/deviceManagement/roleDefinitions/{}/roleAssignments")
	listed, _ := counted(good(all), "value[]")
	joined, _ := counted(good(join), "value[]")
	switch {
	case len(good(all)) == 0:
		return unread(all)
	case listed == 0:
		return nothing("no assignment of a role")
	case refusals(join) != "":
		return deviates("refused: %s", refusals(join))
	case len(join) == 0:
		return unread(join)
	case joined < listed:
		return deviates("%d of %d assignments are of a role", joined, listed)
	}
	return holds("%d of %d assignments are of a role", joined, listed)
}

func roleExpand(e *Evidence) []sight {
	answers := e.to("GET /v1.0"+assignments, "$expand=roleDefinition")
	listed, _ := counted(good(answers), "value[]")
	_, filled := counted(good(answers), "value[].roleDefinition")
	switch {
	case len(good(answers)) == 0:
		return unread(answers)
	case listed == 0:
		return nothing("no assignment of a role")
	case filled > 0:
		return []sight{{outcome: Told, text: fmt.Sprintf("filled in %d of %d", filled, listed)}}
	}
	return holds("null in %d", listed)
}

// associated tells whether the resource is served, and whether its devices have what public tools read of them.
func associated(e *Evidence) []sight {
	answers := e.to("GET /beta/deviceManagement/tenantAssociatedDevices")
	served := good(answers)
	devices, _ := counted(served, "value[]")
	switch {
	case len(served) == 0 && slices.ContainsFunc(answers, notThere):
		return deviates("refused: %s", refusals(answers))
	case len(served) == 0:
		return unread(answers)
	case devices == 0:
		return nothing("no device is associated")
	}
	for _, name := range []string{"serialNumber", "associationState"} {
		if _, filled := counted(served, "value[]."+name); filled < devices {
			return deviates("%s is filled in %d of %d devices", name, filled, devices)
		}
	}
	for _, name := range []string{"devicePreparationPolicyId", "managedDeviceId"} {
		if there, _ := counted(served, "value[]."+name); there < devices {
			return deviates("%s is absent from %d of %d devices", name, devices-there, devices)
		}
	}
	return holds("%s", english.Count(devices, "device"))
}

// notThere is a refusal of the path, and not of who asks or of a tenant without Intune.
func notThere(a *Answer) bool {
	absent := a.Status == http.StatusNotFound || a.Status == http.StatusBadRequest
	return absent && !slices.Contains(a.Says, noIntunePhrase)
}

// unread is what a check sees whose request was refused, or not made.
func unread(answers []*Answer) []sight {
	if text := refusals(answers); text != "" {
		return nothing("the request was refused: %s", text)
	}
	return nothing("the request was not made")
}

// listed are lists of devices of either version.
func listed(e *Evidence) []*Answer {
	return append(good(e.to("GET /beta"+managedDevices)), good(e.to("GET /v1.0"+managedDevices))...)
}

// outside holds the values at a path against the one that a filter lets through.
func outside(answers []*Answer, path, only string) []sight {
	in, out := 0, 0
	for _, a := range answers {
		if s := a.Shape[path]; s != nil {
			in += s.Values[only]
			out += s.total() - s.Values[only]
		}
	}
	switch {
	case in+out == 0:
		return nothing("nothing was listed")
	case out > 0:
		return deviates("%d of %d are outside the filter", out, in+out)
	}
	return holds("all %d are inside the filter", in)
}

// inList holds what lists have of a property of devices against what single devices have.
func inList(e *Evidence, name string) []sight {
	lists, singles := good(e.to("GET /beta"+managedDevices)), good(e.to("GET /beta"+managedDevices+"/{}"))
	_, inLists := counted(lists, "value[]."+name)
	_, alone := counted(singles, name)
	devices, _ := counted(lists, "value[]")
	seen := fmt.Sprintf("filled in %d of %d in lists, and in %d where one was read", inLists, devices, alone)
	switch {
	case devices == 0:
		return nothing("no Windows device was listed")
	case inLists > 0:
		return holds("%s", seen)
	case alone == 0 && !strings.HasPrefix(name, "sku") && name != "joinType":
		return nothing("%s", seen)
	}
	return deviates("%s", seen)
}
