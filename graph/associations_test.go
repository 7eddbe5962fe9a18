package graph

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"prepaudit/graph/graphtest"
	"prepaudit/rules/tenant"
)

const associationsPath = "/beta/deviceManagement/tenantAssociatedDevices"

func TestAssociations(t *testing.T) {
	s, err := read(t, fixedAnswers(t, answers{associationsPath: `{"value":[` +
		`{"id":"a","serialNumber":" SN1 ","smbiosUuid":"u","manufacturerName":"Contoso","modelName":"Book 1",` +
		`"associationState":"associated","managedDeviceId":"` + policyID + `","devicePreparationPolicyId":"` + groupID +
		`","preassociationDateTime":"2026-08-14T12:00:21.123Z","assignedToUserPrincipalName":null},` +
		`{"id":"b","serialNumber":"SN2","associationState":"preassociated",` +
		`"managedDeviceId":"00000000-0000-0000-0000-000000000000","devicePreparationPolicyId":"",` +
		`"preassociationDateTime":"0001-01-01T00:00:00Z"},` +
		`{"id":"c","serialNumber":null,"associationState":"pendingRemoval","devicePreparationPolicyId":null}]}`,
	}), tenant.Associations)
	want := []tenant.Association{
		{ID: "a", Serial: "SN1", UUID: "u", Manufacturer: "Contoso", Model: "Book 1", State: "associated",
			Device: tenant.MustGUID(policyID), Policy: tenant.MustGUID(groupID),
			Preassociated: time.Date(2026, 8, 14, 12, 0, 21, 123e6, time.UTC)},
		{ID: "b", Serial: "SN2", State: "preassociated"},
		{ID: "c", State: "pendingRemoval"},
	}
	if err != nil || fmt.Sprint(s.Associations) != fmt.Sprint(want) {
		t.Errorf("%+v, %v; want %+v", s.Associations, err, want)
	}
}

// Not one of none, none that can be told, and what is broken are three things.
func TestAssociationsNotListed(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		listed bool
		failed bool
	}{
		{http.StatusOK, `{"value":[]}`, true, false},
		{http.StatusNotFound, `{"error":{"code":"BadRequest","message":"Resource not found for the segment"}}`, false,
			false},
		{http.StatusBadRequest, `{"error":{"code":"BadRequest","message":"No method match route template"}}`, false,
			false},
		{http.StatusForbidden, `{"error":{"code":"Forbidden","message":"no"}}`, false, true},
		{http.StatusOK, `{"value":[{"serialNumber":"SN1"}]}`, true, true},
	} {
		client, fake := newFake(t, func(*http.Request) (int, string) { return c.status, c.body })
		s, err := read(t, client, tenant.Associations)
		if (err != nil) != c.failed || !c.failed && (s.Associations != nil) != c.listed {
			t.Errorf("%d %s: %#v, %v", c.status, c.body, s.Associations, err)
		}
		if fake.asked[0] != associationsPath {
			t.Errorf("asked for %s: options are not known to work", fake.asked[0])
		}
	}
}

// All pages of the simulated tenant are read, each device once.
func TestAssociationsOfManyPages(t *testing.T) {
	c := simulated(t, graphtest.Tenant{Scenario: "associated"})
	s, err := read(t, c, tenant.Associations)
	ids, states := map[string]bool{}, map[string]int{}
	for _, a := range s.Associations {
		ids[a.ID] = true
		states[a.State]++
	}
	if err != nil || len(ids) != len(s.Associations) || c.Stats().Pages < 3 || len(states) != 3 {
		t.Errorf("%d devices, %d ids, %d pages, %v, %v", len(s.Associations), len(ids), c.Stats().Pages, states, err)
	}
}
