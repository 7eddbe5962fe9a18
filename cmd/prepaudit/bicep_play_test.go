package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// bicep evaluates as much of Bicep as the template of an app uses. It is no compiler: it knows the grammar of what it
// meets, that names are declared, and which properties the types of Microsoft Graph have, and fails at all else.
type bicep struct {
	t      *testing.T
	tokens []string
	vars   map[string]any
	params map[string]bool // declared
	made   map[string][]map[string]any
	types  map[string]string // of resources, by their symbols
}

var bicepToken = regexp.MustCompile(`'(?:[^'\\\n]|\\.)*'|[A-Za-z_]\w*|=>|[^\s]|\n`)

// bicepProperties are those of the types that a template may declare (Microsoft Graph Bicep reference v1.0).
var bicepProperties = map[string]string{
	"Microsoft.Graph/applications@v1.0": "uniqueName displayName signInAudience isFallbackPublicClient publicClient " +
		"keyCredentials requiredResourceAccess",
	"federatedIdentityCredentials@v1.0":           "name issuer subject audiences",
	"Microsoft.Graph/servicePrincipals@v1.0":      "appId",
	"Microsoft.Graph/appRoleAssignedTo@v1.0":      "principalId resourceId appRoleId",
	"Microsoft.Graph/oauth2PermissionGrants@v1.0": "clientId consentType resourceId scope",
}

func playBicep(t *testing.T, text string, params map[string]any) *bicep {
	b := &bicep{t: t, vars: map[string]any{}, params: map[string]bool{}, made: map[string][]map[string]any{},
		types: map[string]string{}}
	maps.Copy(b.vars, params)
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "//") {
			b.tokens = append(b.tokens, bicepToken.FindAllString(line, -1)...)
		}
	}
	for b.skip(); len(b.tokens) > 0; b.skip() {
		b.statement()
	}
	for name := range params {
		if !b.params[name] {
			t.Errorf("there is no parameter %s", name)
		}
	}
	return b
}

func (b *bicep) peek() string {
	if len(b.tokens) == 0 {
		b.t.Fatal("the template ends too early")
	}
	return b.tokens[0]
}

func (b *bicep) next() string {
	token := b.peek()
	b.tokens = b.tokens[1:]
	return token
}

func (b *bicep) want(tokens ...string) {
	b.t.Helper()
	for _, token := range tokens {
		if got := b.next(); got != token {
			b.t.Fatalf("%q in place of %q before %q", got, token, strings.Join(b.tokens[:min(12, len(b.tokens))], " "))
		}
	}
}

func (b *bicep) skip() {
	for len(b.tokens) > 0 && b.tokens[0] == "\n" {
		b.next()
	}
}

func (b *bicep) text() string { return strings.Trim(b.next(), "'") }

func (b *bicep) statement() {
	switch word := b.next(); word {
	case "extension":
		if registry := b.text(); !strings.HasPrefix(registry, "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:") {
			b.t.Errorf("extension %s", registry)
		}
	case "param":
		name, kind := b.next(), b.next()
		b.params[name] = true
		if b.peek() == "=" {
			b.next()
			if value := b.value(); b.vars[name] == nil {
				b.vars[name] = value
			}
		}
		if _, text := b.vars[name].(string); text != (kind == "string") {
			b.t.Errorf("parameter %s is no %s: %v", name, kind, b.vars[name])
		}
	case "var":
		name := b.next()
		b.want("=")
		b.vars[name] = b.value()
	case "output":
		b.next()
		b.want("string", "=")
		if _, ok := b.value().(string); !ok {
			b.t.Error("an output is no string")
		}
	case "resource":
		b.resource("")
	default:
		b.t.Fatalf("%q begins no statement", word)
	}
}

// resource makes one, or several of a loop.
func (b *bicep) resource(parent string) {
	symbol, kind := b.next(), b.text()
	if bicepProperties[kind] == "" || strings.HasPrefix(kind, "Microsoft.") != (parent == "") {
		b.t.Fatalf("resource %s is a %s", symbol, kind)
	}
	b.types[symbol] = kind
	if b.peek() == "existing" {
		b.next()
		b.want("=")
		one := b.value().(map[string]any)
		b.vars[symbol] = map[string]any{"id": map[bool]string{true: "graph-id"}[one["appId"] == graphApp]}
		return
	}
	b.want("=")
	b.vars[symbol] = map[string]any{"id": "id of " + symbol, "appId": "appId of " + symbol}
	value := any(nil)
	if b.peek() == "if" {
		value = b.conditional()
	} else {
		value = b.object(symbol)
	}
	all, several := value.([]any)
	if !several && value != nil {
		all = []any{value}
	}
	for _, one := range all {
		properties := one.(map[string]any)
		for name := range properties {
			if !slices.Contains(strings.Fields(bicepProperties[kind]), name) {
				b.t.Errorf("%s has no property %s", kind, name)
			}
		}
		b.made[kind] = append(b.made[kind], properties)
	}
}

func (b *bicep) conditional() any {
	b.want("if", "(")
	on := b.value() == true
	b.want(")")
	if one := b.value(); on {
		return one
	}
	return nil
}

// object is a value that resources may be nested in.
func (b *bicep) object(symbol string) any {
	if b.peek() != "{" {
		return b.value()
	}
	b.want("{")
	one := map[string]any{}
	for b.skip(); b.peek() != "}"; b.skip() {
		name := b.next()
		if name == "resource" && b.peek() != ":" {
			b.vars[symbol].(map[string]any)["uniqueName"] = one["uniqueName"]
			b.resource(symbol)
			continue
		}
		b.want(":")
		if _, twice := one[name]; twice {
			b.t.Errorf("%s stands twice", name)
		}
		one[name] = b.value()
		if b.peek() != "}" {
			b.want("\n")
		}
	}
	b.want("}")
	return one
}

func (b *bicep) value() any {
	switch token := b.peek(); {
	case token == "{":
		return b.object("")
	case token == "[":
		return b.array()
	case token == "if":
		return b.conditional()
	case token[0] == '\'':
		return regexp.MustCompile(`\$\{([\w.]+)\}`).ReplaceAllStringFunc(b.text(), func(of string) string {
			return fmt.Sprint(b.path(strings.Split(of[2:len(of)-1], ".")))
		})
	}
	path := []string{b.next()}
	for b.peek() == "." {
		b.next()
		path = append(path, b.next())
	}
	switch path[0] {
	case "true", "false":
		return path[0] == "true"
	case "join":
		b.want("(")
		list := b.value().([]any)
		b.want(",")
		by := b.value().(string)
		b.want(")")
		var texts []string
		for _, v := range list {
			texts = append(texts, v.(string))
		}
		return strings.Join(texts, by)
	case "map":
		b.want("(")
		list := b.value().([]any)
		b.want(",")
		name := b.next()
		b.want("=>")
		mapped := b.each(name, list)
		b.want(")")
		return mapped
	}
	return b.path(path)
}

func (b *bicep) path(path []string) any {
	value, ok := b.vars[path[0]]
	if !ok {
		b.t.Fatalf("%s is not declared", path[0])
	}
	for _, name := range path[1:] {
		one, _ := value.(map[string]any)
		if value, ok = one[name]; !ok {
			b.t.Fatalf("%s has no %s", path[0], name)
		}
	}
	return value
}

func (b *bicep) array() any {
	b.want("[")
	list := []any{}
	for b.skip(); b.peek() != "]"; b.skip() {
		if b.peek() != "for" {
			list = append(list, b.value())
			continue
		}
		b.next()
		name := b.next()
		b.want("in")
		over := b.value().([]any)
		b.want(":")
		list = append(list, b.each(name, over)...)
	}
	b.want("]")
	return list
}

// each evaluates what follows for every element of a list.
func (b *bicep) each(name string, list []any) (all []any) {
	body := b.tokens
	if _, shadows := b.vars[name]; shadows || len(list) == 0 {
		b.t.Fatalf("%s in %v", name, list)
	}
	for _, v := range list {
		b.tokens = body
		b.vars[name] = v
		if one := b.value(); one != nil {
			all = append(all, one)
		}
	}
	delete(b.vars, name)
	return all
}

// The template for Bicep declares the app that is described, and grants admin consent only where that is asked. There is
// no compiler here: its structure is checked, and what it declares.
func TestAppByBicepStructure(t *testing.T) {
	for _, args := range selections {
		all, _ := apps(t, args...)
		for _, a := range all {
			for _, consent := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s%s %v", a.where, strings.Join(args, ""), consent), func(t *testing.T) {
					text, _ := appText(t, a.where, "bicep", args...)
					params := map[string]any{"consent": consent}
					switch {
					case a.where == "managed-identity":
						params = map[string]any{"identity": managedID}
					case a.subject != "":
						params["subject"], params["issuer"] = a.subject, a.issuer
					case a.certificate != "":
						params["certificate"] = a.certificate
					}
					a.declared(t, playBicep(t, text, params), consent)
				})
			}
		}
	}
}

// declared puts what a template declares into a directory, and compares that.
func (a *described) declared(t *testing.T, b *bicep, consent bool) {
	d := newDirectory(t)
	name, principal := "prepaudit-"+a.where, managedID
	if a.where != "managed-identity" {
		principal = "id of principal"
		for _, app := range b.made["Microsoft.Graph/applications@v1.0"] {
			unique := app["uniqueName"].(string)
			delete(app, "uniqueName")
			d.apps[unique] = app
		}
		for _, sp := range b.made["Microsoft.Graph/servicePrincipals@v1.0"] {
			d.sps["principal-of-app-of-"+name] = sp
			if sp["appId"] != "appId of app" {
				t.Errorf("the service principal is of %v", sp)
			}
		}
		for _, trust := range b.made["federatedIdentityCredentials@v1.0"] {
			key := strings.Replace(trust["name"].(string), "/", " ", 1)
			delete(trust, "name")
			d.fics[key] = trust
		}
		a.made(d, "declared")
	}
	d.sps[principal] = map[string]any{}
	for _, role := range b.made["Microsoft.Graph/appRoleAssignedTo@v1.0"] {
		if status, _ := d.assign("POST", principal, role); status != 201 {
			t.Errorf("%v: %d", role, status)
		}
	}
	for i, grant := range b.made["Microsoft.Graph/oauth2PermissionGrants@v1.0"] {
		d.grants[fmt.Sprint(i)] = grant
	}
	if consent || a.where == "managed-identity" {
		a.consented(d, principal, "consented")
	} else if len(d.roles)+len(d.grants) != 0 {
		t.Error("consent is granted unasked")
	}
}
