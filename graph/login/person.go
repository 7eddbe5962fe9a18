package login

import (
	"context"
	"errors"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// person is a credential that asks somebody, by a browser window or a code: once to sign in, and at most once more in a
// run, when a token was refused or cannot be renewed without asking. It asks for nothing by itself.
type person struct {
	cred  asking
	asked int // so far
}

// asking is azidentity's credentials of people, made with DisableAutomaticAuthentication.
type asking interface {
	azcore.TokenCredential
	Authenticate(context.Context, *policy.TokenRequestOptions) (azidentity.AuthenticationRecord, error)
}

// mostAsked is how often somebody is asked in a run.
const mostAsked = 2

// GetToken brings the token that is kept, or asks.
func (p *person) GetToken(ctx context.Context, opts policy.TokenRequestOptions) (azcore.AccessToken, error) {
	token, err := p.cred.GetToken(ctx, opts)
	if _, required := errors.AsType[*azidentity.AuthenticationRequiredError](err); !required {
		return token, err
	}
	return p.ask(ctx, opts)
}

// ask asks, whatever is kept.
func (p *person) ask(ctx context.Context, opts policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if p.asked == mostAsked {
		return azcore.AccessToken{}, &Error{Reason: "nobody is asked to sign in a third time in a run",
			hint: "start again; if Graph keeps refusing the tokens, look at the sign-in log of the account"}
	}
	p.asked++
	if _, err := p.cred.Authenticate(ctx, &opts); err != nil {
		return azcore.AccessToken{}, err
	}
	opts.Claims = "" // the token that is kept now has them; with claims it would be passed over
	return p.cred.GetToken(ctx, opts)
}
