package config

import (
	"bytes"
	"errors"
	"io"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/smallfile"
)

// most is how large a file may be.
const most = 1 << 20

// read is the one document of a file; nil where there is none.
func read(path string) (*yaml.Node, error) {
	text, err := smallfile.Read(path, most)
	if err != nil {
		return nil, err
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if p := unreadable(text); p != nil {
		p.Path = path
		return nil, process.Usage(Problems{*p})
	}
	loader, err := yaml.NewLoader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	var first, second yaml.Node
	if err := loader.Load(&first); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, process.Usage(Problems{notYAML(path, err)})
	}
	if err := loader.Load(&second); err == nil {
		return nil, process.Usage(Problems{{path, second.Line, second.Column, "a second document begins",
			"a configuration is one document: remove the lines from --- on"}})
	} else if !errors.Is(err, io.EOF) {
		return nil, process.Usage(Problems{notYAML(path, err)})
	}
	return &first, nil
}

// unreadable is the first place that is no text.
func unreadable(text []byte) *Problem {
	line, column := 1, 1
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			return &Problem{Line: line, Column: column, Text: "this isn't UTF-8", Hint: "save the file as UTF-8"}
		case r == '\n':
			line, column = line+1, 0
		case unicode.IsControl(r) && r != '\t' && r != '\r':
			return &Problem{Line: line, Column: column, Text: "this is a control character", Hint: "remove it"}
		}
		i, column = i+n, column+1
	}
	return nil
}

func notYAML(path string, err error) Problem {
	p := Problem{Path: path, Text: "this isn't YAML: " + err.Error(),
		Hint: "`prepaudit config init FILE` writes one to begin with"}
	if e, ok := errors.AsType[*yaml.LoadError](err); ok {
		p.Line, p.Column, p.Text = e.Mark.Line, e.Mark.Column, "this isn't YAML: "+e.Message
	}
	return p
}
