package odata

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json"
)

// itemHeaders are all that an item of a $batch may have: they change how an answer looks, not what is done. "" stands for
// any value.
var itemHeaders = map[string]string{
	"Accept": "", "Accept-Language": "", "Consistencylevel": "", "Prefer": NewEnumMembers,
}

// NewEnumMembers is the value of Prefer by which members of an enumeration that are newer than its unknownFutureValue
// come by their names (Graph's best practices, evolvable enumerations).
const NewEnumMembers = "include-unknown-enum-members"

// checkBatch lets through a $batch of reads. Servers differ in which of two members of one name they
// take, and whether its case counts, so a body that could be read in two ways is none.
func checkBatch(body []byte) error {
	var batch batchBody
	if err := json.Unmarshal(body, &batch, json.RejectUnknownMembers(true)); err != nil {
		return &GuardError{Reason: "a $batch that cannot be looked through is not sent: " + OneLine(err.Error(), 200)}
	}
	for _, r := range batch.Requests {
		if r.Method != http.MethodGet || !localPath(r.URL) {
			return &GuardError{
				Reason: fmt.Sprintf("%.20q %.100q in a $batch is not a read of this host", r.Method, r.URL),
			}
		}
		for name, value := range r.Headers {
			if only, known := itemHeaders[http.CanonicalHeaderKey(name)]; !known || only != "" && only != value {
				return &GuardError{Reason: fmt.Sprintf("the header %.50q of an item of a $batch is not sent", name)}
			}
		}
	}
	return nil
}

// localPath reports whether an address is a path of the host that it is sent to, in whatever way it is read.
func localPath(address string) bool {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.Contains(address, `\`) ||
		strings.Contains(address, "://") {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "" && u.Host == ""
}
