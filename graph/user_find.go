package graph

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// MostCandidates is how many users a name may mean before no more are listed.
const MostCandidates = 20

// Candidate is a user whom a name may mean.
type Candidate struct {
	ID                           tenant.GUID
	DisplayName, UPN, Department string
	Device                       string // the device by whose name or serial number the user was found; "" for none
}

// AmbiguousUserError is a name that means several users.
type AmbiguousUserError struct {
	Name  string
	Found []Candidate
	More  bool // than are in Found
}

func (e *AmbiguousUserError) Error() string {
	number := fmt.Sprint(len(e.Found))
	if e.More {
		number = "more than " + number
	}
	return fmt.Sprintf("%s users match %.100q", number, e.Name)
}

// FindUser finds the user whom a name means: a mail address or an alias; a display name, or the beginning of one, of a surname or
// of a userPrincipalName; the name or the serial number of a device, for its user. It is for what User does not find.
func (c *Client) FindUser(ctx context.Context, name string) (Candidate, error) {
	find := []func(context.Context, string) ([]Candidate, error){c.byName, c.bySerial, c.byDeviceName, c.byEntraDevice}
	if strings.Contains(name, "@") {
		find = []func(context.Context, string) ([]Candidate, error){c.byMail}
	}
	if c.inLists() {
		find = []func(context.Context, string) ([]Candidate, error){c.bySaved}
	}
	var refused error
	for _, by := range find {
		found, err := by(ctx, name)
		if denied, ok := errors.AsType[*DeniedError](err); ok && denied.Dataset != tenant.Users {
			refused = err
			continue
		}
		if err != nil {
			return Candidate{}, err
		}
		if exact := slices.DeleteFunc(slices.Clone(found), func(one Candidate) bool {
			return one.Device == "" && !strings.EqualFold(one.DisplayName, name)
		}); len(exact) == 1 {
			return exact[0], nil
		}
		switch n := len(found); {
		case n == 1:
			return found[0], nil
		case n > 1:
			return Candidate{}, &AmbiguousUserError{name, found[:min(n, MostCandidates)], n > MostCandidates}
		}
	}
	if refused != nil && !strings.Contains(name, "@") {
		return Candidate{}, &notSearchedError{NotFoundError{What: fmt.Sprintf("user %.100q", name)}, refused}
	}
	what := "user, and no device of a user, with the name or serial number"
	if strings.Contains(name, "@") {
		what = "user"
	}
	return Candidate{}, &NotFoundError{What: fmt.Sprintf("%s %.100q", what, name)}
}

// notSearchedError is a name that no user has, where devices could not be asked.
type notSearchedError struct {
	NotFoundError
	why error
}

func (e *notSearchedError) Hint() string {
	denied, _ := errors.AsType[*DeniedError](e.why)
	return "devices weren't searched: that needs " + denied.Permission
}

// literal is a text of a $filter.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// directoryUser is a user of the directory by what people tell colleagues apart.
type directoryUser struct {
	ID          string `json:"id" sent:"always"`
	DisplayName string `json:"displayName" sent:"null"`
	UPN         string `json:"userPrincipalName" sent:"always"`
	Department  string `json:"department" sent:"null"`
}

const userNames = "id,displayName,userPrincipalName,department"

// usersWho reads the first page of users whom a filter means, with further options of the query; there is no need of
// more than can be shown.
func (c *Client) usersWho(ctx context.Context, filter, options string) (found []Candidate, err error) {
	var page struct {
		Value []directoryUser `json:"value"`
	}
	err = c.get(ctx, &page, fmt.Sprintf("/v1.0/users?$filter={filter}&$select=%s&$top=%d%s", userNames,
		MostCandidates+1, options), filter)
	for _, w := range page.Value {
		id, _ := tenant.ParseGUID(w.ID)
		found = append(found, Candidate{ID: id, DisplayName: w.DisplayName, UPN: w.UPN, Department: w.Department})
	}
	return found, c.failed(tenant.Users, err)
}

// byMail asks for the address of a mailbox and for its aliases, which have their kind before them: SMTP that of the
// address that mail is sent from, smtp that of any other. Graph's page on the user (2026-08) doesn't say whether eq
// tells the two apart. With ConsistencyLevel and $count the query is one that its page on advanced queries covers.
func (c *Client) byMail(ctx context.Context, name string) ([]Candidate, error) {
	any := []string{"mail eq " + literal(name)}
	for _, kind := range []string{"smtp:", "SMTP:"} {
		any = append(any, "proxyAddresses/any(p:p eq "+literal(kind+name)+")")
	}
	return c.usersWho(ctx, strings.Join(any, " or "), "&$count=true")
}

// byName asks for beginnings, each of which Graph finds without ConsistencyLevel (its page on advanced queries,
// 2026-08).
func (c *Client) byName(ctx context.Context, name string) ([]Candidate, error) {
	var any []string
	for _, property := range []string{"displayName", "surname", "userPrincipalName"} {
		any = append(any, "startswith("+property+","+literal(name)+")")
	}
	return c.usersWho(ctx, strings.Join(any, " or "), "")
}

func (c *Client) bySerial(ctx context.Context, serial string) ([]Candidate, error) {
	return c.managedWho(ctx, "serialNumber eq "+literal(serial))
}

func (c *Client) byDeviceName(ctx context.Context, name string) ([]Candidate, error) {
	return c.managedWho(ctx, "deviceName eq "+literal(name))
}

// managedWho gives the users of devices of Intune.
func (c *Client) managedWho(ctx context.Context, filter string) ([]Candidate, error) {
	devices, err := list[managedDevice](ctx, c, "/v1.0/deviceManagement/managedDevices?$filter={filter}&"+
		managedProperties[1:], filter)
	if err != nil {
		return nil, c.failed(tenant.ManagedDevices, err)
	}
	var found []Candidate
	for _, w := range devices {
		if found, err = c.userOf(ctx, found, w.User, w.Name); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// userOf adds the user of a device, each once. A device may have none, or one who was deleted.
func (c *Client) userOf(ctx context.Context, found []Candidate, user, device string) ([]Candidate, error) {
	id, err := tenant.ParseGUID(user)
	if err != nil || slices.ContainsFunc(found, func(one Candidate) bool { return one.ID == id }) {
		return found, nil
	}
	var w directoryUser
	err = c.get(ctx, &w, "/v1.0/users/{id}?$select="+userNames, user)
	if statusOf(err) == http.StatusNotFound {
		return found, nil
	}
	if err != nil {
		return nil, c.failed(tenant.Users, err)
	}
	return append(found, Candidate{ID: id, DisplayName: w.DisplayName, UPN: w.UPN, Department: w.Department,
		Device: device}), nil
}

// entraDevice is a device of the directory with who joined or registered it.
type entraDevice struct {
	identified
	Name   string `json:"displayName" sent:"null"`
	Owners []struct {
		ID string `json:"id" sent:"always"`
	} `json:"registeredOwners"`
}

func (c *Client) byEntraDevice(ctx context.Context, name string) ([]Candidate, error) {
	devices, err := list[entraDevice](ctx, c, "/v1.0/devices?$filter={filter}&$expand=registeredOwners($select=id)"+
		"&$select=id,displayName", "displayName eq "+literal(name))
	if err != nil {
		return nil, c.failed(tenant.OwnedDevices, err)
	}
	var found []Candidate
	for _, w := range devices {
		for _, owner := range w.Owners {
			if found, err = c.userOf(ctx, found, owner.ID, w.Name); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}
