package graphtest

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
)

// Several are tenants at one address, as Graph's are. A request is for the tenant that its token is of, a sign-in for the
// one in its path.
type Several []*Server

// ServeHTTP answers as the tenant of the token does; a token of none is refused by the first.
func (s Several) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	tid := tenantOf(r.Header.Get("Authorization"))
	for _, one := range s {
		if one.dir.id == tid {
			one.ServeHTTP(w, r)
			return
		}
	}
	s[0].ServeHTTP(w, r)
}

// Login gives the sign-in of all tenants, see Server.Login. Whoever names a domain gets the first tenant that has it.
func (s Several) Login(apps ...App) http.Handler {
	var all []http.Handler
	for _, one := range s {
		all = append(all, one.Login(apps...))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		for i, one := range s {
			if (&login{server: one}).knows(name) == nil {
				all[i].ServeHTTP(w, r)
				return
			}
		}
		all[0].ServeHTTP(w, r)
	})
}

// tenantOf is the tenant that a bearer token says it is of. Its server checks the signature.
func tenantOf(authorization string) string {
	part := strings.Split(authorization, ".")
	if len(part) != 3 {
		return ""
	}
	var cl claims
	b, err := base64.RawURLEncoding.DecodeString(part[1])
	if err != nil || json.Unmarshal(b, &cl) != nil {
		return ""
	}
	return cl.Tenant
}
