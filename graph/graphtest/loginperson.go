package graphtest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
)

// GraphTools is the client id of Microsoft Graph Command Line Tools, which is in every tenant.
const GraphTools = "14d82eec-204b-4c2f-b7e8-296a70dab67e"

// Person is who signs in by a window or a code, as soon as it is there. Of what is asked for the token lacks what
// Tenant.Permissions leaves out, and nobody is told.
type Person struct {
	Admin     bool     // consents to everything, for all; another person to User.Read alone
	Consented []string // delegated permissions, by others before
	Refusal   int      // the number of Entra's error with which a sign-in ends; 0 for none
}

// flow is a sign-in under way.
type flow struct {
	app       App
	scopes    []string // as they were asked for
	challenge string   // of the browser's; "" for a code
	redirect  string
	waited    bool // a poll was told to wait
}

// says are errors in the words of Entra, as far as its documentation has them (learn.microsoft.com/entra/
// identity-platform/reference-error-codes); another number has no words.
var says = map[int]string{
	50076: "Due to a configuration change made by your administrator, or because you moved to a new location, you " +
		"must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
	50079: "Due to a configuration change made by your administrator, or because you moved to a new location, you " +
		"must enroll in multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
	50105: "Your administrator has configured the application to block users unless they are specifically granted " +
		"('assigned') access to the application.",
	53000: "Device is not in required device state: compliant. Conditional Access policy requires a compliant " +
		"device, and the device is not compliant.",
	53003: "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
	65001: "The user or administrator has not consented to use the application with ID '" + GraphTools + "'.",
	65004: "User declined to consent to access the app.",
	90094: "An administrator of the tenant has set a policy that prevents you from granting the application the " +
		"permissions it is requesting.",
	700016:  "Application with identifier '" + GraphTools + "' was not found in the directory.",
	7000112: "Application '" + GraphTools + "' (Microsoft Graph Command Line Tools) is disabled.",
}

func said(number int) *entraError {
	name := "interaction_required"
	if number == 65004 {
		name = "access_denied"
	}
	return &entraError{400, name, number, says[number]}
}

// authorize is the page of a sign-in: it sends itself on to the program that asked, with a code or an error, as Entra's
// does in the response mode form_post.
func (l *login) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if err := l.knows(r.PathValue("tenant")); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	redirect := q.Get("redirect_uri")
	if q.Get("response_mode") != "form_post" || !strings.HasPrefix(redirect, "http://localhost:") ||
		q.Get("code_challenge_method") != "S256" {
		http.Error(w, "AADSTS50011: The redirect URI is not one of the application.", http.StatusBadRequest)
		return
	}
	fields := map[string]string{"state": q.Get("state")}
	app, err := l.person(q.Get("client_id"), strings.Fields(q.Get("scope")))
	if e, refused := err.(*entraError); refused {
		fields["error"], fields["error_description"] = e.name, e.Error()+" Trace ID: 1\r\nTimestamp: 2"
	} else {
		fields["code"] = l.begin(flow{app: app, scopes: strings.Fields(q.Get("scope")),
			challenge: q.Get("code_challenge"), redirect: redirect})
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	signInPage.Execute(w, map[string]any{"To": redirect, "Fields": fields})
}

var signInPage = template.Must(template.New("").Parse(`<!doctype html><title>Sign in</title>
<form method="post" action="{{.To}}">
{{range $name, $value := .Fields}}<input type="hidden" name="{{$name}}" value="{{$value}}">
{{end}}<button>Continue</button></form><script>document.forms[0].submit()</script>
`))

// deviceCode begins a sign-in by a code, which is entered at once.
func (l *login) deviceCode(w http.ResponseWriter, r *http.Request) {
	if err := l.knows(r.PathValue("tenant")); err != nil {
		l.refuse(w, err)
		return
	}
	scopes := strings.Fields(r.PostFormValue("scope"))
	app, err := l.public(r.PostFormValue("client_id"))
	if err != nil {
		l.refuse(w, err)
		return
	}
	respond(w, http.StatusOK, map[string]any{"user_code": "S1MULATED", "expires_in": 900, "interval": 1,
		"device_code": l.begin(flow{app: app, scopes: scopes}), "verification_uri": "https://microsoft.com/devicelogin",
		"message": "To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the " +
			"code."})
}

// begin keeps a flow and gives its code.
func (l *login) begin(f flow) (code string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	code = fmt.Sprintf("code-%d", len(l.flows)+1)
	l.flows[code] = &f
	return code
}

// public is the application through which people sign in.
func (l *login) public(id string) (App, error) {
	i := slices.IndexFunc(l.apps, func(a App) bool { return a.Person != nil && strings.EqualFold(a.ClientID, id) })
	if i < 0 {
		return App{}, said(700016)
	}
	return l.apps[i], nil
}

// person has somebody consent, or not.
func (l *login) person(clientID string, scopes []string) (App, error) {
	app, err := l.public(clientID)
	if err != nil {
		return app, err
	}
	if app.Person.Refusal != 0 {
		return app, said(app.Person.Refusal)
	}
	known := Permissions()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, name := range permissionsIn(scopes) {
		switch {
		case !slices.Contains(known, name):
			return app, &entraError{400, "invalid_client", 650053, fmt.Sprintf("The application asked for scope "+
				"'%.80s' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'.", name)}
		case slices.Contains(l.consented[app.ClientID], name), slices.Contains(app.Person.Consented, name):
		case app.Person.Admin:
			l.consented[app.ClientID] = append(l.consented[app.ClientID], name)
		case name != "User.Read":
			return app, said(90094)
		}
	}
	return app, nil
}

// permissionsIn are Graph's permissions among scopes, without what names the resource.
func permissionsIn(scopes []string) (all []string) {
	for _, s := range scopes {
		if name := path.Base(s); !slices.Contains([]string{"openid", "profile", "offline_access", "email"}, name) {
			all = append(all, name)
		}
	}
	return all
}

// personToken answers a request for a token of a person.
func (l *login) personToken(w http.ResponseWriter, r *http.Request) {
	f, err := l.redeem(r)
	if err != nil {
		l.refuse(w, err)
		return
	}
	now, d := time.Now(), l.server.dir
	lifetime := f.app.Lifetime
	if lifetime == 0 {
		lifetime = time.Hour
	}
	l.mu.Lock()
	granted := slices.Concat(permissionsIn(f.scopes), l.consented[f.app.ClientID])
	l.mu.Unlock()
	if d.Permissions != nil {
		granted = slices.DeleteFunc(granted, func(name string) bool { return !slices.Contains(d.Permissions, name) })
	}
	granted = append(granted, f.app.Person.Consented...)
	slices.Sort(granted)
	granted = slices.Compact(granted)
	// Entra names the resource in the answer where the request did, and adds whatever was consented to before.
	resource, scopes := "", []string{"openid", "profile"}
	if i := slices.IndexFunc(f.scopes, func(s string) bool { return strings.Contains(s, "://") }); i >= 0 {
		resource = strings.TrimSuffix(f.scopes[i], path.Base(f.scopes[i]))
	}
	for _, name := range granted {
		scopes = append(scopes, resource+name)
	}
	upn, oid := "admin@"+d.domain, d.guid("signed-in", 1)
	issuer := "https://sts.windows.net/" + d.id + "/"
	access := l.server.mint(claims{Audience: strings.TrimSuffix(resource, "/"), Issuer: issuer, AppID: f.app.ClientID,
		Tenant: d.id, Kind: "user", UPN: upn, Scopes: strings.Join(granted, " "), IssuedAt: now.Unix(),
		Expires: now.Add(lifetime).Unix()})
	part := func(v any) string { return base64.RawURLEncoding.EncodeToString(plainJSON(v)) }
	respond(w, http.StatusOK, map[string]any{
		"token_type": "Bearer", "expires_in": int(lifetime.Seconds()), "ext_expires_in": int(lifetime.Seconds()),
		"scope": strings.Join(scopes, " "), "access_token": access, "refresh_token": l.begin(f),
		"client_info": part(map[string]any{"uid": oid, "utid": d.id}),
		"id_token": part(map[string]any{"alg": "none"}) + "." + part(map[string]any{"aud": f.app.ClientID, "tid": d.id,
			"oid": oid, "sub": oid, "preferred_username": upn, "iss": issuer, "exp": now.Add(time.Hour).Unix(),
			"iat": now.Unix()}) + ".",
	})
}

// redeem finds the flow that a code, of whatever kind, stands for, and ends it.
func (l *login) redeem(r *http.Request) (flow, error) {
	var code string
	switch r.PostFormValue("grant_type") {
	case "authorization_code":
		code = r.PostFormValue("code")
	case "refresh_token":
		code = r.PostFormValue("refresh_token")
	default:
		code = r.PostFormValue("device_code")
	}
	l.mu.Lock()
	kept := l.flows[code]
	if kept == nil {
		l.mu.Unlock()
		return flow{}, &entraError{400, "invalid_grant", 70000, "The provided grant is invalid or malformed."}
	}
	f, first := *kept, !kept.waited
	kept.waited = true
	l.mu.Unlock()
	switch r.PostFormValue("grant_type") {
	case "authorization_code":
		sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
		challenge := base64.RawURLEncoding.EncodeToString(sum[:])
		if f.challenge != challenge || f.redirect != r.PostFormValue("redirect_uri") {
			return f, &entraError{400, "invalid_grant", 501481, "The Code_Verifier does not match the code_challenge."}
		}
	case "refresh_token":
		f.scopes = strings.Fields(r.PostFormValue("scope"))
	default:
		if first {
			return f, &entraError{400, "authorization_pending", 70016, "OAuth 2.0 device flow error. Authorization " +
				"is pending. Continue polling."}
		}
	}
	_, err := l.person(f.app.ClientID, f.scopes)
	return f, err
}
