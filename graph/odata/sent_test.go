package odata

import (
	"reflect"
	"strings"
	"testing"
)

type sentInner struct {
	Type  string      `json:"type"`
	Below []sentInner `json:"below" sent:"maybe"`
}

type sentOuter struct {
	sentInner
	Must  string     `json:"must" sent:"always"`
	Name  string     `json:"name" sent:"null"`
	Flag  *bool      `json:"flag"`
	Words []string   `json:"words"`
	One   *sentInner `json:"one" sent:"null"`
}

// What a struct names has to be there, at every depth, but for what a tag allows.
func TestSent(t *testing.T) {
	const whole = `{"type":"a","must":"m","below":[{"type":"b","below":[{"type":"c"}]}],"name":null,"flag":false,"words":[],` +
		`"one":{"type":"d"},"more":{"type":null}}`
	for _, test := range []struct{ from, to, lack string }{
		{"", "", ""},
		{`"must":"m",`, ``, "must"},
		{`"type":"a",`, ``, "type"},
		{`"type":"a"`, `"type":""`, "type"},
		{`"type":"a"`, `"type":null`, "type"},
		{`"type":"b",`, ``, "below.type"},
		{`"type":"c"`, ``, "below.below.type"},
		{`[{"type":"c"}]`, `[null]`, "below.below"},
		{`"name":null,`, ``, "name"},
		{`"name":null`, `"name":""`, ""},
		{`"flag":false,`, ``, "flag"},
		{`"flag":false`, `"flag":null`, "flag"},
		{`"words":[]`, `"words":null`, "words"},
		{`"words":[]`, `"words":["a",null]`, "words"},
		{`"one":{"type":"d"}`, `"one":null`, ""},
		{`"one":{"type":"d"}`, `"one":{}`, "one.type"},
		{`,"one":{"type":"d"}`, ``, "one"},
		{`"one":{"type":"d"}`, `"one":7`, ""}, // whoever reads it finds the type wrong
	} {
		changed := []byte(strings.Replace(whole, test.from, test.to, 1))
		got := shapeOf(reflect.TypeFor[*sentOuter]()).lack(changed, false)
		if got != test.lack {
			t.Errorf("%s for %s lacks %q, want %q", test.to, test.from, got, test.lack)
		}
	}
	for text, lack := range map[string]string{`{}`: "must", `{"must":null}`: "must", `{"must":"m"}`: "",
		`{"must":"m","flag":null}`: "flag", `{"must":"m","below":[null]}`: "below"} {
		if got := shapeOf(reflect.TypeFor[sentOuter]()).lack([]byte(text), true); got != lack {
			t.Errorf("of a sparse answer, %s lacks %q, want %q", text, got, lack)
		}
	}
}
