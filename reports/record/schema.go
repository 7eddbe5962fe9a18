package record

import _ "embed"

//go:embed schema.json
var schemaText string

// Schema is the JSON schema (draft 2020-12) of the json format; a line of ndjson is one of its objects with the key
// record beside the others.
func Schema() string { return schemaText }
