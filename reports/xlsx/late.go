package xlsx

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// lateTexts are texts that are known only when all rows are written: what a cell holds is a pointer to one. In the
// rows a mark between two NULs, which no text has, stands for each, and for the height of a row that depends on them.
type lateTexts struct {
	all   []*string
	place map[*string]int
	known []lateText // when the first rows are written
}

// lateText is a text as XML, and how many lines it takes when it is wrapped in a column of that width.
type lateText struct {
	xml          []byte
	width, lines int
}

func (l *lateTexts) of(text *string) int {
	i, ok := l.place[text]
	if !ok {
		i = len(l.all)
		l.all = append(l.all, text)
		l.place[text] = i
	}
	return i
}

// inCell marks the rest of a cell, behind the number of its style.
func (l *lateTexts) inCell(b []byte, text *string) []byte {
	return append(strconv.AppendInt(append(b, 0), int64(l.of(text)), 10), 0)
}

// inRow marks the height of a row that has so many lines at least.
func (l *lateTexts) inRow(b []byte, lines int, cells []Cell, cols []Column) []byte {
	b = strconv.AppendInt(append(b, 0), int64(lines), 10)
	for i := range cells {
		if text, ok := cells[i].Value.(*string); ok {
			b = strconv.AppendInt(append(b, ':'), int64(l.of(text)), 10)
			b = strconv.AppendInt(append(b, ','), int64(cols[i].Width), 10)
		}
	}
	return append(b, 0)
}

func (l *lateTexts) text(i int) *lateText {
	for n := len(l.known); n < len(l.all); n++ {
		l.known = append(l.known, lateText{xml: appendXML(nil, cellText(*l.all[n]))})
	}
	return &l.known[i]
}

// copy copies rows with the texts in the place of their marks.
func (l *lateTexts) copy(w io.Writer, rows io.Reader) error {
	r, out := bufio.NewReaderSize(rows, 64<<10), bufio.NewWriterSize(w, 64<<10)
	marked := false
	for {
		part, err := r.ReadSlice(0)
		switch {
		case err == nil && marked:
			l.resolve(out, part[:len(part)-1])
		case err == nil:
			out.Write(part[:len(part)-1]) // an error comes again when it is flushed
		default:
			out.Write(part)
		}
		switch {
		case err == nil:
			marked = !marked
		case errors.Is(err, io.EOF):
			return out.Flush()
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// resolve writes what a mark stands for.
func (l *lateTexts) resolve(w *bufio.Writer, mark []byte) {
	first, texts, ofRow := bytes.Cut(mark, []byte(":"))
	n, _ := strconv.Atoi(string(first))
	if !ofRow {
		if t := l.text(n); len(t.xml) == 0 {
			w.WriteString(`"/>`)
		} else {
			w.WriteString(inlineText)
			w.Write(t.xml)
			w.WriteString(inlineEnd)
		}
		return
	}
	for one := range bytes.SplitSeq(texts, []byte(":")) {
		place, wide, _ := bytes.Cut(one, []byte(","))
		i, _ := strconv.Atoi(string(place))
		width, _ := strconv.Atoi(string(wide))
		t := l.text(i)
		if t.width != width {
			t.width, t.lines = width, linesIn(*l.all[i], width)
		}
		n = max(n, t.lines)
	}
	if n > 1 {
		w.Write(appendHeight(nil, n))
	}
}

// appendHeight is for a row of so many lines: not every program finds the height of a row whose text is wrapped.
func appendHeight(b []byte, lines int) []byte {
	b = append(b, ` ht="`...)
	b = strconv.AppendFloat(b, min(15*float64(lines), excelize.MaxRowHeight), 'f', -1, 64)
	return append(b, `" customHeight="1"`...)
}
