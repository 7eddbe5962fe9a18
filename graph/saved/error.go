package saved

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"prepaudit/graph/odata"
)

// Error is a saved answer that cannot be used.
type Error struct {
	File, Problem string
	hint          string
}

func (e *Error) Error() string {
	if e.File == "" {
		return e.Problem
	}
	return e.File + ": " + e.Problem
}

// Hint says what to do, or is "".
func (e *Error) Hint() string { return e.hint }

// MissingFileError is a dataset that nobody saved.
type MissingFileError struct {
	File    string // that was looked for
	Request string // the answer to which it should hold: version, path and query
}

func (e *MissingFileError) Error() string { return fmt.Sprintf("there is no file %s", e.File) }

// Hint says what to do.
func (e *MissingFileError) Hint() string { return "save the answer to GET " + e.Request }

// IncompleteError is a saved collection of which pages are missing, or are of another reading. What
// was read of it stands.
type IncompleteError struct {
	File    string // the last page; "" where it is not one file's fault
	Problem string
	hint    string
}

func (e *IncompleteError) Error() string {
	if e.File == "" {
		return e.Problem
	}
	return e.File + " " + e.Problem
}

// Hint says what to do.
func (e *IncompleteError) Hint() string { return e.hint }

// errGraph is what a file holds that was saved from a request that failed.
type errGraph struct{ said string }

func (e *errGraph) Error() string { return "it holds an error of Graph, not data: " + e.said }

func graphError(v jsontext.Value) error {
	var body struct{ Code, Message string }
	if err := json.Unmarshal(v, &body); err != nil || body.Code == "" && body.Message == "" {
		return &errGraph{"without words"}
	}
	return &errGraph{odata.OneLine(body.Code+": "+body.Message, 300)}
}

// scanError says in one line what is wrong with a file, and where.
func scanError(path string, dec *jsontext.Decoder, err error) error {
	if _, ok := errors.AsType[*errGraph](err); ok {
		return &Error{File: path, Problem: err.Error(), hint: "the request failed when it was saved; its message says why"}
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF {
		return &Error{File: path, Problem: fmt.Sprintf("the file ends in the middle, behind byte %d", dec.InputOffset()), hint: saveAgain}
	}
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return &Error{File: path, Problem: fmt.Sprintf("invalid JSON at byte %d: %s", syntax.ByteOffset, odata.OneLine(syntax.Err.Error(), 300)), hint: saveAgain}
	}
	return &Error{File: path, Problem: odata.OneLine(err.Error(), 300), hint: saveAgain}
}
