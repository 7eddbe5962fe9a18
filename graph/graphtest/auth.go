package graphtest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// caller is on whose behalf a request is made.
type caller struct {
	appOnly     bool
	all         bool // every permission
	permissions []string
}

func (c caller) may(permission string) bool {
	return c.all || slices.Contains(c.permissions, permission)
}

// claims is what the simulator reads of an access token.
type claims struct {
	Audience string   `json:"aud,omitempty"`
	Issuer   string   `json:"iss,omitempty"`
	AppID    string   `json:"appid,omitempty"`
	Tenant   string   `json:"tid,omitempty"`
	Kind     string   `json:"idtyp,omitempty"` // app, user
	Roles    []string `json:"roles,omitempty"`
	Scopes   string   `json:"scp,omitempty"`
	UPN      string   `json:"upn,omitempty"`
	IssuedAt int64    `json:"iat,omitempty"`
	Expires  int64    `json:"exp,omitempty"`
}

// authenticate reads the bearer token. A token that is no JWT stands for the tenant's own settings.
func (s *Server) authenticate(req *request) (caller, error) {
	c := caller{appOnly: s.dir.appOnly || s.dir.AppOnly, permissions: s.dir.Permissions}
	if c.permissions == nil {
		c.permissions = s.dir.granted
	}
	c.all = c.permissions == nil
	scheme, token, _ := strings.Cut(req.header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return c, unauthenticated("Access token is empty.")
	}
	part := strings.Split(token, ".")
	if len(part) != 3 {
		if s.dir.RequireLogin {
			return c, unauthenticated("JWT is not well formed, there are no dots (.).")
		}
		return c, nil
	}
	var cl claims
	b, err := base64.RawURLEncoding.DecodeString(part[1])
	if err == nil {
		err = json.Unmarshal(b, &cl)
	}
	if err != nil {
		return c, unauthenticated("IDX14100: JWT is not well formed.")
	}
	if s.dir.RequireLogin && !hmac.Equal([]byte(part[2]), []byte(s.signature(part[0]+"."+part[1]))) {
		return c, unauthenticated("IDX10511: Signature validation failed.")
	}
	if cl.Expires > 0 && time.Now().Unix() >= cl.Expires {
		return c, unauthenticated("Lifetime validation failed, the token is expired.")
	}
	if cl.Kind != "" {
		c.appOnly = cl.Kind == "app"
	}
	if cl.Roles != nil || cl.Scopes != "" {
		c.all, c.permissions = false, append(cl.Roles, strings.Fields(cl.Scopes)...)
	}
	return c, nil
}

// mint makes a signed access token.
func (s *Server) mint(cl claims) string {
	b, err := json.Marshal(cl)
	if err != nil {
		panic(err)
	}
	plain := base64.RawURLEncoding.EncodeToString([]byte(`{"typ":"JWT","alg":"HS256","kid":"simulated"}`)) + "." +
		base64.RawURLEncoding.EncodeToString(b)
	return plain + "." + s.signature(plain)
}

func (s *Server) signature(plain string) string {
	h := hmac.New(sha256.New, []byte(s.dir.id))
	h.Write([]byte(plain))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}
