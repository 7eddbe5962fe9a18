package graph

import (
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"prepaudit/graph/graphtest"
	"prepaudit/rules/tenant"
)

const e5 = "06ebc4ee-1bb5-47dd-8120-11324bc54e06"

func TestOrganization(t *testing.T) {
	c := fixedAnswers(t,
		answers{"/v1.0/organization": `{"value":[{"id":"x","displayName":"Contoso","tenantType":"Invented",
		"verifiedDomains":[{"name":"a.com","isDefault":false},{"name":"b.com","isDefault":true},{"name":"c.com","isDefault":false}]}]}`})
	s, err := read(t, c, tenant.Organization)
	org := s.Organization
	if want := (tenant.Org{ID: "x", DisplayName: "Contoso", TenantType: "Invented",
		DefaultDomain: "b.com", Verified: []string{"a.com", "b.com", "c.com"}}); err != nil || !reflect.DeepEqual(org, want) {
		t.Errorf("got %+v, %v", org, err)
	}
	for _, body := range []string{`{"value":[]}`, `{"value":[{"id":"x"},{"id":"y"}]}`,
		`{}`, `{"value":null}`, ``, `[]`} {
		// An empty answer is asked for again, with waits.
		synctest.Test(t, func(t *testing.T) {
			if s, err := read(t, fixedAnswers(t, answers{"/v1.0/organization": body}), tenant.Organization); err == nil {
				t.Errorf("%s gives %+v", body, s.Organization)
			}
		})
	}
}

// A word that is newer than the SDK comes through, and null is not a word.
func TestMDMAuthority(t *testing.T) {
	for body, want := range map[string]string{
		`{"mobileDeviceManagementAuthority":"intune"}`:    "intune",
		`{"mobileDeviceManagementAuthority":"satellite"}`: "satellite",
		`{"mobileDeviceManagementAuthority":null}`:        "",
	} {
		s := tenant.Settings{Organization: tenant.Org{ID: "x"}}
		err := fixedAnswers(t, answers{"/v1.0/organization/x": body}).Read(t.Context(), tenant.MDMAuthority, &s)
		if err != nil || s.MDMAuthority != want {
			t.Errorf("%s: got %q, %v", body, s.MDMAuthority, err)
		}
	}
}

func TestMDMAuthorityOfNobody(t *testing.T) {
	c, f := newFake(t, func(*http.Request) (int, string) { return 200, "{}" })
	if s, err := read(t, c, tenant.MDMAuthority); err == nil || len(f.asked) != 0 {
		t.Errorf("got %q, %v after %v", s.MDMAuthority, err, f.asked)
	}
}

func TestSKUs(t *testing.T) {
	c := fixedAnswers(t, answers{"/v1.0/subscribedSkus": `{"value":[
		{"id":"t_` + e5 + `","skuId":"` + strings.ToUpper(e5) + `","skuPartNumber":"SPE_E5","appliesTo":"User","capabilityStatus":"Dormant","consumedUnits":14,
		 "prepaidUnits":{"enabled":25,"warning":1,"suspended":2,"lockedOut":3},"subscriptionIds":["43d26afe-cb98-48b9-acc4-ae3ef2ac6c51"],
		 "servicePlans":[{"servicePlanId":"c1ec4a95-1f05-45b3-a911-aa3fa01094f5","servicePlanName":"INTUNE_A","appliesTo":"User","provisioningStatus":"PendingRocket"}]},
		{"id":"t_` + numbered(9) + `","skuId":"` + numbered(9) + `","skuPartNumber":"X","appliesTo":null,"capabilityStatus":"Enabled","consumedUnits":0,"prepaidUnits":{"enabled":0,"warning":0,"suspended":0},"servicePlans":[],"subscriptionIds":null,"novelty":{"a":1}}]}`})
	s, err := read(t, c, tenant.SKUs)
	got := s.SKUs
	want := []tenant.SKU{
		{ID: tenant.MustGUID(e5), PartNumber: "SPE_E5", AppliesTo: "User", CapabilityStatus: "Dormant", Consumed: 14,
			Enabled: 25, Warning: 1, Suspended: 2, LockedOut: 3,
			SubscriptionIDs: []string{"43d26afe-cb98-48b9-acc4-ae3ef2ac6c51"},
			Plans: []tenant.Plan{{ID: tenant.MustGUID("c1ec4a95-1f05-45b3-a911-aa3fa01094f5"),
				Name: "INTUNE_A", AppliesTo: "User", ProvisioningStatus: "PendingRocket"}}},
		{ID: tenant.MustGUID(numbered(9)), PartNumber: "X", CapabilityStatus: "Enabled"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v, %v\nwant %+v", got, err, want)
	}
	for _, body := range []string{`{"value":[{"skuPartNumber":"SPE_E5"}]}`, `{"value":[{"skuId":"E5"}]}`,
		`{"value":[{"skuId":"` + e5 + `","consumedUnits":"many"}]}`,
		`<html>`, `{"value":[{"skuId":"` + e5 + `","skuPartNumber":"` + strings.Repeat("x", 2<<20) + `"}]}`} {
		if s, err := read(t, fixedAnswers(t, answers{"/v1.0/subscribedSkus": body}), tenant.SKUs); err == nil {
			t.Errorf("%.60s gives %+v", body, s.SKUs)
		}
	}
}

func TestSKUsOnTwoPages(t *testing.T) {
	const product = `{"skuPartNumber":"X","appliesTo":"User","capabilityStatus":"Enabled","consumedUnits":0,` +
		`"prepaidUnits":{"enabled":0,"warning":0,"suspended":0},"servicePlans":[]}`
	c, f := newFake(t, func(req *http.Request) (int, string) {
		if req.URL.RawQuery != "" {
			return 200, filled(product, `{"value":[{"id":"2","skuId":"`+numbered(2)+`"}]}`)
		}
		return 200, filled(product, `{"@odata.nextLink":"https://graph.microsoft.com/v1.0/subscribedSkus?$skiptoken=2",`+
			`"value":[{"id":"1","skuId":"`+numbered(1)+`"}]}`)
	})
	if s, err := read(t, c, tenant.SKUs); err != nil || len(s.SKUs) != 2 || len(f.asked) != 2 {
		t.Errorf("got %+v, %v", s.SKUs, err)
	}
}

func TestSubscriptions(t *testing.T) {
	c := fixedAnswers(t, answers{"/v1.0/directory/subscriptions": `{"value":[
		{"id":"a","commerceSubscriptionId":"b","skuId":"` + e5 + `","skuPartNumber":"SPE_E5","status":"Novel","isTrial":true,"totalLicenses":25,
		 "createdDateTime":"2023-01-01T00:00:00Z","nextLifecycleDateTime":null,"ownerId":null,"ownerTenantId":"p","ownerType":"Service","serviceStatus":[]},
		{"id":"c","commerceSubscriptionId":null,"createdDateTime":null,"skuId":"` + e5 + `","skuPartNumber":null,"status":"Enabled","isTrial":null,"totalLicenses":null,"nextLifecycleDateTime":"2026-12-01T10:00:00+02:00"}]}`})
	s, err := read(t, c, tenant.Subscriptions)
	got := s.Subscriptions
	want := []tenant.Subscription{
		{ID: "a", CommerceID: "b", SKU: tenant.MustGUID(e5), PartNumber: "SPE_E5", Status: "Novel",
			IsTrial: true, TotalLicenses: 25,
			Created: time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC), OwnerTenant: "p", OwnerType: "Service"},
		{ID: "c", SKU: tenant.MustGUID(e5), Status: "Enabled",
			NextLifecycle: time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC)},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v, %v\nwant %+v", got, err, want)
	}
}

func TestMDMPolicies(t *testing.T) {
	group := `{"id":"` + numbered(5) + `","displayName":"Sales"}`
	yes := true
	entry := tenant.MDMPolicy{ID: tenant.IntuneApp, DisplayName: "Microsoft Intune",
		AppliesTo: "selected", IsValid: &yes,
		Groups: []tenant.Group{{ID: tenant.MustGUID(numbered(5)), DisplayName: "Sales"}}}
	const head = `{"id":"` + tenant.IntuneApp +
		`","displayName":"Microsoft Intune","appliesTo":"selected","isValid":true,"discoveryUrl":null,` +
		`"complianceUrl":null,"termsOfUseUrl":null`
	for name, answer := range map[string]func(*http.Request) (int, string){
		"expanded": func(*http.Request) (int, string) {
			return 200, `{"value":[` + head + `,"includedGroups":[` + group + `]}]}`
		},
		"not expanded": func(req *http.Request) (int, string) {
			if strings.HasSuffix(req.URL.Path, "/includedGroups") {
				return 200, `{"value":[` + group + `]}`
			}
			return 200, `{"value":[` + head + `}]}`
		},
		"expand refused": func(req *http.Request) (int, string) {
			switch {
			case req.URL.Query().Get("$expand") != "":
				return 400, `{"error":{"code":"BadRequest"}}`
			case strings.HasSuffix(req.URL.Path, "/includedGroups"):
				return 200, `{"value":[` + group + `]}`
			}
			return 200, `{"value":[` + head + `}]}`
		},
		"as many groups as are expanded at most": func(req *http.Request) (int, string) {
			if strings.HasSuffix(req.URL.Path, "/includedGroups") {
				return 200, `{"value":[` + group + `]}`
			}
			return 200,
				`{"value":[` + head + `,"includedGroups":[` + strings.Repeat(group+",", mostExpanded-1) + group + `]}]}`
		},
		"more groups than expanded": func(req *http.Request) (int, string) {
			if strings.HasSuffix(req.URL.Path, "/includedGroups") {
				return 200, `{"value":[` + group + `]}`
			}
			return 200, `{"value":[` + head + `,"includedGroups@odata.nextLink":"https://graph.microsoft.com/beta/x",` +
				`"includedGroups":[{"id":"` + numbered(6) + `","displayName":null}]}]}`
		},
	} {
		c, _ := newFake(t, answer)
		if s, err := read(t, c, tenant.MDMPolicies); err != nil || !reflect.DeepEqual(s.MDMPolicies, []tenant.MDMPolicy{entry}) {
			t.Errorf("%s: got %+v, %v", name, s.MDMPolicies, err)
		}
	}
	c, _ := newFake(t, func(*http.Request) (int, string) {
		return 401, `{"error":{"code":"UnknownError","message":"Unsupported app-only call."}}`
	})
	_, err := read(t, c, tenant.MDMPolicies)
	if d, ok := errors.AsType[*DeniedError](err); !ok || !d.AppOnly || d.Permission != "" ||
		!strings.Contains(d.Hint(), "Policy.Read.All") {
		t.Errorf("app-only: %v", err)
	}
}

func TestGroup(t *testing.T) {
	var filter string
	c, _ := newFake(t, func(req *http.Request) (int, string) {
		filter = req.URL.Query().Get("$filter")
		switch {
		case strings.Contains(filter, "O''Neill"):
			return 200, `{"value":[{"id":"` + numbered(1) + `","displayName":"o'neill & co"}]}`
		case strings.Contains(filter, "Sales"):
			return 200, `{"value":[{"id":"` + numbered(1) + `","displayName":"Sales"},{"id":"` +
				numbered(2) + `","displayName":"sales"}]}`
		case strings.HasSuffix(req.URL.Path, numbered(3)):
			return 200, `{"id":"` + numbered(3) + `","displayName":null}`
		case filter == "":
			return 404, `{"error":{"code":"Request_ResourceNotFound"}}`
		}
		return 200, `{"value":[]}`
	})
	if g, err := c.Group(t.Context(), "O'Neill & Co"); err != nil || g.ID.String() != numbered(1) ||
		filter != "displayName eq 'O''Neill & Co'" {
		t.Errorf("got %+v, %v with %s", g, err, filter)
	}
	_, err := c.Group(t.Context(), "Sales")
	if a, ok := errors.AsType[*ambiguousError](err); !ok || len(a.IDs) != 2 ||
		!strings.Contains(err.Error(), numbered(2)) {
		t.Errorf("got %v", err)
	}
	if g, err := c.Group(t.Context(), numbered(3)); err != nil || g.ID.String() != numbered(3) {
		t.Errorf("got %+v, %v", g, err)
	}
	for _, name := range []string{"Nobody", numbered(4)} {
		_, err = c.Group(t.Context(), name)
		if n, ok := errors.AsType[*NotFoundError](err); !ok || n.Hint() == "" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// All readers against the simulated tenant, whose answers are built from Graph's own metadata.
func TestSimulatedTenant(t *testing.T) {
	c := simulated(t, graphtest.Tenant{Users: 500})
	s, err := read(t, c, tenant.Organization, tenant.MDMAuthority)
	if org := s.Organization; err != nil || org.ID == "" || org.DefaultDomain == "" || s.MDMAuthority != "intune" {
		t.Errorf("organization %+v, authority %q, %v", org, s.MDMAuthority, err)
	}
	if s, err := read(t, c, tenant.SKUs); err != nil || len(s.SKUs) == 0 || len(s.SKUs[0].Plans) == 0 {
		t.Errorf("products %+v, %v", s.SKUs, err)
	}
	if s, err := read(t, c, tenant.Subscriptions); err != nil || len(s.Subscriptions) == 0 {
		t.Errorf("subscriptions %+v, %v", s.Subscriptions, err)
	}
	s, err = read(t, c, tenant.MDMPolicies)
	policies := s.MDMPolicies
	if err != nil || len(policies) == 0 {
		t.Errorf("policies %+v, %v", policies, err)
	}
	for _, p := range policies {
		for _, g := range p.Groups {
			if m, err := c.Members(t.Context(), g.ID); err != nil || len(m) == 0 {
				t.Errorf("members of %s: %d, %v", g.DisplayName, len(m), err)
			}
			if found, err := c.Group(t.Context(), g.DisplayName); err != nil || found.ID != g.ID {
				t.Errorf("group %s: %+v, %v", g.DisplayName, found, err)
			}
		}
	}
}
