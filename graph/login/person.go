package login

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/public"
)

// graphTools is Microsoft Graph Command Line Tools, the public client that Microsoft shares between the command line
// tools of Graph. It is in every cloud and needs no registration, and an administrator consents to single scopes of it.
// PowerShell's Connect-MgGraph signs in by it too, so that a tenant may have consented to more than is asked for here.
const (
	graphTools     = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
	graphToolsName = "Microsoft Graph Command Line Tools"
)

// person is a credential that asks somebody, by a browser window or a code: once to sign in, and at most once more in a
// run, when a token was refused or cannot be renewed without asking. It asks for nothing by itself.
//
// It stands on the library below azidentity, whose credentials can neither say the address for a browser that does not
// open, nor take a token of fewer scopes than were asked for.
type person struct {
	client  public.Client
	by      func(ctx context.Context, scopes []string, claims string) (public.AuthResult, error)
	asked   int // so far
	account public.Account
	scopes  []string // that are asked for when a token is renewed: those that were granted; nil before
}

// mostAsked is how often somebody is asked in a run.
const mostAsked = 2

func newPerson(o *Options) (*person, error) {
	client, err := public.New(cmp.Or(o.ClientID, graphTools),
		public.WithAuthority(strings.TrimRight(o.Cloud.LoginURL, "/")+"/"+cmp.Or(o.Tenant, "organizations")),
		public.WithHTTPClient(&http.Client{Transport: o.signInTransport("")}),
		public.WithClientCapabilities([]string{"CP1"}), // continuous access evaluation
		public.WithInstanceDiscovery(!o.private()))
	return &person{client: client}, err
}

func browser(o *Options) (azcore.TokenCredential, error) {
	if !o.Terminal {
		return nil, &Error{Reason: "--auth browser needs a terminal, and opens no window without one",
			hint: "run it in a terminal (standard input and standard error), or use --auth device-code; " +
				"in a pipeline sign in as an app"}
	}
	p, err := newPerson(o)
	if err != nil {
		return nil, err
	}
	open := func(address string) error {
		o.Say("opening your browser to sign in: " + o.asks() + ". No window? Press Ctrl+C and use --auth device-code")
		if err := o.open(address); err != nil {
			o.Say("the browser didn't open (" + oneLine(err.Error()) + "); open this address on this computer:")
			o.Say(address)
		}
		return nil
	}
	p.by = func(ctx context.Context, scopes []string, claims string) (public.AuthResult, error) {
		return p.client.AcquireTokenInteractive(ctx, scopes, public.WithClaims(claims), public.WithOpenURL(open))
	}
	return p, nil
}

func deviceCode(o *Options) (azcore.TokenCredential, error) {
	p, err := newPerson(o)
	if err != nil {
		return nil, err
	}
	p.by = func(ctx context.Context, scopes []string, claims string) (public.AuthResult, error) {
		code, err := p.client.AcquireTokenByDeviceCode(ctx, scopes, public.WithClaims(claims))
		if err != nil {
			return public.AuthResult{}, err
		}
		o.Say(fmt.Sprintf("to sign in, open %s and enter the code %s: %s", code.Result.VerificationURL,
			code.Result.UserCode, o.asks()))
		return code.AuthenticationResult(ctx)
	}
	return p, nil
}

// open opens an address in the browser.
func (o *Options) open(address string) error {
	if o.Open == nil {
		return errors.New("none was found")
	}
	return o.Open(address)
}

// asks says which app asks a person for what.
func (o *Options) asks() string {
	app := "app " + o.ClientID
	if o.ClientID == "" || strings.EqualFold(o.ClientID, graphTools) {
		app = graphToolsName
	}
	return app + " asks for " + strings.Join(o.Scopes, ", ")
}

// resource is the cloud's Graph, as scopes begin with it.
func (o *Options) resource() string { return strings.TrimRight(o.Cloud.GraphURL, "/") + "/" }

// scopesOf are what a method asks for: of an app without a user all that it was granted, of a person each by its name.
func (o *Options) scopesOf(cred azcore.TokenCredential) []string {
	if _, ok := cred.(*person); !ok {
		return []string{o.resource() + ".default"}
	}
	var all []string
	for _, name := range o.Scopes {
		all = append(all, o.resource()+name)
	}
	return all
}

// GetToken brings the token that is kept, or asks.
func (p *person) GetToken(ctx context.Context, opts policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if p.account.IsZero() {
		return p.ask(ctx, opts)
	}
	got, err := p.silent(ctx, opts.Claims)
	if err != nil {
		return p.ask(ctx, opts)
	}
	return azcore.AccessToken{Token: got.AccessToken, ExpiresOn: got.ExpiresOn.UTC()}, nil
}

func (p *person) silent(ctx context.Context, claims string) (public.AuthResult, error) {
	return p.client.AcquireTokenSilent(ctx, p.scopes, public.WithSilentAccount(p.account), public.WithClaims(claims))
}

// ask asks, whatever is kept.
func (p *person) ask(ctx context.Context, opts policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if p.asked == mostAsked {
		return azcore.AccessToken{}, &Error{Reason: "prepaudit doesn't ask anyone to sign in a third time in one run",
			hint: "start again; if Graph keeps refusing the tokens, look at the sign-in log of the account"}
	}
	p.asked++
	got, err := p.by(ctx, opts.Scopes, opts.Claims)
	p.scopes = opts.Scopes
	if declined := declinedScopes(err); declined != nil {
		got, err = p.rest(ctx, declined)
	}
	if err != nil {
		return azcore.AccessToken{}, err
	}
	p.account = got.Account
	return azcore.AccessToken{Token: got.AccessToken, ExpiresOn: got.ExpiresOn.UTC()}, nil
}

// rest is the token of a sign-in that granted less than was asked for, which the library keeps and does not hand out.
func (p *person) rest(ctx context.Context, declined []string) (public.AuthResult, error) {
	p.scopes = slices.DeleteFunc(slices.Clone(p.scopes), func(s string) bool { return slices.Contains(declined, s) })
	accounts, err := p.client.Accounts(ctx)
	if err != nil {
		return public.AuthResult{}, err
	}
	if len(p.scopes) == 0 || len(accounts) == 0 {
		return public.AuthResult{}, &Error{Reason: "none of the permissions that were asked for was granted",
			hint: consentHint}
	}
	p.account = accounts[0]
	return p.silent(ctx, "")
}

// declinedScopes are those that the library says were not granted, in the only way in which it says so.
func declinedScopes(err error) []string {
	if err == nil {
		return nil
	}
	_, list, found := strings.Cut(err.Error(), "declined scopes are present: ")
	if !found {
		return nil
	}
	return strings.Split(list, ",")
}
