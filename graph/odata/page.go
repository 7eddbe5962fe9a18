package odata

import (
	"bufio"
	"io"
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
		case "@odata.nextLink":
			if page.NextLink = string(d.Text()); page.NextLink != "" && d.err == nil {
				link(page.NextLink)
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

// ReadEntity reads one object: property is called with each name and must read its value.
func (d *Decoder) ReadEntity(r io.Reader, property func(key []byte)) error {
	if err := d.begin(r); err != nil {
		return err
	}
	for key := d.Key(); key != nil; key = d.Key() {
		property(key)
	}
	d.End()
	return d.err
}

// begin enters the object that every answer is.
func (d *Decoder) begin(r io.Reader) error {
	buf := bufio.NewReaderSize(r, 4<<10)
	head, err := buf.Peek(64)
	if looksLikeHTML(head) {
		return &FormatError{Problem: "a web page came instead of JSON", hint: htmlHint}
	}
	if len(head) == 0 && err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	if len(head) >= 3 && string(head[:3]) == "\xef\xbb\xbf" {
		_, _ = buf.Discard(3)
	}
	d.Reset(buf)
	if !d.Object() && d.err == nil {
		d.Fail("got null, want an object")
	}
	return d.err
}
