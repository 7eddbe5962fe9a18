// Package login signs in to a Microsoft cloud and brings tokens for its Graph: the credentials, the clouds, and the
// transport that both go through. A secret goes to the sign-in host and nowhere else.
package login

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"prepaudit/graph/crash"
	"prepaudit/graph/odata"
)

// Options says how to sign in. Secrets come from files and from the environment only.
type Options struct {
	Method          string // one of Methods; "" means auto
	Cloud           Cloud
	Tenant          string // GUID or domain; "" where the method knows it by itself
	ClientID        string
	SecretFile      string // holds a client secret
	CertificateFile string // PEM or PKCS#12, with its private key
	PasswordFile    string // holds the password of CertificateFile
	TokenFile       string // holds a federated token, of a workload identity
	Getenv          func(string) string
	Transport       http.RoundTripper  // nil for http.DefaultTransport
	Say             func(string)       // speech for the user: who signed in and how, and the device code
	Scopes          []string           // delegated permissions of Graph, by name, that a person is asked for
	Terminal        bool               // somebody sits at a terminal, whom a window or a code may ask
	Open            func(string) error // opens an address in a browser; nil where there is none
	Limit           time.Duration      // of a sign-in; 0 for 15 minutes where a person is asked, else 45 seconds

	refusal *atomic.Pointer[Error] // by signInTransport
}

// Methods are the values of --auth, auto first.
func Methods() []string {
	return []string{"auto", "browser", "device-code", "cli", "secret", "certificate", "workload",
		"managed-identity", "pipelines", "github", "token"}
}

// Login is a way to sign in that was found complete. It has asked nobody yet.
type Login struct {
	opts Options

	asking sync.Mutex // by ask
	mu     sync.Mutex
	cred   azcore.TokenCredential
	method string
	told   bool
	last   string
	failed error // of the sign-in that did not work
	// stale is why a refused token was not replaced. What it still opens goes on being read.
	stale error
}

// New checks that everything the method needs is there.
func New(opts Options) (*Login, error) {
	opts.refusal = &atomic.Pointer[Error]{}
	if opts.Cloud.Name == "" {
		opts.Cloud = Clouds()[0]
	}
	if opts.Transport == nil {
		opts.Transport = http.DefaultTransport
	}
	if opts.Say == nil {
		opts.Say = func(string) {}
	}
	if opts.Getenv == nil {
		opts.Getenv = func(string) string { return "" }
	}
	if opts.Tenant == "" {
		opts.Tenant = opts.Getenv("AZURE_TENANT_ID")
	}
	if err := checkTenant(opts.Tenant); err != nil {
		return nil, err
	}
	if opts.ClientID == "" {
		opts.ClientID = opts.Getenv("AZURE_CLIENT_ID")
	}
	if err := checkClientID(opts.ClientID); err != nil {
		return nil, err
	}
	if host := opts.Getenv("AZURE_AUTHORITY_HOST"); host != "" {
		u, err := url.Parse(host)
		if err != nil || u.Scheme != "https" || u.Host == "" {
			return nil, &Error{Reason: "AZURE_AUTHORITY_HOST isn't an https address",
				hint: "it has the form https://login.microsoftonline.com/"}
		}
		opts.Cloud.LoginURL = host
	}
	l := &Login{opts: opts, method: opts.Method}
	if l.method == "" || l.method == "auto" {
		l.method = automatic(&opts)
	}
	var err error
	l.cred, err = newCredential(l.method, &l.opts)
	if err != nil {
		return nil, err
	}
	return l, nil
}

// Method is the method used, one of Methods; for auto what it came to, once that is known.
func (l *Login) Method() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.method
}

// Token brings an access token for the cloud's Graph, see odata.TokenFunc. Called once with no
// refusal before anything is read, it signs in, and says what is wrong with that once and for all: a
// sign-in that failed is not tried again, lest many readers open as many browser windows or lock the
// account. Only one that its caller gave up is. A refused token that could not be replaced fails those
// alone whom it was refused to.
func (l *Login) Token(ctx context.Context, refused odata.Refused) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.failed != nil:
		return "", l.failed
	case ctx.Err() != nil:
		return "", context.Cause(ctx)
	case refused.Token != "" && refused.Token != l.last:
		// Another reader met the refusal first.
		return l.last, nil
	case refused.Token != "" && l.stale != nil:
		return "", l.stale
	}
	token, err := l.within(ctx, refused)
	if err != nil {
		if ctx.Err() != nil {
			return "", context.Cause(ctx)
		}
		if refusal := l.opts.refusal.Load(); refusal != nil {
			err = refusal
		}
		failed := signInFailed(l.method, err)
		if refused.Token != "" {
			l.stale = failed
		} else {
			l.failed = failed
		}
		return "", failed
	}
	if chain, ok := l.cred.(*chain); ok {
		l.method = chain.used
	}
	if !l.told && (l.person() || l.opts.Method == "" || l.opts.Method == "auto") {
		l.opts.Say("signed in with --auth " + l.method + l.whom(token))
	}
	l.told = true
	l.last = token
	return token, nil
}

// whom says who signed in, as far as that is known.
func (l *Login) whom(token string) string {
	who := odata.Whom(token)
	if p, ok := l.cred.(*person); ok {
		who = cmp.Or(p.account.PreferredUsername, who)
	}
	if who == "" {
		return ""
	}
	return " as " + who
}

// Tenant is the one that was asked for, by id or domain; "" where nobody said, or it is whichever somebody signs in to.
func (l *Login) Tenant() string {
	if l.opts.Tenant == "organizations" || l.opts.Tenant == "common" {
		return ""
	}
	return strings.TrimSuffix(l.opts.Tenant, ".") // a domain's last dot
}

// Asks reports whether the sign-in host is asked for a token of Tenant, and gives no other. A token that somebody
// brings, a managed identity and the Azure CLI are of one tenant before.
func (l *Login) Asks() bool {
	return !slices.Contains([]string{"token", "managed-identity", "cli", "chain"}, l.Method())
}

// Person reports whether somebody was asked in a window or by a code.
func (l *Login) Person() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.person()
}

// within asks, and waits no longer than Options.Limit, even for what does not look at its context: a file that is a
// pipe, a program that does not end.
func (l *Login) within(ctx context.Context, refused odata.Refused) (string, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, l.limit(), l.tooLong())
	defer cancel()
	type answer struct {
		token  string
		err    error
		caught *crash.Panic
	}
	asked := make(chan answer, 1)
	go func() {
		l.asking.Lock() // whoever was given up may still be at it
		defer l.asking.Unlock()
		var a answer
		defer func() {
			a.caught = crash.Caught(recover())
			asked <- a
		}()
		a.token, a.err = l.ask(ctx, refused)
	}()
	select {
	case a := <-asked:
		if a.caught != nil {
			panic(a.caught)
		}
		if a.err == nil || ctx.Err() == nil {
			return a.token, a.err
		}
	case <-ctx.Done():
	}
	return "", context.Cause(ctx)
}

// person reports whether the method asks somebody.
func (l *Login) person() bool { return l.method == "browser" || l.method == "device-code" }

func (l *Login) limit() time.Duration {
	switch {
	case l.opts.Limit > 0:
		return l.opts.Limit
	case l.person():
		return 15 * time.Minute // as long as Entra keeps a device code
	}
	return 45 * time.Second
}

// tooLong is why a sign-in ends that takes longer than its limit.
func (l *Login) tooLong() *Error {
	if l.person() {
		return &Error{Method: l.method, Reason: fmt.Sprintf("nobody signed in within %v", l.limit()),
			hint: "start again, and finish in the window or with the code that comes; the page \"Sign in\" of " +
				"`prepaudit docs` says what to do about an AADSTS code in the window"}
	}
	return &Error{Method: l.method, Reason: fmt.Sprintf("no answer came within %v", l.limit()),
		hint: cmp.Or(methodHint(l.method), networkHint)}
}

// ask asks the credential, which keeps a token until it expires.
func (l *Login) ask(ctx context.Context, refused odata.Refused) (string, error) {
	opts := policy.TokenRequestOptions{
		Scopes:    l.opts.scopesOf(l.cred),
		Claims:    refused.Claims,
		EnableCAE: true,
	}
	if refused.Token == "" || refused.Claims != "" {
		token, err := l.cred.GetToken(ctx, opts)
		return token.Token, err
	}
	if p, ok := l.cred.(*person); ok {
		token, err := p.ask(ctx, opts)
		return token.Token, err
	}
	// Only a new credential asks again before that.
	cred, err := newCredential(l.method, &l.opts)
	if err != nil {
		return "", err
	}
	token, err := cred.GetToken(ctx, opts)
	if err == nil {
		l.cred = cred
	}
	return token.Token, err
}

// clientOptions makes azidentity use our transport and cloud. It lets requests out to the sign-in host
// and to one more address, unless that is "".
func (o *Options) clientOptions(also string) azcore.ClientOptions {
	return azcore.ClientOptions{
		Cloud: cloud.Configuration{ActiveDirectoryAuthorityHost: o.Cloud.LoginURL,
			Services: map[cloud.ServiceName]cloud.ServiceConfiguration{}},
		Transport: &http.Client{Transport: o.signInTransport(also)},
	}
}

// private reports a login host that Microsoft's instance discovery does not know.
func (o *Options) private() bool {
	u, err := url.Parse(o.Cloud.LoginURL)
	return err != nil || !slices.Contains(microsoftLogin, strings.ToLower(u.Host))
}

// need returns an error that names every missing piece: pairs of value and how to give it.
func need(method string, pairs ...string) error {
	var missing []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == "" {
			missing = append(missing, pairs[i+1])
		}
	}
	if missing == nil {
		return nil
	}
	return &Error{Reason: "--auth " + method + " needs " + strings.Join(missing, "; "), hint: registrationHint}
}
