package graphtest

import (
	"encoding/json"
	"fmt"
	"time"
)

// refusal is an answer that Graph gives in place of data.
type refusal struct {
	status        int
	code, message string
	header        map[string]string
}

func (e *refusal) Error() string { return fmt.Sprintf("%d %s: %s", e.status, e.code, e.message) }

func refuse(status int, code, message string) *refusal {
	return &refusal{status: status, code: code, message: message}
}

func refuseQuery(message string) *refusal { return refuse(400, "Request_UnsupportedQuery", message) }

func denied() *refusal {
	return refuse(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
}

func notFound(id string) *refusal {
	return refuse(404, "Request_ResourceNotFound", fmt.Sprintf(
		"Resource '%.60s' does not exist or one of its queried reference-property objects are not present.", id))
}

func noSegment(name string) *refusal {
	return refuse(404, "ResourceNotFound", fmt.Sprintf("Resource not found for the segment '%.60s'.", name))
}

func unauthenticated(message string) *refusal {
	e := refuse(401, "InvalidAuthenticationToken", message)
	e.header = map[string]string{"WWW-Authenticate": `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", ` +
		`client_id="00000003-0000-0000-c000-000000000000"`}
	return e
}

// body writes the error as Graph does.
func (e *refusal) body(requestID, clientRequestID string, now time.Time) []byte {
	type inner struct {
		Date            string `json:"date"`
		RequestID       string `json:"request-id"`
		ClientRequestID string `json:"client-request-id"`
	}
	b, err := json.Marshal(map[string]any{"error": map[string]any{
		"code": e.code, "message": e.message,
		"innerError": inner{now.UTC().Format("2006-01-02T15:04:05"), requestID, clientRequestID},
	}})
	if err != nil {
		panic(err)
	}
	return b
}
