package graphtest

import (
	"slices"
	"strings"
)

// expanded lists the navigation properties of $expand, without the options in brackets.
func (q *query) expanded() []string {
	var out []string
	depth, from := 0, 0
	for i := 0; i <= len(q.expand); i++ {
		switch {
		case i == len(q.expand) || depth == 0 && q.expand[i] == ',':
			name, _, _ := strings.Cut(q.expand[from:i], "(")
			if name = strings.TrimSpace(name); name != "" {
				out = append(out, name)
			}
			from = i + 1
		case q.expand[i] == '(':
			depth++
		case q.expand[i] == ')':
			depth--
		}
	}
	return out
}

func (q *query) expands(name string) bool { return slices.Contains(q.expanded(), name) }

// mayExpand refuses what is no navigation property of the type.
func (q *query) mayExpand(entity string, navigation ...string) error {
	for _, name := range q.expanded() {
		if !slices.Contains(navigation, name) {
			return refuse(400, "BadRequest", "Parsing OData Select and Expand failed: Could not find a property "+
				"named '"+name+"' on type 'microsoft.graph."+entity+"'.")
		}
	}
	return nil
}
