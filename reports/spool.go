package reports

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"io"
	"os"
	"slices"

	"github.com/go-json-experiment/json"

	"prepaudit/reports/temporary"
	"prepaudit/rules/tenant"
)

// spool puts records of one kind into the order of their ids, however many there are: what is more than most bytes goes
// in sorted pieces to a temporary file, and is merged from there.
type spool[T any] struct {
	append func([]byte, *T) []byte // as JSON
	most   int

	held   []byte // JSON of the records that are not in the file
	index  []spooled
	file   *os.File
	end    int64
	pieces []*io.SectionReader
}

// spooled is where a record stands in held.
type spooled struct {
	id       tenant.GUID
	from, to int
}

// mostHeld is how many bytes of records are held in memory.
const mostHeld = 16 << 20

func (s *spool[T]) add(id tenant.GUID, record *T) error {
	from := len(s.held)
	s.held = s.append(s.held, record)
	s.index = append(s.index, spooled{id, from, len(s.held)})
	if len(s.held) < cmp.Or(s.most, mostHeld) {
		return nil
	}
	return s.put()
}

func (s *spool[T]) sort() {
	slices.SortStableFunc(s.index, func(a, b spooled) int { return bytes.Compare(a.id[:], b.id[:]) })
}

// put writes what is held as one sorted piece: id, length and JSON of each.
func (s *spool[T]) put() (err error) {
	if s.file == nil {
		if s.file, err = temporary.File(); err != nil {
			return err
		}
	}
	s.sort()
	w := bufio.NewWriterSize(s.file, 256<<10)
	from := s.end
	for _, r := range s.index {
		w.Write(r.id[:]) // an error comes again when it is flushed
		w.Write(binary.LittleEndian.AppendUint32(nil, uint32(r.to-r.from)))
		w.Write(s.held[r.from:r.to])
		s.end += int64(len(r.id) + 4 + r.to - r.from)
	}
	s.pieces = append(s.pieces, io.NewSectionReader(s.file, from, s.end-from))
	s.held, s.index = s.held[:0], s.index[:0]
	return w.Flush()
}

// each hands all records on in order, and forgets them.
func (s *spool[T]) each(take func(*T) error) error {
	hand := func(b []byte) error {
		var record T
		if err := json.Unmarshal(b, &record); err != nil {
			return err
		}
		return take(&record)
	}
	if s.file == nil {
		s.sort()
		for _, r := range s.index {
			if err := hand(s.held[r.from:r.to]); err != nil {
				return err
			}
		}
		s.held, s.index = nil, nil
		return nil
	}
	if err := s.put(); err != nil {
		return err
	}
	if err := s.merge(hand); err != nil {
		return err
	}
	s.held, s.index = nil, nil
	return s.Close()
}

// piece is a sorted piece that is being read.
type piece struct {
	r    *bufio.Reader
	id   tenant.GUID
	json []byte
}

// next reads the next record; io.EOF when there is none.
func (p *piece) next() error {
	if _, err := io.ReadFull(p.r, p.id[:]); err != nil {
		return err
	}
	var n [4]byte
	if _, err := io.ReadFull(p.r, n[:]); err != nil {
		return err
	}
	p.json = slices.Grow(p.json[:0], int(binary.LittleEndian.Uint32(n[:])))[:binary.LittleEndian.Uint32(n[:])]
	_, err := io.ReadFull(p.r, p.json)
	return err
}

// merge hands on the least of all pieces until they are read; of equal ids that of the earlier piece.
func (s *spool[T]) merge(hand func([]byte) error) error {
	var open []*piece
	for _, r := range s.pieces {
		p := &piece{r: bufio.NewReaderSize(r, 64<<10)}
		if err := p.next(); err == nil {
			open = append(open, p)
		} else if err != io.EOF {
			return err
		}
	}
	for len(open) > 0 {
		least := 0
		for i := range open {
			if bytes.Compare(open[i].id[:], open[least].id[:]) < 0 {
				least = i
			}
		}
		if err := hand(open[least].json); err != nil {
			return err
		}
		switch err := open[least].next(); {
		case err == io.EOF:
			open = slices.Delete(open, least, least+1)
		case err != nil:
			return err
		}
	}
	return nil
}

// Close lets go of the temporary file.
func (s *spool[T]) Close() error {
	if s.file == nil {
		return nil
	}
	err := temporary.Close(s.file)
	s.file, s.pieces, s.end = nil, nil, 0
	return err
}
