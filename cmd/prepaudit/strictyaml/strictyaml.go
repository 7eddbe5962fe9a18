// Package strictyaml reads small YAML files that people write, and says of whatever is wrong in them its line and column:
// file, line and column. What a reader could take for something else than the program does is refused: keys that nobody
// knows, keys that come twice, aliases, tags, and a second document.
package strictyaml

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/smallfile"
)

// Node is a value, and its place in the file.
type Node struct {
	*yaml.Node
	file string
}

// Error is something wrong at a place of a file.
type Error struct {
	File         string
	Line, Column int
	Problem      string
	hint         string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
}

// Hint says what to do; "" where the problem says it.
func (e *Error) Hint() string { return e.hint }

// Errorf is an error at the place of the value.
func (n Node) Errorf(hint, format string, a ...any) error {
	return &Error{n.file, n.Line, n.Column, fmt.Sprintf(format, a...), hint}
}

// mostNested bounds how deep values lie in each other.
const mostNested = 20

// Read reads a file of so many bytes at most. An empty one is a Node of kind 0.
func Read(path string, most int64) (Node, error) {
	text, err := smallfile.Text(path, most)
	if err != nil {
		return Node{}, err
	}
	return Parse(path, text)
}

// Parse is Read of what a file says that is called so.
func Parse(file string, text []byte) (Node, error) {
	if !utf8.Valid(text) {
		at := strings.IndexRune(string(text), utf8.RuneError)
		line := 1 + strings.Count(string(text[:at]), "\n")
		return Node{}, &Error{file, line, 1, "it isn't UTF-8", "save the file as UTF-8"}
	}
	loader, err := yaml.NewLoader(strings.NewReader(string(text)), yaml.WithUniqueKeys())
	if err != nil {
		return Node{}, err
	}
	var doc, more yaml.Node
	switch err := loader.Load(&doc); {
	case errors.Is(err, io.EOF):
		return Node{&yaml.Node{Line: 1, Column: 1}, file}, nil
	case err != nil:
		return Node{}, placed(file, err)
	}
	root := Node{&doc, file}
	if doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
		root.Node = doc.Content[0]
	}
	if err := root.plain(0); err != nil {
		return Node{}, err
	}
	switch err := loader.Load(&more); {
	case err == nil:
		return Node{}, Node{&more, file}.Errorf("remove what begins there", "a second document begins, and the file may have only one")
	case !errors.Is(err, io.EOF):
		return Node{}, placed(file, err)
	}
	return root, nil
}

// placed is an error of the parser at its place.
func placed(file string, err error) error {
	if e, ok := errors.AsType[*yaml.LoadError](err); ok {
		return &Error{file, max(e.Mark.Line, 1), max(e.Mark.Column, 1), e.Message,
			"check the indentation, which takes spaces and no tabs, the colons and the quotes"}
	}
	return fmt.Errorf("%s: %w", file, err)
}

// plain refuses what makes a value something else than what it looks like.
func (n Node) plain(depth int) error {
	explicit := n.Style&yaml.TaggedStyle != 0
	switch {
	case depth > mostNested:
		return n.Errorf("write it with fewer levels", "values are nested more than %d deep", mostNested)
	case n.Kind == yaml.AliasNode:
		return n.Errorf("write the value again", "it has an alias: *%.40s", n.Value)
	case n.Anchor != "":
		return n.Errorf("remove it", "it has an anchor: &%.40s", n.Anchor)
	case explicit:
		return n.Errorf("remove it", "it has a tag: %.40s", n.Tag)
	case n.Kind == yaml.ScalarNode && strings.ContainsFunc(n.Value, hidden):
		return n.Errorf("type the value again", "it has a control character, or one that isn't shown")
	}
	for _, inner := range n.Content {
		if err := (Node{inner, n.file}).plain(depth + 1); err != nil {
			return err
		}
	}
	return nil
}

// hidden reports whether a reader would not see a character, or see others in another order for it.
func hidden(r rune) bool {
	return r != '\n' && r != '\t' && (unicode.IsControl(r) ||
		unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp, unicode.Cf))
}

// Field is a key with its value.
type Field struct {
	Key   Node
	Value Node
}

// Fields are the keys of a mapping in their order. Keys that are not known are refused; with none, all are taken.
func (n Node) Fields(known ...string) ([]Field, error) {
	if n.Kind != yaml.MappingNode {
		return nil, n.Errorf("write keys with values, such as name: value", "it has no keys")
	}
	var all []Field
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		f := Field{Node{n.Content[i], n.file}, Node{n.Content[i+1], n.file}}
		key := f.Key.Value
		switch {
		case f.Key.Kind != yaml.ScalarNode:
			return nil, f.Key.Errorf("", "a key has to be a text")
		case seen[key] > 0: // the parser says so too, without the place of the first
			return nil, f.Key.Errorf("", "key %q was there already, in line %d", key, seen[key])
		case len(known) > 0 && !slices.Contains(known, key):
			return nil, f.Key.Errorf(process.DidYouMean(key, known, "it takes "+strings.Join(known, ", ")),
				"unknown key %.60q", key)
		}
		seen[key] = f.Key.Line
		all = append(all, f)
	}
	return all, nil
}

// List is the values of a list.
func (n Node) List() ([]Node, error) {
	if n.Kind != yaml.SequenceNode {
		return nil, n.Errorf("begin each entry with -", "it has to be a list")
	}
	all := make([]Node, 0, len(n.Content))
	for _, inner := range n.Content {
		all = append(all, Node{inner, n.file})
	}
	return all, nil
}

// Text is a value that is neither a list nor a mapping, as it is written, without quotes and blanks around it. No value
// is an error.
func (n Node) Text() (string, error) {
	switch {
	case n.Kind != yaml.ScalarNode:
		return "", n.Errorf("", "it has to be a single value")
	case n.Tag == "!!null" || strings.TrimSpace(n.Value) == "":
		return "", n.Errorf("", "it has no value")
	}
	return strings.TrimSpace(n.Value), nil
}
