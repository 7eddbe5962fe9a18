package login

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/odata"
)

// desk is somebody at a terminal, with a browser, before a simulated tenant.
type desk struct {
	Options
	said    []string
	visited url.Values // what the last page was asked
}

// newDesk is that of a tenant that grants the permissions only, unless there are none.
func newDesk(t *testing.T, who *graphtest.Person, grants ...string) *desk {
	t.Helper()
	s := (&graphtest.Tenant{Users: 50, Permissions: grants}).Handler()
	host := httptest.NewTLSServer(s.Login(graphtest.App{ClientID: graphtest.GraphTools, Person: who}))
	t.Cleanup(host.Close)
	d := &desk{Options: Options{Tenant: s.TenantID(), Transport: host.Client().Transport, Terminal: true,
		Cloud: Cloud{Name: "global", LoginURL: host.URL, GraphURL: "https://graph.microsoft.com"}}}
	d.Say = func(line string) { d.said = append(d.said, line) }
	d.Open = func(address string) error { return d.visit(t, address) }
	return d
}

var (
	action = regexp.MustCompile(`action="([^"]*)"`)
	hidden = regexp.MustCompile(`name="([^"]*)" value="([^"]*)"`)
)

// visit opens the page of a sign-in, whose form sends itself back to the program that asked.
func (d *desk) visit(t *testing.T, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	d.visited = u.Query()
	answer, err := (&http.Client{Transport: d.Transport}).Get(address)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	to := action.FindSubmatch(page)
	if err != nil || to == nil {
		return fmt.Errorf("no form: %s, %v", page, err)
	}
	form := url.Values{}
	for _, field := range hidden.FindAllSubmatch(page, -1) {
		form.Set(string(field[1]), html.UnescapeString(string(field[2])))
	}
	answer, err = http.PostForm(html.UnescapeString(string(to[1])), form)
	if err == nil {
		answer.Body.Close()
	}
	return err
}

// signIn asks for scopes.
func (d *desk) signIn(t *testing.T, scopes ...string) (*Login, error) {
	t.Helper()
	d.said, d.Scopes = nil, scopes
	l, err := New(d.Options)
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.Token(t.Context(), odata.Refused{})
	return l, err
}

// asked are Graph's permissions that the last page was asked for.
func (d *desk) asked() (all []string) {
	for _, scope := range strings.Fields(d.visited.Get("scope")) {
		if name := path.Base(scope); strings.Contains(scope, "://") {
			all = append(all, name)
		}
	}
	return all
}

// granted are the permissions in the token that is kept.
func granted(t *testing.T, l *Login) []string {
	t.Helper()
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(l.last, ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims struct{ Scp string }
	if err := json.Unmarshal(payload, &claims); err != nil {
		t.Fatal(err)
	}
	return strings.Fields(claims.Scp)
}

// At a terminal a browser opens, for the shared app and for exactly what is asked for. Who signed in is said, and what
// others have consented to comes with the token.
func TestBrowser(t *testing.T) {
	d := newDesk(t, &graphtest.Person{Admin: true, Consented: []string{"Directory.ReadWrite.All"}})
	l, err := d.signIn(t, "Domain.Read.All", "User.Read.All")
	if err != nil {
		t.Fatal(err)
	}
	if got := d.visited.Get("client_id"); got != graphTools {
		t.Errorf("the app is %s", got)
	}
	if got := d.asked(); !slices.Equal(got, []string{"Domain.Read.All", "User.Read.All"}) ||
		strings.Contains(d.visited.Get("scope"), ".default") {
		t.Errorf("asked for %s", d.visited.Get("scope"))
	}
	if got := granted(t, l); !slices.Equal(got, []string{"Directory.ReadWrite.All", "Domain.Read.All", "User.Read.All"}) {
		t.Errorf("granted %q", got)
	}
	if len(d.said) != 2 || !strings.Contains(d.said[0], "asks for Domain.Read.All, User.Read.All") ||
		d.said[1] != "signed in with --auth browser as admin@contoso.com" {
		t.Errorf("said %q", d.said)
	}
}

// An app of one's own goes before the shared one, however it is named.
func TestBrowserOwnApp(t *testing.T) {
	for name, set := range map[string]func(*Options){
		"option":   func(o *Options) { o.ClientID = clientID },
		"variable": func(o *Options) { o.Getenv = environment("AZURE_CLIENT_ID", clientID) },
	} {
		d := newDesk(t, &graphtest.Person{Admin: true})
		set(&d.Options)
		_, err := d.signIn(t, "User.Read.All")
		if e, ok := errors.AsType[*Error](err); !ok || e.Code != "AADSTS700016" || d.visited.Get("client_id") != clientID {
			t.Errorf("%s: app %s, %v", name, d.visited.Get("client_id"), err)
		}
	}
}

// Where the browser does not open, its address is said, and leads to the sign-in all the same.
func TestBrowserDoesNotOpen(t *testing.T) {
	d := newDesk(t, &graphtest.Person{Admin: true})
	d.Method = "browser"
	d.Open = nil
	say := d.Say
	d.Say = func(line string) {
		say(line)
		if strings.HasPrefix(line, "https://") {
			go d.visit(t, line)
		}
	}
	if _, err := d.signIn(t, "User.Read.All"); err != nil {
		t.Fatal(err)
	}
	if len(d.said) != 4 || !strings.Contains(d.said[1], "didn't open (none was found)") {
		t.Errorf("said %q", d.said)
	}
}

// Consent comes bit by bit: what an administrator has consented to, anybody is granted; the rest needs an
// administrator.
func TestIncrementalConsent(t *testing.T) {
	for _, method := range []string{"browser", "device-code"} {
		who := &graphtest.Person{Admin: true}
		d := newDesk(t, who)
		d.Method = method
		for _, scopes := range [][]string{{"Domain.Read.All"}, {"Domain.Read.All", "User.Read.All"}} {
			if l, err := d.signIn(t, scopes...); err != nil || !slices.Equal(granted(t, l), scopes) {
				t.Errorf("%s: an administrator asked for %q: %v", method, scopes, err)
			}
		}
		who.Admin = false
		// What was consented to before comes along without being asked for.
		l, err := d.signIn(t, "User.Read", "User.Read.All")
		if err != nil || !slices.Equal(granted(t, l), []string{"Domain.Read.All", "User.Read", "User.Read.All"}) {
			t.Errorf("%s: anybody, after that: %v", method, err)
		}
		_, err = d.signIn(t, "AuditLog.Read.All", "User.Read.All")
		if e, ok := errors.AsType[*Error](err); !ok || e.Code != "AADSTS90094" ||
			!strings.Contains(e.Hint(), "Consent on behalf of your organization") {
			t.Errorf("%s: anybody, for more: %v", method, err)
		}
	}
}

// A sign-in that grants less brings what it grants, and renews no more than that. Whoever signs in is asked once.
func TestGrantedInPart(t *testing.T) {
	for _, method := range []string{"browser", "device-code"} {
		d := newDesk(t, &graphtest.Person{Admin: true}, "Domain.Read.All", "User.Read.All")
		d.Method = method
		l, err := d.signIn(t, "AuditLog.Read.All", "Domain.Read.All", "User.Read.All")
		if err != nil || !slices.Equal(granted(t, l), []string{"Domain.Read.All", "User.Read.All"}) {
			t.Fatalf("%s: %v", method, err)
		}
		first := l.last
		renewed, err := l.Token(t.Context(), odata.Refused{Token: first, Claims: `{"access_token":{"nbf":{"essential":true}}}`})
		if err != nil || renewed == "" || l.cred.(*person).asked != 1 {
			t.Errorf("%s: renewed: %v, asked %d times", method, err, l.cred.(*person).asked)
		}
		if again, err := l.Token(t.Context(), odata.Refused{}); err != nil || again != renewed {
			t.Errorf("%s: kept: %v", method, err)
		}
		d = newDesk(t, &graphtest.Person{Admin: true}, "Domain.Read.All")
		d.Method = method
		_, err = d.signIn(t, "AuditLog.Read.All")
		if e, ok := errors.AsType[*Error](err); !ok || !strings.Contains(e.Reason, "none of the permissions") || e.Hint() == "" {
			t.Errorf("%s: nothing granted: %v", method, err)
		}
	}
}

// Entra's refusals of a person end the sign-in at once, with what an administrator does about them.
func TestPersonRefused(t *testing.T) {
	for number, want := range map[int]string{
		65001: "Consent on behalf", 65004: "start again and accept", 90094: "Admin consent requests",
		50076: "--auth browser", 50079: "aka.ms/mfasetup", 53000: "enrolled and compliant", 53003: "device code flow",
		700016: "--client-id", 7000112: "Enabled for users to sign-in?", 50105: "Users and groups",
	} {
		for _, method := range []string{"browser", "device-code"} {
			d := newDesk(t, &graphtest.Person{Refusal: number})
			d.Method = method
			_, err := d.signIn(t, "User.Read.All")
			e, ok := errors.AsType[*Error](err)
			if !ok || e.Code != fmt.Sprintf("AADSTS%d", number) || !strings.Contains(e.Hint(), want) ||
				strings.ContainsAny(e.Reason, "\r\n&;{") || strings.Contains(e.Reason, "Trace ID") {
				t.Errorf("%d with %s: got %v, hint %q", number, method, err, e.Hint())
			}
		}
	}
}

// A permission that a cloud lacks is told by name.
func TestPermissionThatIsNone(t *testing.T) {
	d := newDesk(t, &graphtest.Person{Admin: true})
	_, err := d.signIn(t, "Nothing.Read.All")
	if e, ok := errors.AsType[*Error](err); !ok || e.Code != "AADSTS650053" || !strings.Contains(e.Reason, "Nothing.Read.All") {
		t.Errorf("got %v", err)
	}
}

// Each cloud has its own Graph and its own sign-in, and the same app.
func TestCloudsOfPeople(t *testing.T) {
	for _, cloud := range Clouds() {
		o := Options{Cloud: cloud, Scopes: []string{"User.Read"}}
		p, err := newPerson(&o)
		if err != nil {
			t.Fatal(err)
		}
		if got := o.scopesOf(p); !slices.Equal(got, []string{cloud.GraphURL + "/User.Read"}) {
			t.Errorf("%s asks for %q", cloud.Name, got)
		}
	}
}
