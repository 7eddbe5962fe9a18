package windows

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Read reads tables in the form of the embedded ones, which `prepaudit catalog windows` prints. An error names the
// line.
func Read(r io.Reader) (*Tables, error) {
	t := &Tables{editions: map[int]Edition{}}
	lines := bufio.NewScanner(io.LimitReader(r, 1<<20))
	for n := 1; lines.Scan(); n++ {
		fields := strings.Fields(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if err := t.line(fields); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	switch {
	case len(t.releases) == 0 || len(t.editions) == 0:
		return nil, errors.New("it has no releases, or no editions")
	case t.Date().IsZero():
		return nil, errors.New(`no line "source 2026-12-31 WHERE" before the releases says how old they are`)
	}
	return t, nil
}

func (t *Tables) line(f []string) (err error) {
	switch {
	case f[0] == "source" && len(f) >= 3:
		t.source = Source{Where: strings.Join(f[2:], " ")}
		if f[1] != "-" {
			t.source.Date, err = time.Parse(time.DateOnly, f[1])
		}
		return err
	case f[0] == "edition" && len(f) >= 5:
		return t.edition(f[1:])
	case (f[0] == string(LongTerm) || f[0] == string(IoTLongTerm)) && len(f) == 6:
		return t.release(f[1:], Channel(f[0]))
	case len(f) == 5:
		return t.release(f, General)
	}
	return fmt.Errorf("%.60q is neither a source, nor a release with five columns, nor an edition", strings.Join(f, " "))
}

func (t *Tables) release(f []string, ch Channel) (err error) {
	r := Release{Name: f[0], Channel: ch, Source: t.source}
	if r.Build, err = strconv.Atoi(f[1]); err != nil || r.Build <= 0 {
		return fmt.Errorf("%.20q isn't a build", f[1])
	}
	if r.Released, err = time.Parse(time.DateOnly, f[2]); err != nil {
		return err
	}
	if r.Consumer, r.ConsumerUnverified, err = readEnd(f[3]); err == nil {
		r.Enterprise, r.EnterpriseUnverified, err = readEnd(f[4])
	}
	if t.Release(r.Build, ch) != nil && err == nil {
		err = fmt.Errorf("build %d is listed twice", r.Build)
	}
	t.releases = append(t.releases, r)
	return err
}

func readEnd(s string) (end time.Time, unverified bool, err error) {
	switch s {
	case "-":
		return time.Time{}, false, nil
	case "?":
		return time.Time{}, true, nil
	}
	end, err = time.Parse(time.DateOnly, s)
	return end, false, err
}

func (t *Tables) edition(f []string) (err error) {
	e := Edition{Class: Class(f[1]), Enterprise: f[2] != "W", Name: strings.Join(f[3:], " "), Source: t.source}
	switch f[2] {
	case "L":
		e.Channel = LongTerm
	case "I":
		e.Channel = IoTLongTerm
	case "W", "E", "-":
	default:
		return fmt.Errorf("%.20q is not W, E, L, I or -, whose end of servicing an edition has", f[2])
	}
	if e.Number, err = strconv.Atoi(f[0]); err != nil || e.Number < 0 {
		return fmt.Errorf("%.20q isn't the number of an edition", f[0])
	}
	switch e.Class {
	case Supported, LTSC, Evaluation, Other, Unverified:
	default:
		return fmt.Errorf("%.20q isn't a class of editions", f[1])
	}
	if _, twice := t.editions[e.Number]; twice {
		return fmt.Errorf("edition %d is listed twice", e.Number)
	}
	t.editions[e.Number] = e
	return nil
}
