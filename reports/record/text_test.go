package record

import (
	"encoding/json"
	"testing"
	"unicode/utf8"
)

func FuzzAppendText(f *testing.F) {
	for _, s := range []string{"", "plain", "a::b##c", "\x1b[31m\u202e\u2066\u0085\U000e0041", "\xff\xfe \ufffd",
		"\"\\\n\r\t\b\f\x7f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := AppendText(nil, s)
		var back string
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatalf("%q: %v", b, err)
		}
		if back != string([]rune(s)) { // one U+FFFD for each byte that is no UTF-8
			t.Errorf("%q came back as %q", s, back)
		}
		if !utf8.Valid(b) {
			t.Errorf("%q is not UTF-8", b)
		}
	})
}
