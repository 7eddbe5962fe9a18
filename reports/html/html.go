// Package html draws a report as one page for a browser. It knows nothing of what the page says.
package html

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
)

// The page is one file: what it needs stands in it, and its policy forbids everything else.
var (
	//go:embed page.html
	pageText string
	//go:embed page.css
	pageStyle string
	//go:embed page.js
	pageScript string

	functions = template.FuncMap{
		"pieces": pieces,
		"pair":   func(name, text string) []string { return []string{name, text} },
	}
	layout = template.Must(template.New("page").Funcs(functions).Parse(pageText))
	policy = fmt.Sprintf(
		"default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
		digest(pageStyle), digest(pageScript),
	)
)

type piece struct {
	Code bool
	Text string
}

// pieces are a text apart from the commands in it, which stand between backticks. A backtick without its fellow is none
// of ours.
func pieces(s string) []piece {
	if strings.Count(s, "`")%2 != 0 {
		return []piece{{false, s}}
	}
	var all []piece
	for i, text := range strings.Split(s, "`") {
		all = append(all, piece{i%2 == 1, text})
	}
	return all
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Write draws a page.
func Write(w io.Writer, p Page) error {
	b := bufio.NewWriter(w)
	all := struct {
		Page
		Policy string
		Style  template.CSS
		Script template.JS
	}{p, policy, template.CSS(pageStyle), template.JS(pageScript)}
	return cmp.Or(layout.Execute(b, all), b.Flush())
}
