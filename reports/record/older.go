package record

import (
	"bytes"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// olderKeys are the keys of schema version 1 that have other names today, and olderValues, by key, its values.
var (
	olderKeys = map[string]string{"byHand": "checkManually", "cure": "fix", "lots": "subscriptions",
		"nothingToJudge": "nothingToCheck", "spare": "saves", "unexplained": "unaccountedFor"}
	olderValues = map[string]map[string]string{
		"outcome": {"check by hand": "check manually"},
		"result":  {"check by hand": "check manually", "met": "pass", "not met": "fail"},
	}
)

// upgraded is a value of a report of schema version 1 in today's names.
func upgraded(value []byte) ([]byte, error) {
	in := jsontext.NewDecoder(bytes.NewReader(value), lenient)
	var b bytes.Buffer
	out := jsontext.NewEncoder(&b, lenient)
	key := ""
	for {
		tok, err := in.ReadToken()
		if err == io.EOF {
			return b.Bytes(), nil
		}
		if err != nil {
			return nil, err
		}
		if tok.Kind() == '"' {
			text := tok.String()
			renamed := olderValues[key][text]
			if kind, n := in.StackIndex(in.StackDepth()); kind == '{' && n%2 == 1 { // a key, not a value
				key, renamed = text, olderKeys[text]
			}
			if renamed != "" {
				tok = jsontext.String(renamed)
			}
		}
		if err := out.WriteToken(tok); err != nil {
			return nil, err
		}
	}
}
