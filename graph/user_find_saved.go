package graph

import (
	"context"
	"strings"

	"prepaudit/rules/tenant"
)

// bySaved looks a name up among saved users, by the beginning of what it is compared with there, and then among saved
// devices, if there are any.
func (c *Client) bySaved(ctx context.Context, name string) (found []Candidate, err error) {
	if strings.Contains(name, "@") {
		return nil, nil // saved answers have no mail
	}
	begins := func(s string) bool { return strings.HasPrefix(strings.ToLower(s), strings.ToLower(name)) }
	found, err = c.savedWho(ctx, func(u *tenant.User) (string, bool) {
		return "", begins(u.DisplayName) || begins(u.UPN)
	})
	if err != nil || len(found) > 0 {
		return found, err
	}
	devices := map[tenant.GUID]string{}
	for v, err := range c.Devices(ctx) {
		if err != nil {
			break // what was read so far stands
		}
		if !v.UserID.IsZero() && (strings.EqualFold(v.Name, name) || strings.EqualFold(v.Serial, name)) {
			devices[v.UserID] = v.Name
		}
	}
	if len(devices) == 0 {
		return nil, nil
	}
	return c.savedWho(ctx, func(u *tenant.User) (string, bool) {
		device, ok := devices[u.ID]
		return device, ok
	})
}

// savedWho gives the saved users who are meant, each with the device that says so.
func (c *Client) savedWho(ctx context.Context, is func(*tenant.User) (device string, ok bool)) (found []Candidate,
	err error) {
	for u, err := range c.Users(ctx, UserQuery{}) {
		if err != nil {
			return nil, err
		}
		if device, ok := is(u); ok {
			found = append(found, Candidate{ID: u.ID, DisplayName: u.DisplayName, UPN: u.UPN, Device: device})
		}
	}
	return found, nil
}
