package odata

import (
	"encoding/base64"
	"regexp"
	"strings"
)

var claimsParam = regexp.MustCompile(`(?i)\bclaims="([^"]*)"`)

// claimsChallenge finds the claims that a continuous access evaluation challenge asks for,
// as JSON; "" when there are none.
func claimsChallenge(headers []string) string {
	for _, h := range headers {
		m := claimsParam.FindStringSubmatch(h)
		if m == nil {
			continue
		}
		s := strings.TrimRight(m[1], "=")
		for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if b, err := enc.DecodeString(s); err == nil && strings.HasPrefix(string(b), "{") {
				return string(b)
			}
		}
	}
	return ""
}
