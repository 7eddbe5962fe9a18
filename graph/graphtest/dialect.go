package graphtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Dialect is a way of answering that some tenants have. Without one the simulation answers as the newest captures of
// live tenants do. Several dialects go together.
type Dialect struct {
	Name        string
	Description string
	Source      string // who saw it, or documents it
	Date        string // of Source, as 2006-01

	patterns []string // of the routes that it is about; a * at the end stands for anything
	// instead answers a request in place of the resource; nil is no such answer.
	instead func(*request) error
	// rewrite changes an answer, as decoded: an object, or a collection in "value".
	rewrite func(req *request, answer map[string]any)
}

// Dialects lists what some tenants do otherwise.
func Dialects() []Dialect {
	return slices.Concat(deviceGroupDialects(), intuneDialects(), groupDialects(), accessDialects(),
		deviceDialects())
}

// CheckDialect reports a name that none of Dialects has.
func CheckDialect(name string) error {
	var names []string
	for _, d := range Dialects() {
		if d.Name == name {
			return nil
		}
		names = append(names, d.Name)
	}
	return fmt.Errorf("unknown dialect %q; known are %s", name, strings.Join(names, ", "))
}

// dialectsOf finds those of a tenant.
func dialectsOf(names []string) ([]Dialect, error) {
	var out []Dialect
	for _, name := range names {
		if err := CheckDialect(name); err != nil {
			return nil, err
		}
		all := Dialects()
		out = append(out, all[slices.IndexFunc(all, func(d Dialect) bool { return d.Name == name })])
	}
	return out, nil
}

// about reports whether a dialect concerns a request.
func (d *Dialect) about(req *request) bool {
	return slices.ContainsFunc(d.patterns, func(p string) bool {
		prefix, wild := strings.CutSuffix(p, "*")
		return req.pattern == p || wild && strings.HasPrefix(req.pattern, prefix)
	})
}

// speaks reports whether the tenant has a dialect that its resource asks for itself.
func (s *Server) speaks(name string) bool {
	return slices.ContainsFunc(s.dialects, func(d Dialect) bool { return d.Name == name })
}

// refusal is what a dialect answers in place of the resource, or nil.
func (s *Server) refusal(req *request) error {
	for _, d := range s.dialects {
		if d.instead != nil && d.about(req) {
			if err := d.instead(req); err != nil {
				return err
			}
		}
	}
	return nil
}

// translate puts an answer into the tenant's dialects.
func (s *Server) translate(req *request, rep *reply) {
	for _, d := range s.dialects {
		if d.rewrite == nil || !d.about(req) {
			continue
		}
		var answer map[string]any
		dec := json.NewDecoder(bytes.NewReader(rep.body))
		dec.UseNumber()
		if err := dec.Decode(&answer); err != nil {
			panic(req.pattern + ": " + err.Error())
		}
		d.rewrite(req, answer)
		rep.body = plainJSON(answer)
	}
}

// each calls change with every object of an answer.
func each(answer map[string]any, change func(map[string]any)) {
	list, ok := answer["value"].([]any)
	if !ok {
		change(answer)
	}
	for _, o := range list {
		change(o.(map[string]any))
	}
}
