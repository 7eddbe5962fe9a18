package saved

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"prepaudit/graph/odata"
	"prepaudit/rules/english"
)

// Error is a saved answer that is not there, or cannot be used. Where pages are missing, or are of another reading,
// what was read of them stands.
type Error struct{ problem, hint string }

func (e *Error) Error() string { return e.problem }

// Hint says what to do, or is "".
func (e *Error) Hint() string { return e.hint }

const (
	saveAgain = "save the answer again, as it comes from Graph, Graph Explorer or az rest"
	saveAll   = "save the answers of Graph as subscribedSkus.json, users.json, organization.json, " +
		"subscriptions.json, mobileDeviceManagementPolicies.json and transitiveMembers-GROUPID.json"
	saveNext = "save the page that its @odata.nextLink leads to as well, under a name that sorts after it, and so on " +
		"to " +
		"the last page"
	saveOnce = "keep only the pages of one reading in a folder, each but the last with its " +
		"@odata.nextLink, named so that they sort in their order"
	saveInOneGo = "a page is missing, or is of another reading: save all pages again in one go, into an empty folder"
)

// broken is a file that cannot be used.
func broken(path, problem, hint string) *Error { return &Error{path + ": " + problem, hint} }

// together is one error that tells several, each once with what to do; alone it stays what it is.
func together(all []error) error {
	if len(all) == 1 {
		return all[0]
	}
	e := &Error{problem: english.Count(len(all), "saved answer") + " cannot be used"}
	var hints []string
	for _, err := range all {
		e.problem += "; " + err.Error()
		if own, ok := errors.AsType[*Error](err); ok && own.hint != "" && !slices.Contains(hints, own.hint) {
			hints = append(hints, own.hint)
		}
	}
	e.hint = strings.Join(hints, "; ")
	return e
}

// scanError says in one line what is wrong with a file, and where.
func scanError(path string, dec *jsontext.Decoder, err error) error {
	problem := odata.OneLine(err.Error(), 300)
	if errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF {
		problem = fmt.Sprintf("the file ends in the middle, after byte %d", dec.InputOffset())
	} else if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		problem = fmt.Sprintf("invalid JSON at byte %d: %s", syntax.ByteOffset, odata.OneLine(syntax.Err.Error(), 300))
	}
	return broken(path, problem, saveAgain)
}
