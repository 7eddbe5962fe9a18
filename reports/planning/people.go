package planning

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"

	"prepaudit/reports/record"
	"prepaudit/reports/temporary"
)

// people are what names each person, and of which kind they are, in their order. What is more than mostHeld bytes goes
// to a temporary file, since anybody may turn out to need a change.
type people struct {
	held []byte
	file *os.File // nil while held is enough
	row  []byte
}

const mostHeld = 2 << 20

// add keeps a person.
func (p *people) add(kind int, u *record.User) error {
	p.row = append(p.row[:0], u.ID[:]...)
	for _, part := range []string{u.UPN, u.DisplayName, u.Department, u.CostCenter} {
		p.row = append(binary.AppendUvarint(p.row, uint64(len(part))), part...)
	}
	p.held = binary.AppendUvarint(binary.AppendUvarint(p.held, uint64(kind)), uint64(len(p.row)))
	p.held = append(p.held, p.row...)
	if len(p.held) < mostHeld {
		return nil
	}
	if p.file == nil {
		var err error
		if p.file, err = temporary.File(); err != nil {
			return err
		}
	}
	_, err := p.file.Write(p.held)
	p.held = p.held[:0]
	return err
}

// each goes through all of them; row, which named reads, is valid during the call only.
func (p *people) each(take func(kind int, row []byte) error) error {
	from := io.Reader(bytes.NewReader(p.held))
	if p.file != nil {
		if _, err := p.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		from = io.MultiReader(p.file, from)
	}
	r := bufio.NewReaderSize(from, 64<<10)
	for {
		kind, err := binary.ReadUvarint(r)
		if err == io.EOF {
			return nil
		}
		n, _ := binary.ReadUvarint(r) // an error comes again when the row is read
		p.row = slices.Grow(p.row[:0], int(n))[:n]
		if _, again := io.ReadFull(r, p.row); err != nil || again != nil {
			return errors.Join(err, again)
		}
		if err := take(int(kind), p.row); err != nil {
			return err
		}
	}
}

// named reads what names a person.
func named(row []byte) *record.PlanUser {
	u := &record.PlanUser{}
	row = row[copy(u.ID[:], row):]
	for _, part := range []*string{&u.UPN, &u.DisplayName, &u.Department, &u.CostCenter} {
		n, size := binary.Uvarint(row)
		*part = string(row[size : size+int(n)])
		row = row[size+int(n):]
	}
	return u
}

// Close lets go of the temporary file.
func (p *people) Close() error {
	if p.file == nil {
		return nil
	}
	file := p.file
	p.file, p.held = nil, nil
	return temporary.Close(file)
}
