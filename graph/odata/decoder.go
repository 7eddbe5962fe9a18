package odata

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// valueLimit is the longest single value that is read, in bytes. Graph's own are a thousand times
// shorter; a longer one would be held whole in memory.
const valueLimit = 1 << 20

// wholeLimit is the largest object that is held in memory at once.
const wholeLimit = 16 << 20

// Decoder reads JSON by tokens. After the first error every method returns its zero value, so a
// caller may read to the end of its object and look at Err once.
type Decoder struct {
	dec     *jsontext.Decoder
	src     source
	err     error
	unquote []byte
	sparse  bool // see Config
}

// NewDecoder makes a Decoder, to be used again and again with Reset.
func NewDecoder() *Decoder {
	d := &Decoder{}
	d.src.d = d
	// Duplicate names cost a map per object to find, and invalid UTF-8 in one name must not
	// cost the whole tenant: Text replaces it.
	d.dec = jsontext.NewDecoder(&d.src, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	return d
}

// NewDecoder is NewDecoder for the answers of c.
func (c *Client) NewDecoder() *Decoder {
	d := NewDecoder()
	d.sparse = c.cfg.Sparse
	return d
}

// Sparse reports whether properties may be absent, see Config.
func (d *Decoder) Sparse() bool { return d.sparse }

// Reset begins with another text.
func (d *Decoder) Reset(r io.Reader) {
	d.err = nil
	d.src = source{d: d, r: r, limit: valueLimit}
	d.dec.Reset(&d.src, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

// Err is the first error.
func (d *Decoder) Err() error { return d.err }

var errTooLong = errors.New("value too long")

// source refuses to deliver more of a value that is too long already. The decoder asks for more
// only while a value is unfinished.
type source struct {
	d     *Decoder
	r     io.Reader
	read  int64
	limit int64
}

func (s *source) Read(p []byte) (int, error) {
	if s.read-s.d.dec.InputOffset() > s.limit {
		return 0, errTooLong
	}
	n, err := s.r.Read(p)
	s.read += int64(n)
	return n, err
}

// Fail sets the error: what is wrong with the value read last.
func (d *Decoder) Fail(format string, a ...any) {
	if d.err == nil {
		d.err = &FormatError{Property: d.where(), Problem: fmt.Sprintf(format, a...)}
	}
}

// where is the path of the value read last, value/3/displayName.
func (d *Decoder) where() string { return strings.TrimPrefix(string(d.dec.StackPointer()), "/") }

// broken translates the decoder's error.
func (d *Decoder) broken(err error) {
	if d.err != nil {
		return
	}
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, errTooLong):
		d.Fail("a value of more than %d MiB is not read", d.src.limit>>20)
	case errors.As(err, &syntax) && !errors.Is(err, io.ErrUnexpectedEOF):
		d.err = &FormatError{
			Problem: fmt.Sprintf("invalid JSON at byte %d: %s", syntax.ByteOffset, OneLine(syntax.Err.Error(), 200)),
		}
	case errors.Is(err, io.EOF):
		d.err = io.ErrUnexpectedEOF
	default:
		d.err = err
	}
}

// open reads the beginning of an object or array, and reports false for null.
func (d *Decoder) open(kind jsontext.Kind, want string) bool {
	if d.err != nil {
		return false
	}
	if k := d.dec.PeekKind(); k != kind && k != 'n' {
		d.wrong(k, want)
		return false
	}
	tok, err := d.dec.ReadToken()
	if err != nil {
		d.broken(err)
		return false
	}
	return tok.Kind() == kind
}

// wrong refuses a value of another type, or finds out why there is none.
func (d *Decoder) wrong(got jsontext.Kind, want string) {
	if err := d.dec.SkipValue(); err != nil {
		d.broken(err)
		return
	}
	d.Fail("got %s, want %s", kindName(got), want)
}

func kindName(k jsontext.Kind) string {
	switch k {
	case 'n':
		return "null"
	case 't', 'f':
		return "a boolean"
	case '"':
		return "a string"
	case '0':
		return "a number"
	case '{':
		return "an object"
	case '[':
		return "an array"
	}
	return "something else"
}

// Object enters an object. It reports false for null. Where it reports true, Key must be called
// until it returns nil.
func (d *Decoder) Object() bool { return d.open('{', "an object") }

// Array enters an array. It reports false for null. Where it reports true, More must be called
// until it reports false.
func (d *Decoder) Array() bool { return d.open('[', "an array") }

// Key reads the next name of the object, valid until the next call, or leaves the object and
// returns nil.
func (d *Decoder) Key() []byte {
	if d.err != nil {
		return nil
	}
	if d.dec.PeekKind() == '}' {
		if _, err := d.dec.ReadToken(); err != nil {
			d.broken(err)
		}
		return nil
	}
	v, err := d.dec.ReadValue()
	if err != nil {
		d.broken(err)
		return nil
	}
	return d.text(v)
}

// More reports whether the array has another element, and leaves it where it has none.
func (d *Decoder) More() bool {
	if d.err != nil {
		return false
	}
	if d.dec.PeekKind() != ']' {
		return true
	}
	if _, err := d.dec.ReadToken(); err != nil {
		d.broken(err)
	}
	return false
}

// Value reads a value of any kind as it stands, 16 MiB at most. It is valid until the next call.
func (d *Decoder) Value() jsontext.Value {
	if d.err != nil {
		return nil
	}
	d.src.limit = wholeLimit
	defer func() { d.src.limit = valueLimit }()
	v, err := d.dec.ReadValue()
	if err == nil && len(v) > wholeLimit {
		err = errTooLong
	}
	if err != nil {
		d.broken(err)
		return nil
	}
	return v
}

// Skip passes over a value.
func (d *Decoder) Skip() {
	if d.err == nil {
		if err := d.dec.SkipValue(); err != nil {
			d.broken(err)
		}
	}
}

// Text reads a string, valid until the next call; nil for null. Invalid UTF-8 in it is replaced
// by U+FFFD.
func (d *Decoder) Text() []byte {
	v := d.scalar('"', "a string")
	if v == nil {
		return nil
	}
	return d.text(v)
}

// scalar reads a value of one kind; nil for null.
func (d *Decoder) scalar(kind jsontext.Kind, want string) jsontext.Value {
	if d.err != nil {
		return nil
	}
	v, err := d.dec.ReadValue()
	if err != nil {
		d.broken(err)
		return nil
	}
	switch got := v.Kind(); {
	case got == 'n':
		return nil
	case got != kind && (kind != 't' || got != 'f'):
		d.Fail("got %s, want %s", kindName(got), want)
		return nil
	case len(v) > valueLimit:
		d.broken(errTooLong)
		return nil
	}
	return v
}

// text takes the quotes off. Most strings have nothing to unescape.
func (d *Decoder) text(v jsontext.Value) []byte {
	plain := v[1 : len(v)-1]
	escaped := false
	for _, b := range plain {
		if b == '\\' || b >= utf8.RuneSelf {
			escaped = true
			break
		}
	}
	if !escaped {
		return plain
	}
	d.unquote, _ = jsontext.AppendUnquote(d.unquote[:0], v) // it fails on invalid UTF-8 only, which it replaces
	if d.unquote == nil {
		d.unquote = []byte{}
	}
	return d.unquote
}

// Bool reads a boolean; ok is false for null.
func (d *Decoder) Bool() (value, ok bool) {
	v := d.scalar('t', "a boolean")
	return len(v) > 0 && v[0] == 't', v != nil
}

// Int reads a whole number; ok is false for null.
func (d *Decoder) Int() (value int, ok bool) {
	v := d.scalar('0', "a number")
	if v == nil {
		return 0, false
	}
	n, err := strconv.ParseInt(string(v), 10, 64)
	if err != nil {
		d.Fail("%.40s isn't a whole number", v)
		return 0, false
	}
	return int(n), true
}

// Scalar reads a string, a number or a boolean as text; "" for null.
func (d *Decoder) Scalar() string {
	if d.err != nil {
		return ""
	}
	switch d.dec.PeekKind() {
	case '0':
		return string(d.scalar('0', "a number"))
	case 't', 'f':
		return string(d.scalar('t', "a boolean"))
	}
	return string(d.Text())
}

// End checks that nothing follows.
func (d *Decoder) End() {
	if d.err != nil {
		return
	}
	if _, err := d.dec.ReadToken(); err == nil {
		d.err = &FormatError{Problem: "more text follows the JSON object"}
	} else if !errors.Is(err, io.EOF) {
		d.broken(err)
	}
}
