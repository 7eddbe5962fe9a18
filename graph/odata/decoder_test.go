package odata

import (
	"errors"
	"io"
	"strings"
	"testing"
)

type element struct {
	id, name string
	on       bool
	n        int
	list     []string
}

func readElement(d *Decoder) (e element) {
	if !d.Object() {
		return e
	}
	for key := d.Key(); key != nil; key = d.Key() {
		switch string(key) {
		case "id":
			e.id = string(d.Text())
		case "name":
			e.name = string(d.Text())
		case "on":
			e.on, _ = d.Bool()
		case "n":
			e.n, _ = d.Int()
		case "list":
			if d.Array() {
				for d.More() {
					e.list = append(e.list, string(d.Text()))
				}
			}
		default:
			d.Skip()
		}
	}
	return e
}

func readPage(r io.Reader) (elements []element, page Page, err error) {
	page, err = NewDecoder().ReadPage(r, func(string) {},
		func(d *Decoder) { elements = append(elements, readElement(d)) })
	return elements, page, err
}

func TestPage(t *testing.T) {
	elements, page, err := readPage(strings.NewReader("\xef\xbb\xbf" + `
		{"@odata.context": "x", "@odata.count": 3, "@odata.nextLink": "https://next", "value": [
			{"id": "1", "name": "\u00c4 \"q\" \ud83d\ude00", "on": true, "n": -4, "list": ["a", "b"], "more": {"deep": [1, {"x": null}]}},
			{"@odata.type": "#microsoft.graph.agentUser", "id": null, "name": null, "on": null, "n": null, "list": null},
			{"id": "` + "a\xffb" + `", "name": "日本"}
		], "tail": 1}`))
	if err != nil {
		t.Fatal(err)
	}
	if page.NextLink != "https://next" || page.Count != 3 || len(elements) != 3 {
		t.Fatalf("got %+v, %+v", page, elements)
	}
	if e := elements[0]; e.name != `Ä "q" 😀` || !e.on || e.n != -4 || len(e.list) != 2 {
		t.Errorf("first: %+v", e)
	}
	if e := elements[1]; e.id != "" || e.on || e.n != 0 || e.list != nil {
		t.Errorf("of nulls: %+v", e)
	}
	if e := elements[2]; e.id != "a\uFFFDb" || e.name != "日本" {
		t.Errorf("invalid UTF-8: %+v", e)
	}
}

func TestPageRefused(t *testing.T) {
	for _, test := range []struct{ name, text, property, problem string }{
		{"a number for a string", `{"value":[{"id":"1"},{"id":7}]}`, "value/1/id", "got a number, want a string"},
		{"a string for a boolean", `{"value":[{"on":"true"}]}`, "value/0/on", "got a string, want a boolean"},
		{"an object for a string", `{"value":[{"name":{"a":1}}]}`, "value/0/name", "got an object, want a string"},
		{"an array for a string", `{"value":[{"name":[]}]}`, "value/0/name", "got an array, want a string"},
		{"a string for an array", `{"value":[{"list":"a"}]}`, "value/0/list", "got a string, want an array"},
		{"a number in a list", `{"value":[{"list":["a",1]}]}`, "value/0/list/1", "got a number, want a string"},
		{"a fraction", `{"value":[{"n":1.5}]}`, "value/0/n", "1.5 isn't a whole number"},
		{"too large", `{"value":[{"n":99999999999999999999}]}`, "value/0/n", "99999999999999999999 isn't a whole number"},
		{"a string for an element", `{"value":["a"]}`, "value/0", "got a string, want an object"},
		{"an object for value", `{"value":{}}`, "value", "got an object, want an array"},
		{"null for value", `{"value":null}`, "value", "got null, want an array"},
		{"no value", `{"id":"1"}`, "", "not a collection"},
		{"a bare array", `[{"id":"1"}]`, "", "got an array, want an object"},
		{"null", `null`, "", "got null, want an object"},
		{"a number for the link", `{"@odata.nextLink":1,"value":[]}`, "@odata.nextLink", "got a number, want a string"},
		{"no JSON", `{"value":[{"id":trux}]}`, "", "invalid JSON"},
		{"a comma too many", `{"value":[{"id":"1"},]}`, "", "invalid JSON"},
		{"two objects", `{"value":[]}{"value":[]}`, "", "more text"},
		{"a control character in a string", "{\"value\":[{\"id\":\"a\nb\"}]}", "", "invalid JSON"},
		{"a web page", "\r\n <!DOCTYPE html><title>Sign in</title>", "", "a web page"},
		{"1 MiB and more", `{"value":[{"name":"` + strings.Repeat("x", valueLimit) + `"}]}`,
			"value/0/name", "more than 1 MiB"},
		{"in what nobody reads", `{"value":[{"other":"` + strings.Repeat("x", 2*valueLimit) + `"}]}`,
			"value/0/other", "more than 1 MiB"},
		{"an object where a string should be", `{"value":[{"name":{"a":"` + strings.Repeat(`x","b":"`, valueLimit/4) +
			`"}}]}`, "value/0/name", "more than 1 MiB"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := readPage(strings.NewReader(test.text))
			f, ok := errors.AsType[*FormatError](err)
			if !ok || f.Property != test.property || !strings.Contains(f.Problem, test.problem) {
				t.Errorf("got %T %.300v", err, err)
			}
		})
	}
	if _, _, err := readPage(strings.NewReader("<html>")); err.(*FormatError).Hint() == "" {
		t.Error("a web page gets no hint")
	}
}

// endless is a string that does not end; reading it whole would take all memory.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += len(p)
	return len(p), nil
}

func TestHugeStringIsNotHeld(t *testing.T) {
	tail := &endless{}
	_, _, err := readPage(io.MultiReader(strings.NewReader(`{"value":[{"name":"`), tail))
	if f, ok := errors.AsType[*FormatError](err); !ok || f.Property != "value/0/name" {
		t.Errorf("got %v", err)
	}
	if tail.read > 4*valueLimit {
		t.Errorf("%d bytes were read of a string that is refused over %d", tail.read, valueLimit)
	}
}

func TestLongStringBelowTheLimit(t *testing.T) {
	long := strings.Repeat("x", valueLimit-10)
	elements, _, err := readPage(
		strings.NewReader(`{"value":[{"name":"` + long + `"},{"name":"` + long + `"},{"id":"3"}]}`))
	if err != nil || len(elements) != 3 || elements[1].name != long || elements[2].id != "3" {
		t.Errorf("got %d elements, %v", len(elements), err)
	}
}

func TestCutPage(t *testing.T) {
	const whole = `{"@odata.nextLink":"x","value":[{"id":"1","on":true,"n":3,"list":["a"]}]}`
	for n := range len(whole) {
		if _, _, err := readPage(strings.NewReader(whole[:n])); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("cut behind %d bytes: %v", n, err)
		}
	}
}
