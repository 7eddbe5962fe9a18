package temporary

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"slices"
)

// Rows are kept in the order in which they come, however many there are: what is more than mostHeld bytes goes to a
// temporary file. All are added before the first is looked at.
type Rows struct {
	held []byte
	file *os.File // nil while held is enough
	row  []byte
}

const mostHeld = 2 << 20

// Add keeps a copy of a row.
func (r *Rows) Add(row []byte) error {
	r.held = append(binary.AppendUvarint(r.held, uint64(len(row))), row...)
	if len(r.held) < mostHeld {
		return nil
	}
	if r.file == nil {
		var err error
		if r.file, err = File(); err != nil {
			return err
		}
	}
	_, err := r.file.Write(r.held)
	r.held = r.held[:0]
	return err
}

// Each goes through all of them, as often as one likes; a row is valid during the call only.
func (r *Rows) Each(take func(row []byte) error) error {
	from := io.Reader(bytes.NewReader(r.held))
	if r.file != nil {
		if _, err := r.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		from = io.MultiReader(r.file, from)
	}
	in := bufio.NewReaderSize(from, 64<<10)
	for {
		n, err := binary.ReadUvarint(in)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		r.row = slices.Grow(r.row[:0], int(n))[:n]
		if _, err := io.ReadFull(in, r.row); err != nil {
			return err
		}
		if err := take(r.row); err != nil {
			return err
		}
	}
}

// Close lets go of the temporary file.
func (r *Rows) Close() error {
	if r.file == nil {
		return nil
	}
	file := r.file
	r.file, r.held = nil, nil
	return Close(file)
}
