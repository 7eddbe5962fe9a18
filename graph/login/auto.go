package login

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// automatic chooses a method by what the environment holds. What somebody put there on purpose is
// used alone: should it fail, signing in as somebody else would be no help. Only without any such
// thing somebody at a terminal is asked, and elsewhere a chain of guesses is tried. Whoever az is signed in as is no
// guess at a terminal: az's own tokens read neither policies nor Intune, and may be of another tenant.
func automatic(o *Options) string {
	set := func(names ...string) bool {
		for _, n := range names {
			if o.Getenv(n) == "" {
				return false
			}
		}
		return true
	}
	switch {
	case set("PREPAUDIT_ACCESS_TOKEN"):
		return "token"
	case o.SecretFile != "" || set("AZURE_CLIENT_SECRET"):
		return "secret"
	case o.CertificateFile != "" || set("AZURE_CLIENT_CERTIFICATE_PATH"):
		return "certificate"
	case o.TokenFile != "" || set("AZURE_FEDERATED_TOKEN_FILE"):
		return "workload"
	case set("SYSTEM_OIDCREQUESTURI", "SYSTEM_ACCESSTOKEN", "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"):
		return "pipelines"
	case o.ClientID != "" && set("ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"):
		return "github"
	case set("IDENTITY_ENDPOINT"):
		return "managed-identity"
	case o.Terminal && o.Open != nil:
		return "browser"
	case o.Terminal:
		return "device-code"
	}
	return "chain"
}

// chain tries credentials until one brings a token, and stays with it.
type chain struct {
	methods []string
	creds   []azcore.TokenCredential
	used    string
}

func newChain(o *Options) (*chain, error) {
	c := &chain{methods: []string{"cli", "managed-identity"}}
	for _, method := range c.methods {
		cred, err := newCredential(method, o)
		if err != nil {
			return nil, err
		}
		c.creds = append(c.creds, cred)
	}
	return c, nil
}

// guessTime bounds one guess: off Azure the address of a managed identity leads nowhere.
const guessTime = 15 * time.Second

func (c *chain) GetToken(ctx context.Context, opts policy.TokenRequestOptions) (azcore.AccessToken, error) {
	var reasons []string
	for i, cred := range c.creds {
		if c.used != "" && c.used != c.methods[i] {
			continue
		}
		try, cancel := context.WithTimeout(ctx, guessTime)
		token, err := cred.GetToken(try, opts)
		cancel()
		if err == nil {
			c.used = c.methods[i]
			return token, nil
		}
		if ctx.Err() != nil {
			return azcore.AccessToken{}, context.Cause(ctx)
		}
		reasons = append(reasons, fmt.Sprintf("%s: %s", c.methods[i], signInFailed(c.methods[i], err).Reason))
	}
	return azcore.AccessToken{}, &Error{
		Reason: "no way to sign in was found (" + strings.Join(reasons, "; ") + ")",
		hint: "choose one with --auth: as a person device-code or, in a terminal, browser; with az login cli; in a " +
			"pipeline secret, certificate, workload, github or pipelines",
	}
}
