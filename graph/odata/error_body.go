package odata

import (
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// lenient takes what a Decoder takes.
var lenient = json.JoinOptions(jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))

// errorBody finds code and message in the body of an error, {"error":{"code":…,"message":…}}, and whether they are
// those of a service behind Graph.
func errorBody(body []byte) (code, message string, relayed bool) {
	var b struct {
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	err := json.Unmarshal(body, &b, lenient)
	if err != nil && b.Error.Code == "" {
		if looksLikeHTML(body) {
			return "", "a web page instead of a Graph answer", false
		}
		return "", "", false
	}
	code, message, relayed = unwrap(b.Error.Code, b.Error.Message)
	return OneLine(code, 100), OneLine(message, 600), relayed
}

// unwrap takes out what a service behind Graph says. Intune writes its error as JSON into Graph's message, with its own
// code around it where Graph has none, and ends its words with ids and an address that differ with every request
// (microsoftgraph/msgraph-sdk-powershell#1257, 2022-05).
func unwrap(code, message string) (string, string, bool) {
	relayed := false
	for strings.HasPrefix(strings.TrimSpace(message), "{") {
		var inner struct{ ErrorCode, Message string }
		err := json.Unmarshal([]byte(message), &inner, lenient)
		if err != nil || inner.ErrorCode == "" && inner.Message == "" {
			break
		}
		relayed, message = true, inner.Message
		if code == "" || code == "UnknownError" {
			code = inner.ErrorCode
		}
	}
	message, _, _ = strings.Cut(message, " - Operation ID ")
	return code, message, relayed
}
