// Package config reads prepaudit.yaml: flags with their values, for every command, for one, or for one of several
// tenants. It says at which line and column what is wrong, and which value is whose. It knows flags, and no command.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/cmd/prepaudit/strictyaml"
	"prepaudit/rules/english"
)

const (
	// Name is the file that is found in the working directory.
	Name   = "prepaudit.yaml"
	nearly = "prepaudit.yml"
	// None is named instead of a file, to have none.
	None = "none"
	// Flag names a file.
	Flag = "config"
)

// tenants is the key of the tenants with names.
const tenants = "tenants"

// Command is one of those that take a configuration, by its path below the program: "network export".
type Command struct {
	Name  string
	Flags *pflag.FlagSet
}

// File is a configuration without a mistake.
type File struct {
	Path  string
	Found bool // in the working directory, rather than named
	top   layer
	each  map[string]layer // by command
	named []tenant         // in their order, each with a value of "tenant"
}

// setting is the value of a flag, and where it is from.
type setting struct {
	Values []string
	From   string
	Found  bool // in the file
}

type tenant struct {
	name string
	layer
}

// Tenants are the names of those that have one, in their order.
func (f *File) Tenants() (names []string) {
	if f != nil {
		for _, t := range f.named {
			names = append(names, t.name)
		}
	}
	return names
}

// most is how large a file may be.
const most = 1 << 20

// Addresses are the same with where somebody signs in: "contoso (contoso.com)".
func (f *File) Addresses() (all []string) {
	for _, t := range f.named {
		name := t.name
		if to := t.layer["tenant"].Values; len(to) == 1 && !strings.EqualFold(to[0], name) {
			name += " (" + to[0] + ")"
		}
		all = append(all, name)
	}
	return all
}

// Load reads a file and checks it against the commands' flags. An error is a Problems, or that of reading.
func Load(path string, found bool, commands []Command) (*File, error) {
	r := &reader{file: &File{Path: path, Found: found, top: layer{}, each: map[string]layer{}}, keys: keysOf(commands)}
	root, err := strictyaml.Read(path, most)
	if e, ok := errors.AsType[*strictyaml.Error](err); ok {
		return nil, process.Usage(Problems{{path, e.Line, e.Column, e.Problem, e.Hint()}})
	}
	if err != nil {
		return nil, err
	}
	if root.Kind != 0 { // there is nothing in it
		r.document(root.Node)
	}
	if len(r.problems) > 0 {
		return nil, process.Usage(r.problems)
	}
	return r.file, nil
}

// Find loads the file in the working directory; nil for none. A link is none that is found: an error about what is
// behind it would show lines of any file.
func Find(commands []Command) (*File, error) {
	switch info, err := os.Lstat(Name); {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Lstat(nearly); err == nil { // by which somebody may think that people are chosen
			return nil, process.WithHint(process.Usagef("%s is in this folder, and only %s is found", nearly, Name),
				"rename it, or name it: --config ./"+nearly+"; --config "+None+" ignores it")
		}
		return nil, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, process.WithHint(process.Usagef("%s in this folder isn't a regular file", Name),
			"if it is yours, name it: --config ./"+Name+"; --config "+None+" ignores it")
	}
	return Load(Name, true, commands)
}

// Empty says that a file sets nothing.
func (f *File) Empty() bool { return len(f.top)+len(f.each)+len(f.named) == 0 }

// Problem is what is wrong at one place of a file.
type Problem struct {
	Path         string
	Line, Column int
	Text, Hint   string
}

func (p Problem) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", p.Path, p.Line, p.Column, p.Text)
}

// Problems is everything that is wrong with a file.
type Problems []Problem

func (p Problems) Error() string {
	if len(p) == 1 {
		return p[0].Error()
	}
	return fmt.Sprintf("%v (and %d more; `prepaudit config check` lists them)", p[0], len(p)-1)
}

// Hint says how the first is put right.
func (p Problems) Hint() string { return p[0].Hint }

// About says how much a file sets.
func (f *File) About() string {
	n := len(f.top)
	for _, own := range f.each {
		n += len(own)
	}
	return fmt.Sprintf("%s, %s", english.Count(n, "value"), english.Count(len(f.named), "tenant"))
}
