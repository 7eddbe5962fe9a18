package odata

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// tokenClaims is what a token says about itself. Nobody checked its signature, so it may narrow
// what is done and be shown; it must never widen anything.
type tokenClaims struct {
	token    string
	audience string
	appOnly  bool
	known    bool
}

// readClaims looks into a JWT; of anything else it knows nothing.
func readClaims(token string) *tokenClaims {
	tc := &tokenClaims{token: token}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return tc
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return tc
	}
	var c struct {
		Aud   any    `json:"aud"`
		IDTyp string `json:"idtyp"`
		Scp   string `json:"scp"`
	}
	if json.Unmarshal(payload, &c) != nil {
		return tc
	}
	tc.known = true
	tc.appOnly = c.IDTyp == "app" || c.IDTyp == "" && c.Scp == ""
	switch aud := c.Aud.(type) {
	case string:
		tc.audience = aud
	case []any:
		if len(aud) == 1 {
			tc.audience, _ = aud[0].(string)
		}
	}
	return tc
}

// graphAppID is the audience that Microsoft Graph has in every cloud.
const graphAppID = "00000003-0000-0000-c000-000000000000"

// mayGoTo checks that the token was not made out for another host.
func (tc *tokenClaims) mayGoTo(base *url.URL, hosts []string) error {
	here := strings.ToLower(base.Hostname())
	want := ""
	if strings.EqualFold(tc.audience, graphAppID) {
		if slices.Contains(hosts, here) {
			return nil
		}
		want = "Microsoft Graph"
	} else if u, err := url.Parse(strings.ToLower(tc.audience)); err == nil && slices.Contains(hosts, u.Host) {
		if u.Host == here && base.Scheme == "https" {
			return nil
		}
		want = u.Host
	}
	if want == "" {
		return nil
	}
	return &GuardError{
		Reason: fmt.Sprintf("the access token is for %s and is not sent to %s", want, base.Host),
		hint:   "choose the cloud that the token belongs to with --cloud, or sign in to this one",
	}
}

// token brings a token that may go to the host. Only refused.Token == "" may be answered with a
// token seen before.
func (c *Client) token(ctx context.Context, refused Refused) (string, error) {
	token, err := c.cfg.Token(ctx, refused)
	if err != nil {
		return "", err
	}
	tc := c.claims.Load()
	if tc == nil || tc.token != token {
		tc = readClaims(token)
		c.claims.Store(tc)
	}
	return token, tc.mayGoTo(c.cfg.Base, c.cfg.TokenHosts)
}

// AppOnly reports whether the last token named no user. It is false before the first request and
// for a token that cannot be looked into.
func (c *Client) AppOnly() bool {
	tc := c.claims.Load()
	return tc != nil && tc.known && tc.appOnly
}
