package odata

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Claims is what a token says about itself. Nobody checked its signature, so it may narrow what is done and be shown;
// it must never widen anything.
type Claims struct {
	AppOnly bool     // it names no user
	Granted []string // permissions: scp of a user's token, roles of an app's
	Roles   []string // wids: template ids of the Entra roles that are active
	User    string   // the user principal name
	AppName string
	AppID   string
	Tenant  string // its id, of whose directory it opens what it opens
}

type tokenClaims struct {
	Claims
	token     string
	audiences []string
	known     bool
}

// readClaims looks into a JWT; of anything else it knows nothing.
func readClaims(token string) *tokenClaims {
	tc := &tokenClaims{token: token}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return tc
	}
	payload, ok := decodePart(parts[1])
	if !ok {
		return tc
	}
	var c struct {
		Aud   any      `json:"aud"`
		IDTyp string   `json:"idtyp"`
		Scp   string   `json:"scp"`
		Roles []string `json:"roles"`
		WIDs  []string `json:"wids"`
		UPN   string   `json:"upn"`
		Name  string   `json:"app_displayname"`
		AppID string   `json:"appid"`
		TID   string   `json:"tid"`
	}
	if json.Unmarshal(payload, &c) != nil {
		return tc
	}
	tc.known = true
	tc.Claims = Claims{c.IDTyp == "app" || c.IDTyp == "" && c.Scp == "", strings.Fields(c.Scp), c.WIDs, c.UPN, c.Name,
		c.AppID, c.TID}
	if tc.AppOnly {
		tc.Granted = c.Roles
	}
	switch aud := c.Aud.(type) {
	case string:
		tc.audiences = []string{aud}
	case []any:
		for _, a := range aud {
			if text, ok := a.(string); ok {
				tc.audiences = append(tc.audiences, text)
			}
		}
	}
	return tc
}

// Whom is who a token says it is of, for words only; "" where it doesn't say.
func Whom(token string) string {
	c := readClaims(token).Claims
	if app := cmp.Or(c.AppName, c.AppID); c.AppOnly && app != "" {
		return "app " + app
	}
	return c.User
}

// decodePart decodes a part of a JWT; some that write them take the other alphabet of base64.
func decodePart(s string) ([]byte, bool) {
	s = strings.TrimRight(s, "=")
	for _, enc := range []*base64.Encoding{base64.RawURLEncoding, base64.RawStdEncoding} {
		if b, err := enc.DecodeString(s); err == nil {
			return b, true
		}
	}
	return nil, false
}

// graphAppID is the audience that Microsoft Graph has in every cloud.
const graphAppID = "00000003-0000-0000-c000-000000000000"

// mayGoTo checks that the token was not made out for another host.
func (tc *tokenClaims) mayGoTo(base *url.URL, hosts []string) error {
	here := strings.TrimRight(strings.ToLower(base.Hostname()), ".")
	isGraph := slices.Contains(hosts, here) && base.Scheme == "https" && (base.Port() == "" || base.Port() == "443")
	for _, aud := range tc.audiences {
		want := ""
		switch host := audienceHost(aud); {
		case strings.Contains(strings.ToLower(aud), graphAppID):
			if !isGraph {
				want = "Microsoft Graph"
			}
		case slices.Contains(hosts, host) && (!isGraph || host != here):
			want = host
		}
		if want != "" {
			return &GuardError{
				Reason: fmt.Sprintf("the access token is for %s and is not sent to %s", want, base.Host),
				hint:   "choose the cloud that the token belongs to with --cloud, or sign in to this one",
			}
		}
	}
	return nil
}

// audienceHost is the host that an audience names, in whatever form: with a scheme or without, with
// a port, a path, or the dot at the end of a full name.
func audienceHost(aud string) string {
	host := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(aud)), "spn:")
	if _, behind, ok := strings.Cut(host, "://"); ok {
		host = behind
	}
	host = strings.TrimLeft(host, "/")
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	host = host[strings.LastIndex(host, "@")+1:]
	host, _, _ = strings.Cut(host, ":")
	return strings.TrimRight(host, ".")
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
	return tc != nil && tc.known && tc.Claims.AppOnly
}

// Claims is what the last token said about itself; nil before the first, and for one that cannot be looked into.
func (c *Client) Claims() *Claims {
	if tc := c.claims.Load(); tc != nil && tc.known {
		return &tc.Claims
	}
	return nil
}

// SignIn brings a token, and sends nothing.
func (c *Client) SignIn(ctx context.Context) error {
	_, err := c.token(ctx, Refused{})
	return err
}
