package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"prepaudit/graph/graphtest/metadata"
)

// builders are the files of the SDK that build the requests of one path each, by path.
type builders map[string]builder

// builder is the text of one file; of a $count, that of the collection that is counted.
type builder struct{ text, counted string }

var (
	template  = regexp.MustCompile(`"\{\+baseurl\}(/[^"{?]*(?:\{[^?][^}]*\}[^"{?]*)*)(?:\{\?[^"]*)?"`)
	parameter = regexp.MustCompile(`\{[^}]*\}`)
	option    = regexp.MustCompile(`uriparametername:\\"%24(\w+)\\"`)
	alternate = regexp.MustCompile(`\((\w+)='[^']*'\)`)
	answer    = regexp.MustCompile(`\.Create(\w+)FromDiscriminatorValue, errorMapping\)`)
)

// readBuilders finds all paths of the SDK.
func readBuilders(dir string) (builders, error) {
	all := builders{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "models":
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(file, ".go"):
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if found := template.FindSubmatch(text); found != nil {
			all[plainPath(string(found[1]))] = builder{text: string(text)}
		}
		return nil
	})
	return all, err
}

// plainPath writes a path of the SDK as Graph's documentation does, with {} for each id.
func plainPath(path string) string {
	path = parameter.ReplaceAllString(path, "{}")
	return strings.ReplaceAll(path, "/graph.", "/microsoft.graph.")
}

// find gives the builder of a path. What lies below an object that is found by another key than its id, as in
// /servicePrincipals(appId='...')/ownedObjects, is not listed; it is the same as below the id.
func (all builders) find(path string) (builder, bool) {
	if key := alternate.FindStringSubmatchIndex(path); key != nil {
		set, name := path[:key[0]], path[key[2]:key[3]]
		if _, known := all[set+"("+name+"='{}')"]; !known {
			return builder{}, false
		}
		path = set + "/{}" + path[key[1]:]
	}
	b, found := all[path]
	if of, counts := strings.CutSuffix(path, "/$count"); found && counts {
		b.counted = all[of].text
	}
	return b, found
}

// reads gives the verb that reads, GET where there is one, and what it takes and answers.
func (b builder) reads(types *models) (verb string, r metadata.Resource, err error) {
	for _, word := range []string{"Get", "Post"} {
		if !strings.Contains(b.text, ") "+word+"(ctx ") {
			continue
		}
		class, err := b.answers(word)
		if err == nil {
			r.Type, err = types.element(class, b.text)
		}
		_, parameters, _ := strings.Cut(b.text, word+"QueryParameters struct {")
		parameters, _, _ = strings.Cut(parameters, "\n}")
		for _, o := range option.FindAllStringSubmatch(parameters, -1) {
			r.Options = append(r.Options, "$"+o[1])
		}
		return strings.ToUpper(word), r, err
	}
	return "", r, errors.New("nothing reads it")
}

// answers gives the class that a method reads its answer into; of a $count, that of what is counted.
func (b builder) answers(word string) (string, error) {
	text := b.text
	if b.counted != "" {
		text = b.counted
	}
	_, body, _ := strings.Cut(text, ") "+word+"(ctx ")
	body, _, _ = strings.Cut(body, "\n}")
	if class := answer.FindStringSubmatch(body); class != nil {
		return class[1], nil
	}
	return "", fmt.Errorf("what %s answers is not known", word)
}
