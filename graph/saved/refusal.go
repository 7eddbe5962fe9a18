package saved

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// statusOf is the status that a refusal came with, by its code: files do not keep it. What would be worth another try
// when Graph says it is none in a file.
func statusOf(refusal jsontext.Value) int {
	var body struct{ Code string }
	if err := json.Unmarshal(refusal, &body); err != nil {
		return http.StatusBadRequest
	}
	switch code := strings.ToLower(body.Code); {
	case strings.HasSuffix(code, "notfound"):
		return http.StatusNotFound
	case code == "forbidden", code == "accessdenied", strings.HasPrefix(code, "authorization_"),
		strings.HasPrefix(code, "authentication_requestfromnonpremiumtenant"):
		return http.StatusForbidden
	case code == "unauthorized", code == "unknownerror", code == "invalidauthenticationtoken":
		return http.StatusUnauthorized
	}
	return http.StatusBadRequest
}
