package record

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// part is a part of the JSON schema, as far as it says which keys must be there.
type part struct {
	Ref        string          `json:"$ref"`
	Required   []string        `json:"required"`
	Properties map[string]part `json:"properties"`
	Items      *part           `json:"items"`
	Defs       map[string]part `json:"$defs"`
}

// lacking names the first key that the schema requires of run or summary and that b does not hold; "" where it holds
// all. A report without its matrix is not one in which nothing was asked.
func lacking(name string, b []byte) (string, error) {
	var schema part
	if err := json.Unmarshal([]byte(schemaText), &schema); err != nil {
		return "", err
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return "", err
	}
	return schema.lacking(schema.Properties[name], name, v), nil
}

func (schema *part) lacking(p part, path string, v any) string {
	if p.Ref != "" {
		p = schema.Defs[strings.TrimPrefix(p.Ref, "#/$defs/")]
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range p.Required {
			if v[key] == nil { // a key that holds null says as little as none
				return path + "." + key
			}
		}
		for _, key := range slices.Sorted(maps.Keys(p.Properties)) {
			if inner, ok := v[key]; ok {
				if found := schema.lacking(p.Properties[key], path+"."+key, inner); found != "" {
					return found
				}
			}
		}
	case []any:
		for i, inner := range v {
			if p.Items == nil {
				break
			}
			if found := schema.lacking(*p.Items, fmt.Sprintf("%s[%d]", path, i), inner); found != "" {
				return found
			}
		}
	}
	return ""
}
