package graphtest

import (
	"errors"
	"net/http"
	"strconv"
	"time"
)

// statusFaults are answers other than the data.
func statusFaults() []FaultKind {
	kinds := []FaultKind{
		{Name: "429", Value: "SECONDS | date | none", value: "1",
			Description: "throttled; Retry-After in seconds (also 2.5), as a date two seconds ahead, or missing",
			check: func(v string) error {
				if _, err := strconv.ParseFloat(v, 64); err != nil && v != "date" && v != "none" {
					return errors.New("429 takes seconds, date or none")
				}
				return nil
			},
			instead: func(s *Server, req *request, a *active) reply {
				e := refuse(429, "TooManyRequests", "Too many requests.")
				e.header = map[string]string{"x-ms-throttle-limit-percentage": "1.2", "x-ms-throttle-scope": "Tenant_Application/ReadWrite", "x-ms-throttle-information": "ResourceUnitLimitExceeded"}
				switch a.Value {
				case "none":
				case "date":
					e.header["Retry-After"] = time.Now().Add(2 * time.Second).UTC().Format(http.TimeFormat)
				default:
					e.header["Retry-After"] = a.Value
				}
				return s.fail(req, e)
			}},
		{Name: "401", Description: "the token expires during the run; the challenge has claims",
			instead: func(s *Server, req *request, a *active) reply {
				e := unauthenticated("Lifetime validation failed, the token is expired.")
				e.header["WWW-Authenticate"] += `, error="insufficient_claims", ` +
					`claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNzAwMDAwMDAwIn19fQ=="`
				return s.fail(req, e)
			}},
		{Name: "403", times: Ever, Description: "access denied",
			instead: func(s *Server, req *request, a *active) reply { return s.fail(req, denied()) }},
		{Name: "premium", times: Ever, Description: "access denied, because the tenant has no Microsoft Entra ID P1",
			instead: func(s *Server, req *request, a *active) reply {
				return s.fail(req, refuse(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
					"Neither tenant is B2C or tenant doesn't have premium license"))
			}},
		{Name: "404", times: Ever, Description: "the dataset doesn't exist",
			instead: func(s *Server, req *request, a *active) reply { return s.fail(req, notFound(req.path)) }},
		{Name: "expired-token", Value: "CODE", value: "Directory_ExpiredPageToken",
			Description: "the $skiptoken is refused: Directory_ExpiredPageToken or DirectoryPageTokenNotFoundException",
			instead: func(s *Server, req *request, a *active) reply {
				return s.fail(req, refuse(400, a.Value,
					"The specified page token value has expired and can no longer be included in your request."))
			}},
		{Name: "redirect", Value: "URL", value: "https://other.example/v1.0/users",
			Description: "a redirect to another host",
			instead: func(s *Server, req *request, a *active) reply {
				return reply{status: 302, header: map[string]string{"Location": a.Value, "Content-Type": "text/html"},
					body: []byte("<a href=\"" + a.Value + "\">Found</a>.\n")}
			}},
		{Name: "html", Description: "a proxy's HTML page with status 200",
			instead: func(s *Server, req *request, a *active) reply {
				return reply{status: 200, header: map[string]string{"Content-Type": "text/html"},
					body: []byte("<!DOCTYPE html><html><head><title>Sign in to the " +
						"network</title></head><body>Please accept the terms.</body></html>")}
			}},
	}
	for _, e := range []*refusal{
		refuse(500, "InternalServerError", "Unable to complete the request."),
		refuse(502, "BadGateway", "The backend did not answer."),
		refuse(503, "ServiceUnavailable", "The service is temporarily unavailable."),
		refuse(504, "GatewayTimeout", "The backend took too long."),
	} {
		kinds = append(kinds,
			FaultKind{Name: itoa(e.status), Description: "status " + itoa(e.status) + ", " + http.StatusText(e.status),
				instead: func(s *Server, req *request, _ *active) reply { return s.fail(req, e) }})
	}
	return kinds
}
