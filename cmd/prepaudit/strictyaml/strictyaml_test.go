package strictyaml

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// read goes through all of a file as a command does: one mapping with a list of mappings.
func read(file string, text []byte) (values []string, err error) {
	root, err := Parse(file, text)
	if err != nil {
		return nil, err
	}
	fields, err := root.Fields("list", "name")
	if err != nil {
		return nil, err
	}
	for _, f := range fields {
		if f.Key.Value == "name" {
			text, err := f.Value.Text()
			if err != nil {
				return nil, err
			}
			values = append(values, text)
			continue
		}
		entries, err := f.Value.List()
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			inner, err := e.Fields()
			if err != nil {
				return nil, err
			}
			for _, f := range inner {
				text, err := f.Value.Text()
				if err != nil {
					return nil, err
				}
				values = append(values, f.Key.Value+"="+text)
			}
		}
	}
	return values, nil
}

func TestParse(t *testing.T) {
	got, err := read("f.yaml", []byte("# a comment\nname: ' x '\nlist:\n- a: 2027-01-31 # why\n  b: \"yes\"\n- {c: 0x10}\n"))
	if want := "x a=2027-01-31 b=yes c=0x10"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	for text, want := range map[string]string{
		"name: x\nnmae: y\n":      `f.yaml:2:1: unknown key "nmae"`,
		"name: x\nname: y\n":      `f.yaml:2:1:`,
		"name: &a x\nlist: *a\n":  "f.yaml:1:7: it has an anchor: &a",
		"name: *a\n":              "f.yaml:1:7:",
		"name: !!binary aGk=\n":   "f.yaml:1:7: it has a tag: !!binary",
		"name: !evil x\n":         "f.yaml:1:7: it has a tag: !evil",
		"name: [x]\n":             "f.yaml:1:7: it has to be a single value",
		"name:\n":                 "f.yaml:1:6: it has no value",
		"name: ''\n":              "f.yaml:1:7: it has no value",
		"name: ~\n":               "f.yaml:1:7: it has no value",
		"list: x\n":               "f.yaml:1:7: it has to be a list",
		"list:\n- x\n":            "f.yaml:2:3: it has no keys",
		"- x\n":                   "f.yaml:1:1: it has no keys",
		"":                        "f.yaml:1:1: it has no keys",
		"# nothing\n":             "f.yaml:1:1: it has no keys",
		"name: x\n---\nname: y\n": "f.yaml:2:1: a second document begins",
		"name: x\n...\nname: y\n": "f.yaml:3:",
		"name: 'x\n":              "f.yaml:",
		"list:\n\t- x: y\n":       "f.yaml:2:1:",
		"? [a]\n: b\n":            "f.yaml:1:3: a key has to be a text",
		"name: \"a\\u202eb\"\n":   "f.yaml:1:7: it has a control character",
		"name: \"a\\u200bb\"\n":   "f.yaml:1:7: it has a control character",
		"name: \"\\e[31m\"\n":     "f.yaml:1:7: it has a control character",
		"<<: {name: x}\n":         `unknown key "<<"`,
		"name: \xff\n":            "f.yaml:1:1: it isn't UTF-8",
		"name: " + strings.Repeat("[", 30) + "\n":                           "f.yaml:",
		"name: " + strings.Repeat("[", 21) + strings.Repeat("]", 21) + "\n": "nested more than 20 deep",
	} {
		got, err := read("f.yaml", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %q, %v; want %q", text, got, err, want)
		}
	}
}

// The word that was meant is said.
func TestHint(t *testing.T) {
	_, err := read("f.yaml", []byte("nam: x\n"))
	e, ok := errors.AsType[*Error](err)
	if !ok || e.Hint() != "did you mean name? it takes list, name" || e.Line != 1 || e.Column != 1 {
		t.Errorf("got %#v", err)
	}
}

// A file is no larger than it may be, and aliases that would make it so are refused before they are resolved.
func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f.yaml")
	laughs := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'z'; c++ {
		p := string(c - 1)
		laughs += string(c) + ": &" + string(c) + " [*" + strings.Join([]string{p, p, p, p, p, p, p, p, p}, ", *") + "]\n"
	}
	for text, want := range map[string]string{
		strings.Repeat("x", 5000): "larger than 4 KiB",
		laughs:                    "1:4: it has an anchor",
		"a\x00b":                  "it isn't text",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(path, 4096); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: got %v, want %q", text, err, want)
		}
	}
}

// Whatever a file says, reading it ends, and an error says where.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"name: x\n", "list:\n- a: b\n", "a: *b", "? x\n: y\n", "%YAML 1.2\n---\na: b\n", "- - - -"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := read("f.yaml", text); err != nil && !strings.HasPrefix(err.Error(), "f.yaml:") {
			t.Errorf("%v", err)
		}
	})
}
