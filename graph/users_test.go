package graph

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

func TestUser(t *testing.T) {
	const sku, off, group = "06ebc4ee-1bb5-47dd-8120-11324bc54e06", "c1ec4a95-1f05-45b3-a911-aa3fa01094f5",
		"99999999-9999-4999-8999-999999999999"
	c := fromFiles(t, map[string]string{"users.json": `{"value":[
		{"id":"` + numbered(1) + `","userPrincipalName":"ann@contoso.com","displayName":"Ann \u00c4","accountEnabled":true,"userType":"Member",
		 "usageLocation":"DE","externalUserState":null,"creationType":null,
		 "assignedLicenses":[{"skuId":"` + strings.ToUpper(sku) + `","disabledPlans":["` + off + `"]},{"disabledPlans":[],"skuId":"` + off + `","@odata.type":"x"}],
		 "licenseAssignmentStates":[{"skuId":"` + sku + `","assignedByGroup":"` + group + `","state":"Error","error":"CountViolation","disabledPlans":["` + off + `"],"lastUpdatedDateTime":"2026-01-01T00:00:00Z"},
		  {"skuId":"` + sku + `","assignedByGroup":null,"state":"FromTheFuture","error":"None","disabledPlans":[]}]},
		{"@odata.type":"#microsoft.graph.agentUser","id":"` + numbered(2) + `","accountEnabled":false,"userType":"Guest","externalUserState":"Invented","creationType":"Invitation","assignedLicenses":[],"licenseAssignmentStates":[],"somethingNew":{"a":[1]}},
		{"id":"` + numbered(3) + `","displayName":null,"userPrincipalName":null,"accountEnabled":null,"userType":null,"usageLocation":null,"assignedLicenses":null,"licenseAssignmentStates":null},
		{"id":"` + numbered(4) + `"}
	]}`})
	users, err := allUsers(t, c)
	if err != nil {
		t.Fatal(err)
	}
	g := tenant.MustGUID
	want := []tenant.User{
		{ID: g(numbered(1)), DisplayName: "Ann Ä", UPN: "ann@contoso.com", Enabled: tenant.Yes, UserType: "Member",
			UsageLocation: "DE", UsageLocationKnown: true, LicensesKnown: true,
			Licenses: []tenant.License{{SKU: g(sku), Disabled: []tenant.GUID{g(off)}},
				{SKU: g(off), Disabled: []tenant.GUID{}}},
			StatesKnown: true,
			States: []tenant.LicenseState{{SKU: g(sku), Group: g(group), State: "Error", Error: "CountViolation",
				Disabled: []tenant.GUID{g(off)}},
				{SKU: g(sku), State: "FromTheFuture", Disabled: []tenant.GUID{}}}},
		{ID: g(numbered(2)), Enabled: tenant.No, UserType: "Guest", ExternalUserState: "Invented",
			CreationType: "Invitation", LicensesKnown: true, Licenses: []tenant.License{},
			StatesKnown: true, States: []tenant.LicenseState{}},
		{ID: g(numbered(3)), UsageLocationKnown: true},
		{ID: g(numbered(4))},
	}
	if !reflect.DeepEqual(users, want) {
		t.Errorf("got  %+v\nwant %+v", users, want)
	}
}

func TestUserRefused(t *testing.T) {
	for user, want := range map[string]string{
		`{"userPrincipalName":"ann@contoso.com"}`: `without an id (userPrincipalName "ann@contoso.com")`,
		`{"id":null}`: "without an id",
		`{"id":"17"}`: `property value/0/id: "17" is not a GUID`,
		`{"id":17}`:   "property value/0/id: got a number, want a string",
		`{"id":"` + numbered(1) + `","accountEnabled":"true"}`:                 "property value/0/accountEnabled: got a string, want a boolean",
		`{"id":"` + numbered(1) + `","assignedLicenses":{}}`:                   "property value/0/assignedLicenses: got an object, want an array",
		`{"id":"` + numbered(1) + `","assignedLicenses":[{"skuId":"E5"}]}`:     `property value/0/assignedLicenses/0/skuId: "E5" is not a GUID`,
		`{"id":"` + numbered(1) + `","assignedLicenses":[null]}`:               "property value/0/assignedLicenses/0: got null, want an object",
		`{"id":"` + numbered(1) + `","licenseAssignmentStates":[{"state":1}]}`: "property value/0/licenseAssignmentStates/0/state: got a number, want a string",
		`null`: "property value/0: got null, want an object",
		`{"id":"` + numbered(1) + `","displayName":"` + strings.Repeat("x", 2<<20) +
			`"}`: "property value/0/displayName: a value of more than 1 MiB is not read",
	} {
		users, err := allUsers(t, fixedAnswers(t, answers{"/v1.0/users": `{"value":[` + user + `]}`}))
		if err == nil || !strings.Contains(err.Error(), want) || len(users) != 0 {
			t.Errorf("%.80s: got %d users, %v", user, len(users), err)
		}
	}
}

// pagesOf serves users 1 to last, three a page, in one chain.
func pagesOf(last int, req *http.Request) (int, string) {
	from, _ := strconv.Atoi(req.URL.Query().Get("$skiptoken"))
	var users []string
	for n := from + 1; n <= min(from+3, last); n++ {
		users = append(users, `{"id":"`+numbered(n)+`","displayName":"User `+strconv.Itoa(n)+`"}`)
	}
	link := ""
	if from+3 < last {
		link = fmt.Sprintf(`"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=%d",`, from+3)
	}
	return 200, filled(anyUser, "{"+link+`"value":[`+strings.Join(users, ",")+"]}")
}

// anyUser is what Graph sends of a user who has nothing.
const anyUser = `{"userPrincipalName":"x@contoso.com","accountEnabled":true,"userType":"Member","externalUserState":null,
	"creationType":null,"usageLocation":null,"assignedLicenses":[],"licenseAssignmentStates":[]}`

// Of a user whom Graph sends without something that it was asked for, nothing is made up.
func TestUserWithout(t *testing.T) {
	const license = `{"skuId":"` + e5 + `","disabledPlans":[]}`
	const state = `{"skuId":"` + e5 + `","disabledPlans":[],"assignedByGroup":null,"state":"Active","error":"None"}`
	for _, change := range [][2]string{
		{`"userPrincipalName":"x@contoso.com",`, ``}, {`"accountEnabled":true,`, ``}, {`"userType":"Member",`, ``},
		{`"usageLocation":null,`, ``}, {`"assignedLicenses":[],`, ``}, {`"creationType":null,`, ``},
		{`"accountEnabled":true`, `"accountEnabled":null`}, {`"assignedLicenses":[]`, `"assignedLicenses":null`},
		{`"assignedLicenses":[]`, `"assignedLicenses":[` + strings.Replace(license, `,"disabledPlans":[]`, ``, 1) + `]`},
		{`"licenseAssignmentStates":[]`,
			`"licenseAssignmentStates":[` + strings.Replace(state, `"state":"Active",`, ``, 1) + `]`},
	} {
		body := filled(strings.Replace(anyUser, change[0], change[1], 1),
			`{"value":[{"id":"`+numbered(1)+`","displayName":null}]}`)
		users, err := allUsers(t, fixedAnswers(t, answers{"/v1.0/users": body}))
		if !is[*odata.FormatError](err) || len(users) != 0 {
			t.Errorf("%s in place of %s: %+v, %v", change[1], change[0], users, err)
		}
	}
	body := filled(strings.NewReplacer(`"assignedLicenses":[]`, `"assignedLicenses":[`+license+`]`,
		`"licenseAssignmentStates":[]`, `"licenseAssignmentStates":[`+state+`]`).Replace(anyUser),
		`{"value":[{"id":"`+numbered(1)+`","displayName":null}]}`)
	if users, err := allUsers(t, fixedAnswers(t, answers{"/v1.0/users": body})); err != nil || len(users) != 1 {
		t.Errorf("whole: %+v, %v", users, err)
	}
}

// The texts of a user outlive its page; nothing of a later page may show through.
func TestUsersKept(t *testing.T) {
	c, _ := newFake(t, func(req *http.Request) (int, string) { return pagesOf(40, req) })
	users, err := allUsers(t, c)
	if err != nil || len(users) != 40 {
		t.Fatalf("got %d users, %v", len(users), err)
	}
	for i, u := range users {
		if want := fmt.Sprintf("User %d", i+1); u.DisplayName != want || u.ID.String() != numbered(i+1) {
			t.Errorf("user %d is %q, %s", i, u.DisplayName, u.ID)
		}
	}
}

// What was read before a break stands, and the break is the last element.
func TestUsersBreakOff(t *testing.T) {
	c, _ := newFake(t, func(req *http.Request) (int, string) {
		if req.URL.Query().Get("$skiptoken") == "6" {
			return 403, `{"error":{"code":"Authorization_RequestDenied"}}`
		}
		return pagesOf(12, req)
	})
	users, err := allUsers(t, c)
	denied, ok := errors.AsType[*DeniedError](err)
	if len(users) != 6 || !ok || denied.Dataset != tenant.Users || denied.Permission != "User.Read.All" {
		t.Errorf("got %d users, %v", len(users), err)
	}
}

func TestUsersOnceEach(t *testing.T) {
	c, _ := newFake(t, func(req *http.Request) (int, string) {
		status, body := pagesOf(9, req)
		return status, strings.ReplaceAll(body, numbered(4), numbered(3))
	})
	users, err := allUsers(t, c)
	if err != nil || len(users) != 8 || c.doubles.Load() != 1 {
		t.Errorf("got %d users, %d doubles, %v", len(users), c.doubles.Load(), err)
	}
}

// A chain that begins again hands no user on twice.
func TestUsersForgottenPlace(t *testing.T) {
	forgot := false
	c, _ := newFake(t, func(req *http.Request) (int, string) {
		if req.URL.Query().Get("$skiptoken") == "6" && !forgot {
			forgot = true
			return 400, `{"error":{"code":"Directory_ExpiredPageToken"}}`
		}
		return pagesOf(12, req)
	})
	users, err := allUsers(t, c)
	if err != nil || len(users) != 12 {
		t.Errorf("got %d users, %v", len(users), err)
	}
}

func TestUsersSmallerPages(t *testing.T) {
	for _, most := range []int{999, 500, 120, 100, 50} {
		c, f := newFake(t, func(req *http.Request) (int, string) {
			if top, err := strconv.Atoi(req.URL.Query().Get("$top")); err == nil && top > most {
				return 400, `{"error":{"code":"Request_BadRequest","message":"Invalid page size specified."}}`
			}
			return pagesOf(7, req)
		})
		users, err := allUsers(t, c)
		if most == 50 {
			if answer, ok := errors.AsType[*odata.Error](err); !ok || answer.Status != 400 {
				t.Errorf("no page size is good: %v", err)
			}
			continue
		}
		if err != nil || len(users) != 7 {
			t.Errorf("pages of %d: %d users, %v after %v", most, len(users), err, f.asked)
		}
	}
}

// A number that is not to be had is asked for once and holds nothing up.
func TestUsersWithoutCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		counts := 0
		c, _ := newFake(t, func(req *http.Request) (int, string) {
			if strings.HasSuffix(req.URL.Path, "/$count") {
				counts++
				return 500, ""
			}
			return pagesOf(7, req)
		})
		start := time.Now()
		_, countErr := c.CountUsers(t.Context())
		asked := counts
		users, err := allUsers(t, c)
		if countErr == nil || err != nil || len(users) != 7 || counts != asked || time.Since(start) > 5*time.Second {
			t.Errorf("got %v, %d users, %v after %s; %d requests for the number, then %d", countErr, len(users), err,
				time.Since(start), asked, counts-asked)
		}
	})
}

func TestUsersStopped(t *testing.T) {
	c, f := newFake(t, func(req *http.Request) (int, string) { return pagesOf(3000, req) })
	n := 0
	for _, err := range c.Users(t.Context(), UserQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 4 {
			break
		}
	}
	if n != 4 || len(f.asked) > 7 {
		t.Errorf("%d users, %d requests: more than two pages ahead", n, len(f.asked))
	}
}

func TestIDSet(t *testing.T) {
	s := newIDSet(0)
	for n := range 100_000 {
		if !s.add(tenant.MustGUID(numbered(n))) {
			t.Fatalf("%d is not new", n)
		}
	}
	for n := range 100_000 {
		if s.add(tenant.MustGUID(numbered(n))) {
			t.Fatalf("%d is new again", n)
		}
	}
	if big := newIDSet(1_000_000); len(big.slots)*8 > 9<<20 {
		t.Errorf("the table for a million takes %d bytes", len(big.slots)*8)
	}
}

// Where Graph refuses sign-ins it says so once, and users come without; where it refuses users too, that is the end.
func TestSignInsRefused(t *testing.T) {
	for permission, want := range map[string]int{"User.Read.All": 40, "Organization.Read.All": 0} {
		c := simulated(t, graphtest.Tenant{Users: 40, Permissions: []string{permission}})
		var refused []error
		q := UserQuery{SignIns: true, SignInsRefused: func(err error) { refused = append(refused, err) }}
		came := 0
		var last tenant.User
		for u, err := range c.Users(t.Context(), q) {
			if err != nil {
				if d, ok := errors.AsType[*DeniedError](err); !ok || d.Dataset != tenant.Users {
					t.Errorf("with %s: %v", permission, err)
				}
				break
			}
			came++
			last = *u
		}
		one, err := c.User(t.Context(), last.ID.String(), q)
		if came != want || (err == nil) != (want > 0) || want > 0 && (one.ID != last.ID || last.SignInKnown) {
			t.Errorf("with %s: %d users, %+v, %v", permission, came, one, err)
		}
		for _, err := range refused {
			if d, ok := errors.AsType[*DeniedError](err); !ok || d.Dataset != tenant.SignIns {
				t.Errorf("with %s: %v", permission, err)
			}
		}
		if len(refused) != 2 {
			t.Errorf("with %s: told %d times", permission, len(refused))
		}
	}
}
