package graph

import (
	"cmp"
	"context"
	"strings"

	"prepaudit/rules/tenant"
)

// wireAssignment is the assignment of a policy, an app or a script.
type wireAssignment struct {
	ID     string `json:"id"`
	Intent string `json:"intent" sent:"maybe"` // of an app
	Target struct {
		Type    string `json:"@odata.type" sent:"always"`
		GroupID string `json:"groupId" sent:"maybe"`
		Filter  string `json:"deviceAndAppManagementAssignmentFilterType" sent:"maybe"`
	} `json:"target" sent:"always"`
	Settings *struct {
		Device *bool `json:"useDeviceContext" sent:"maybe"`
	} `json:"settings" sent:"maybe"` // of an app
}

// key is what tells assignments apart, also saved ones without an id.
func (w wireAssignment) key() string {
	return cmp.Or(w.ID, w.Intent+w.Target.Type+w.Target.GroupID)
}

func (w wireAssignment) lack() string { return "" }

// assignment says whom it means; a target of a kind that this program does not know keeps its own name as Kind.
func (w wireAssignment) assignment() (tenant.Assignment, error) {
	a := tenant.Assignment{Intent: w.Intent}
	if w.Settings != nil {
		a.RunAs = runContext(w.Settings.Device)
	}
	if w.Target.Filter != "none" {
		a.Filter = w.Target.Filter
	}
	switch kind := strings.TrimPrefix(w.Target.Type, "#microsoft.graph."); kind {
	case "groupAssignmentTarget":
		a.Kind = "group"
	case "exclusionGroupAssignmentTarget":
		a.Kind = "exclusion"
	case "allLicensedUsersAssignmentTarget":
		a.Kind = "allUsers"
	case "allDevicesAssignmentTarget":
		a.Kind = "allDevices"
	default:
		a.Kind = kind
	}
	var err error
	if a.Kind == "group" || a.Kind == "exclusion" {
		a.Group.ID, err = tenant.ParseGUID(w.Target.GroupID)
	}
	return a, err
}

// runContext puts useDeviceContext into the words of runAsAccount; "" where it was not sent.
func runContext(device *bool) string {
	switch {
	case device == nil:
		return ""
	case *device:
		return "system"
	}
	return "user"
}

// assignments reads those of one object of an Intune collection.
func (c *Client) assignments(ctx context.Context, collection, id string) ([]tenant.Assignment, error) {
	all, err := list[wireAssignment](ctx, c, collection+"/{id}/assignments", id)
	if err != nil {
		return nil, err
	}
	return targets(all)
}

func targets(all []wireAssignment) ([]tenant.Assignment, error) {
	var out []tenant.Assignment
	for _, w := range all {
		a, err := w.assignment()
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}
