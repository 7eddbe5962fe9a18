package planning

import (
	"encoding/binary"

	"prepaudit/reports/record"
	"prepaudit/reports/temporary"
)

// people are what names each person, and of which kind they are, in their order: anybody may turn out to need a change.
type people struct {
	rows temporary.Rows
	row  []byte
}

// add keeps a person.
func (p *people) add(kind int, u *record.User) error {
	p.row = append(binary.AppendUvarint(p.row[:0], uint64(kind)), u.ID[:]...)
	for _, part := range []string{u.UPN, u.DisplayName, u.Department, u.CostCenter} {
		p.row = append(binary.AppendUvarint(p.row, uint64(len(part))), part...)
	}
	return p.rows.Add(p.row)
}

// each goes through all of them; row, which named reads, is valid during the call only.
func (p *people) each(take func(kind int, row []byte) error) error {
	return p.rows.Each(func(row []byte) error {
		kind, n := binary.Uvarint(row)
		return take(int(kind), row[n:])
	})
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
func (p *people) Close() error { return p.rows.Close() }
