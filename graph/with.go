package graph

import (
	"errors"
	"net/http"

	"prepaudit/graph/snapshot"
	"prepaudit/rules/tenant"
)

// ofPeople are the datasets that Graph shows to signed-in people and to no app, and where it has them; what comes first
// has to be there.
var ofPeople = []struct {
	dataset tenant.Dataset
	path    string
}{
	{tenant.MDMPolicies, "/beta/policies/mobileDeviceManagementPolicies"},
	{tenant.MAMPolicies, "/beta/policies/mobileAppManagementPolicies"},
}

// OfPeople are the datasets that Graph shows to signed-in people and to no app.
func OfPeople() (all []tenant.Dataset) {
	for _, d := range ofPeople {
		all = append(all, d.dataset)
	}
	return all
}

// ErrNothingOfPeople is a snapshot that has nothing to add to what an app may read.
var ErrNothingOfPeople = errors.New("it has no MDM policies: they were refused, or not asked for")

// With makes a transport answer from a snapshot what Graph shows to people only, and says what that is. What the snapshot
// was refused is asked of the transport.
func With(r *snapshot.Replay) (over func(http.RoundTripper) http.RoundTripper, has []tenant.Dataset, err error) {
	var below []string
	for i, d := range ofPeople {
		switch {
		case r.Answered(d.path):
			below, has = append(below, d.path), append(has, d.dataset)
		case i == 0:
			return nil, nil, ErrNothingOfPeople
		}
	}
	return func(next http.RoundTripper) http.RoundTripper {
		return &snapshot.Overlay{From: r, Below: below, Next: next}
	}, has, nil
}
