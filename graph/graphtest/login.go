package graphtest

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// App is an application that may sign in.
type App struct {
	ClientID    string
	Secret      string            // "" refuses secrets
	Certificate *x509.Certificate // nil refuses certificates
	Assertion   string            // the federated token that is trusted; "" refuses them
	Roles       []string          // the application permissions; nil leaves them to the tenant's settings
	Lifetime    time.Duration     // of an access token; 0 is an hour
	Person      *Person           // signs in by it; nil refuses people
}

// TenantID is the id of the simulated tenant; its domains do as well wherever a tenant is named.
func (s *Server) TenantID() string { return s.dir.id }

// Login gives the tenant's sign-in: openid-configuration and token endpoint as azidentity uses them with
// AZURE_AUTHORITY_HOST and instance discovery off. Its clients insist on https: wrap it in TLS.
func (s *Server) Login(apps ...App) http.Handler {
	l := &login{server: s, apps: apps, flows: map[string]*flow{}, consented: map[string][]string{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{tenant}/v2.0/.well-known/openid-configuration", l.configuration)
	mux.HandleFunc("POST /{tenant}/oauth2/v2.0/token", l.token)
	mux.HandleFunc("GET /{tenant}/oauth2/v2.0/authorize", l.authorize)
	mux.HandleFunc("POST /{tenant}/oauth2/v2.0/devicecode", l.deviceCode)
	return mux
}

type login struct {
	server *Server
	apps   []App

	mu        sync.Mutex
	flows     map[string]*flow    // by their codes
	consented map[string][]string // to an app, since the start
}

// entraError is a refusal in the words of Microsoft Entra.
type entraError struct {
	status      int
	name        string
	number      int
	description string
}

func (e *entraError) Error() string { return fmt.Sprintf("AADSTS%d: %s", e.number, e.description) }

func (l *login) refuse(w http.ResponseWriter, err error) {
	e, ok := errors.AsType[*entraError](err)
	if !ok {
		panic(err)
	}
	trace := l.server.dir.guid("trace", int(l.server.requests.Add(1)))
	now := time.Now().UTC().Format("2006-01-02 15:04:05Z")
	respond(w, e.status, map[string]any{
		"error": e.name, "error_codes": []int{e.number}, "timestamp": now, "trace_id": trace, "correlation_id": trace,
		"error_description": fmt.Sprintf("AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s", e.number,
			e.description, trace, trace, now),
		"error_uri": fmt.Sprintf("https://login.microsoftonline.com/error?code=%d", e.number),
	})
}

func respond(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(plainJSON(v))
}

func (l *login) knows(tenant string) error {
	d := l.server.dir
	if slices.ContainsFunc([]string{d.id, d.domain, d.initialDomain},
		func(s string) bool { return strings.EqualFold(s, tenant) }) {
		return nil
	}
	return &entraError{400, "invalid_tenant", 90002, fmt.Sprintf("Tenant '%.80s' not found. Check to make sure you "+
		"have the correct tenant ID and are signing into the correct cloud. Check with your subscription "+
		"administrator, this may happen if there are no active subscriptions for the tenant.", tenant)}
}

func (l *login) configuration(w http.ResponseWriter, r *http.Request) {
	tenant := r.PathValue("tenant")
	if err := l.knows(tenant); err != nil {
		l.refuse(w, err)
		return
	}
	base := "https://" + r.Host + "/" + tenant
	respond(w, http.StatusOK, map[string]any{
		"issuer":                                base + "/v2.0",
		"authorization_endpoint":                base + "/oauth2/v2.0/authorize",
		"token_endpoint":                        base + "/oauth2/v2.0/token",
		"device_authorization_endpoint":         base + "/oauth2/v2.0/devicecode",
		"token_endpoint_auth_methods_supported": []string{"client_secret_post", "private_key_jwt"},
		"response_types_supported":              []string{"code", "id_token"},
		"subject_types_supported":               []string{"pairwise"},
		"id_token_signing_alg_values_supported": []string{"RS256"},
	})
}

func (l *login) token(w http.ResponseWriter, r *http.Request) {
	if slices.Contains([]string{"authorization_code", "refresh_token", "device_code",
		"urn:ietf:params:oauth:grant-type:device_code"}, r.PostFormValue("grant_type")) {
		l.personToken(w, r)
		return
	}
	app, err := l.signIn(r)
	if err != nil {
		l.refuse(w, err)
		return
	}
	lifetime := app.Lifetime
	if lifetime == 0 {
		lifetime = time.Hour
	}
	now := time.Now()
	audience := strings.TrimSuffix(r.PostForm.Get("scope"), "/.default")
	respond(w, http.StatusOK, map[string]any{
		"token_type": "Bearer", "expires_in": int(lifetime.Seconds()), "ext_expires_in": int(lifetime.Seconds()),
		"access_token": l.server.mint(claims{
			Audience: audience, Issuer: "https://sts.windows.net/" + l.server.dir.id + "/",
			AppID: app.ClientID, Tenant: l.server.dir.id,
			Kind: "app", Roles: l.roles(app), IssuedAt: now.Unix(), Expires: now.Add(lifetime).Unix(),
		}),
	})
}

// roles are the application permissions that a token of the app names, which are never none.
func (l *login) roles(app App) []string {
	for _, granted := range [][]string{app.Roles, l.server.dir.Permissions, l.server.dir.granted} {
		if granted != nil {
			return granted
		}
	}
	return Permissions()
}

// signIn checks a client-credentials request and gives the application that made it.
func (l *login) signIn(r *http.Request) (App, error) {
	if err := l.knows(r.PathValue("tenant")); err != nil {
		return App{}, err
	}
	if err := r.ParseForm(); err != nil {
		return App{}, &entraError{400, "invalid_request", 900144, "The request body is malformed."}
	}
	form := r.PostForm
	if g := form.Get("grant_type"); g != "client_credentials" {
		return App{}, &entraError{400, "unsupported_grant_type", 70003,
			fmt.Sprintf("The app requested an unsupported grant type '%.40s'.", g)}
	}
	// MSAL adds openid, offline_access and profile.
	scope := strings.Fields(form.Get("scope"))
	scope = slices.DeleteFunc(scope, func(s string) bool { return !strings.HasSuffix(s, "/.default") })
	if len(scope) != 1 {
		return App{}, &entraError{400, "invalid_scope", 1002012,
			fmt.Sprintf("The provided value for scope %.80s is not valid. Client credential flows must have a scope "+
				"value with /.default suffixed to the resource identifier (application ID URI).", form.Get("scope"))}
	}
	form.Set("scope", scope[0])
	id := form.Get("client_id")
	i := slices.IndexFunc(l.apps, func(a App) bool { return strings.EqualFold(a.ClientID, id) })
	if i < 0 {
		return App{}, &entraError{400, "unauthorized_client", 700016,
			fmt.Sprintf("Application with identifier '%.80s' was not found in the directory '%s'. This can happen if "+
				"the application has not been installed by the administrator of the tenant "+
				"or consented to by any user "+
				"in the tenant. You may have sent your authentication request to the wrong tenant.", id,
				l.server.dir.org)}
	}
	return l.apps[i], l.apps[i].proves(form, r)
}

// proves checks the secret or assertion that came with the request.
func (a App) proves(form url.Values, r *http.Request) error {
	if assertion := form.Get("client_assertion"); assertion != "" {
		if a.Assertion != "" && assertion == a.Assertion {
			return nil
		}
		if a.Certificate != nil {
			if err := verify(assertion, a, r); err != nil {
				return &entraError{401, "invalid_client", 700027, fmt.Sprintf("The certificate with identifier used "+
					"to sign the client assertion is not registered on application: %v.", err)}
			}
			return nil
		}
		return &entraError{400, "invalid_request", 70021,
			"No matching federated identity record found for presented assertion."}
	}
	if a.Secret == "" || form.Get("client_secret") != a.Secret {
		return &entraError{401, "invalid_client", 7000215,
			fmt.Sprintf("Invalid client secret provided. Ensure the secret being sent in the request is the client "+
				"secret value, not the client secret ID, for a secret added to app '%s'.", a.ClientID)}
	}
	return nil
}

// verify checks a JWT that a client has signed with its certificate.
func verify(assertion string, a App, r *http.Request) error {
	part := strings.Split(assertion, ".")
	if len(part) != 3 {
		return errors.New("the assertion is no JWT")
	}
	var head struct{ Alg string }
	var body struct {
		Aud, Iss, Sub string
		Exp           int64
	}
	for i, into := range []any{&head, &body} {
		b, err := base64.RawURLEncoding.DecodeString(part[i])
		if err == nil {
			err = json.Unmarshal(b, into)
		}
		if err != nil {
			return err
		}
	}
	signature, err := base64.RawURLEncoding.DecodeString(part[2])
	if err != nil {
		return err
	}
	key, ok := a.Certificate.PublicKey.(*rsa.PublicKey)
	if !ok {
		return errors.New("the certificate has no RSA key")
	}
	sum := sha256.Sum256([]byte(part[0] + "." + part[1]))
	switch head.Alg {
	case "RS256":
		err = rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature)
	case "PS256":
		err = rsa.VerifyPSS(key, crypto.SHA256, sum[:], signature, nil)
	default:
		err = fmt.Errorf("unknown algorithm %.20q", head.Alg)
	}
	switch {
	case err != nil:
		return err
	case body.Iss != a.ClientID || body.Sub != a.ClientID:
		return errors.New("the assertion is another application's")
	case body.Aud != "https://"+r.Host+r.URL.Path:
		return fmt.Errorf("the assertion is for %.80q", body.Aud)
	case time.Now().Unix() >= body.Exp:
		return errors.New("the assertion is expired")
	}
	return nil
}
