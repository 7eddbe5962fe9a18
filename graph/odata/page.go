package odata

import (
	"bufio"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Page is what surrounds the elements of one page.
type Page struct {
	NextLink string // "" on the last page
	Count    int    // @odata.count; -1 when absent
}

// ReadPage reads one page of a collection. It calls link as soon as the nextLink is seen, which is
// mostly before the elements, and item for each element, which must read exactly that.
// Nothing that item was given counts when an error is returned.
func (d *Decoder) ReadPage(r io.Reader, link func(string), item func(*Decoder)) (Page, error) {
	page := Page{Count: -1}
	if err := d.begin(r); err != nil {
		return page, err
	}
	values := false
	for key := d.Key(); key != nil; key = d.Key() {
		switch string(key) {
		case "@odata.nextLink", "@odata.nextlink", "@nextLink": // OData 4.01 has it short, and proxies change case
			if page.NextLink = string(d.Text()); page.NextLink == "" {
				d.Fail("it names no page")
			} else if d.err == nil {
				link(page.NextLink)
			}
		case "error":
			if v := d.Value(); v.Kind() == '{' {
				d.refused(v)
			}
		case "@odata.count":
			if n, ok := d.Int(); ok {
				page.Count = n
			}
		case "value":
			values = true
			if !d.Array() {
				d.Fail("got null, want an array")
			}
			for d.More() {
				item(d)
			}
		default:
			d.Skip()
		}
	}
	d.End()
	if d.err == nil && !values {
		d.err = &FormatError{Problem: "there is no property value: not a collection"}
	}
	return page, d.err
}

// ReadEntity reads an answer that is one object, by read.
func (d *Decoder) ReadEntity(r io.Reader, read func(*Decoder)) error {
	if err := d.start(r); err != nil {
		return err
	}
	read(d)
	d.End()
	return d.err
}

// ReadObject reads an answer that is one object into a struct, as Into does.
func (d *Decoder) ReadObject(r io.Reader, v any) error {
	if err := d.start(r); err != nil {
		return err
	}
	object := d.Value()
	if d.err == nil && object.Kind() != '{' {
		d.Fail("got %s, want an object", kindName(object.Kind()))
	}
	var refused struct {
		Error jsontext.Value `json:"error"`
	}
	if d.err == nil && json.Unmarshal(object, &refused, lenient) == nil && refused.Error.Kind() == '{' {
		d.refused(refused.Error)
	}
	d.into(object, v)
	d.End()
	return d.err
}

// begin enters the object that every answer is.
func (d *Decoder) begin(r io.Reader) error {
	if err := d.start(r); err != nil {
		return err
	}
	if !d.Object() && d.err == nil {
		d.Fail("got null, want an object")
	}
	return d.err
}

// refused takes an error that a server sends inside an answer which it began as a success.
func (d *Decoder) refused(v jsontext.Value) {
	code, message, _ := errorBody([]byte(`{"error":` + string(v) + `}`))
	d.Fail("an error came inside an answer with status 200: %s: %s", code, message)
}

// start begins to read an answer.
func (d *Decoder) start(r io.Reader) error {
	buf := bufio.NewReaderSize(r, 4<<10)
	head, err := buf.Peek(64)
	if looksLikeHTML(head) {
		return &FormatError{Problem: "a web page came instead of JSON", Advice: htmlHint}
	}
	if len(head) == 0 && err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	if len(head) >= 3 && string(head[:3]) == "\xef\xbb\xbf" {
		_, _ = buf.Discard(3)
	}
	d.Reset(buf)
	return nil
}
