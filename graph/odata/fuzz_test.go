package odata

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzPage reads any bytes as a page: it must not panic, and may accept only what is one JSON
// object.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{
		`{"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=x","value":[{"id":"1","name":"\u00c4",` +
			`"on":true,"n":4,"list":["a"]}]}`,
		`{"value":[{"id":null,"on":null,"list":null,"x":{"y":[1,2.5e3]}}],"@odata.count":1}`,
		"\xef\xbb\xbf{\"value\":[]}", `{"value":[{"id":"a` + "\xff" + `"}]}`, `{"value":[1,"a",null]}`, `{"value":{}}`,
		`{"error":{"code":"a"}}`, `<html>`, `[`, `{"value":[{"id":`, ``, `{"value":[{"name":"\ud800"}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		elements, _, err := readPage(bytes.NewReader(data))
		if err != nil {
			return
		}
		if !json.Valid(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))) {
			t.Errorf("accepted %q", data)
		}
		for _, e := range elements {
			if !utf8.ValidString(e.id) || !utf8.ValidString(e.name) {
				t.Errorf("%q or %q is no UTF-8", e.id, e.name)
			}
		}
	})
}

// FuzzError reads any bytes as the body of an error: the words must be fit for a terminal.
func FuzzError(f *testing.F) {
	for _, seed := range []string{
		`{"error":{"code":"Request_BadRequest","message":"Invalid page size specified: '999'."}}`,
		`{"error":{"code":"a\u0000b","message":"\u001b[31m\r\n\u202e"}}`, `{"error":"x"}`, `{"error":{"message":1}}`,
		`<html>`, ``, `null`, "\xff\xfe{",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		code, message, _ := errorBody(data)
		for _, s := range []string{code, message} {
			if !utf8.ValidString(s) || len(s) > 610 {
				t.Errorf("%d bytes: %q", len(s), s)
			}
			for _, r := range s {
				if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
					t.Errorf("control character in %q", s)
				}
			}
		}
	})
}
