package audit

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"iter"
	"os"
	"slices"
	"time"

	"prepaudit/reports/temporary"
	"prepaudit/rules/tenant"
)

// held are devices that were read before the users, so that a user's row says how many there are, and that are judged
// and told behind them. What is more than most bytes goes to a temporary file.
type held struct {
	most  int
	one   []byte
	b     []byte
	file  *os.File
	count int
}

// mostHeld is how many bytes of devices are held in memory: some 15,000.
const mostHeld = 4 << 20

// add keeps a copy of a device, its times to the second, as reports have them.
func (h *held) add(d *tenant.Device) error {
	h.one = append(append(h.one[:0], d.ID[:]...), d.UserID[:]...)
	for _, n := range []int64{int64(d.SKUNumber), int64(d.Autopilot), d.Enrolled.Unix(), d.LastSync.Unix()} {
		h.one = binary.AppendVarint(h.one, n)
	}
	texts := textsOf(d)
	for _, s := range texts {
		h.one = binary.AppendUvarint(h.one, uint64(len(*s)))
	}
	for _, s := range texts {
		h.one = append(h.one, *s...)
	}
	h.b = append(binary.AppendUvarint(h.b, uint64(len(h.one))), h.one...)
	h.count++
	if len(h.b) < h.most {
		return nil
	}
	return h.put()
}

// textsOf are the texts of a device, in the order in which they are kept.
func textsOf(d *tenant.Device) [14]*string {
	return [...]*string{&d.Name, &d.Serial, &d.Manufacturer, &d.Model, &d.System, &d.Version, &d.SKUFamily, &d.JoinType,
		&d.Enrollment, &d.Ownership, &d.Agent, &d.ProfileName, &d.Compliance, &d.UPN}
}

// device is what add kept.
func device(b []byte) (d tenant.Device) {
	copy(d.ID[:], b)
	copy(d.UserID[:], b[16:])
	b = b[32:]
	number := func() int64 {
		v, n := binary.Varint(b)
		b = b[n:]
		return v
	}
	d.SKUNumber, d.Autopilot = int(number()), tenant.Tri(number())
	d.Enrolled, d.LastSync = time.Unix(number(), 0).UTC(), time.Unix(number(), 0).UTC()
	texts := textsOf(&d)
	var ends [len(texts)]uint64
	end := uint64(0)
	for i := range ends {
		v, n := binary.Uvarint(b)
		b, end = b[n:], end+v
		ends[i] = end
	}
	all, from := string(b), uint64(0)
	for i, s := range texts {
		*s, from = all[from:ends[i]], ends[i]
	}
	return d
}

func (h *held) put() (err error) {
	if h.file == nil {
		if h.file, err = temporary.File(); err != nil {
			return err
		}
	}
	_, err = h.file.Write(h.b)
	h.b = h.b[:0]
	return err
}

// all yields the devices in the order in which they were added; each is valid until the next.
func (h *held) all() iter.Seq2[*tenant.Device, error] {
	return func(yield func(*tenant.Device, error) bool) {
		var from io.Reader = bytes.NewReader(h.b)
		if h.file != nil {
			err := h.put()
			if _, seek := h.file.Seek(0, io.SeekStart); err == nil {
				err = seek
			}
			if err != nil {
				yield(nil, err)
				return
			}
			from = h.file
		}
		r := bufio.NewReaderSize(from, 64<<10)
		for range h.count {
			n, err := binary.ReadUvarint(r)
			if err == nil {
				h.one = slices.Grow(h.one[:0], int(n))[:n]
				_, err = io.ReadFull(r, h.one)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			d := device(h.one)
			if !yield(&d, nil) {
				return
			}
		}
	}
}

// Close lets go of the temporary file.
func (h *held) Close() error {
	if h.file == nil {
		return nil
	}
	err := temporary.Close(h.file)
	h.file = nil
	return err
}
