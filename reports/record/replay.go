package record

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"prepaudit/rules"
	"prepaudit/rules/english"
)

// ReportError is a file that Replay does not take.
type ReportError struct {
	Problem string
	hint    string
}

func (e *ReportError) Error() string { return e.Problem }

// Hint says what to do.
func (e *ReportError) Hint() string { return e.hint }

func refuse(format string, a ...any) error {
	return &ReportError{fmt.Sprintf(format, a...), "give a file that prepaudit wrote with -o json=FILE"}
}

// Replay reads a JSON report and plays it to a Handler, in one pass, whatever the number of users. A file that is no
// whole report is a *ReportError; the Handler may have got the beginning of it.
func Replay(r io.Reader, to Handler) error {
	r, err := plainText(r)
	if err != nil {
		return err
	}
	p := &replay{dec: jsontext.NewDecoder(r, lenient), to: to, rules: map[string]bool{}}
	if err := p.report(); err != nil {
		return p.told(err)
	}
	return nil
}

// lenient is how a report is read: it may have come through tools that are less strict.
var lenient = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// plainText is r without the byte-order mark of UTF-8; what no decoder of JSON would explain is refused by name.
func plainText(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	start, _ := b.Peek(4) // an error comes again when it is read
	switch {
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		b.Discard(3)
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		return nil, &ReportError{"it is UTF-16",
			"Windows PowerShell's > writes that; give the file that -o json=FILE writes"}
	case bytes.HasPrefix(start, []byte("\x1f\x8b")):
		return nil, &ReportError{"it is compressed", "unpack it: gzip -dc FILE | prepaudit render -"}
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return nil, &ReportError{"it is a zip",
			"unpack it; a snapshot is audited first: prepaudit audit --from FILE.zip -o json=REPORT.json"}
	}
	return b, nil
}

// replay is one reading of a report.
type replay struct {
	dec     *jsontext.Decoder
	to      Handler
	rules   map[string]bool // that the report lists
	older   bool            // it has schema version 1
	run     Run
	sum     Summary
	users   int // that were read
	devices int
	writing bool // the error came from the Handler
}

// told says of an error what is wrong with the report.
func (p *replay) told(err error) error {
	if _, ok := errors.AsType[*ReportError](err); ok || p.writing {
		return err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &ReportError{"the report breaks off in the middle", "the run that wrote it did not end; run it again"}
	}
	if value, ok := errors.AsType[*json.SemanticError](err); ok && value.Err != nil {
		err = value.Err
	}
	return refuse("it isn't a JSON report: %v", err)
}

func (p *replay) report() error {
	if err := p.token('{', "it has no JSON object"); err != nil {
		return err
	}
	if err := p.object("run", &p.run); err != nil {
		return err
	}
	p.run.SchemaVersion = SchemaVersion // as which it is handed on
	for _, list := range [][]Rule{p.run.Rules, p.run.Skipped} {
		for _, r := range list {
			p.rules[r.ID] = true
		}
	}
	if err := p.hand(nil, func() error { return p.to.Run(&p.run) }); err != nil {
		return err
	}
	if err := list(p, "users", func(u *User) error {
		p.users++
		if u.ID.IsZero() || u.Entitlement == nil || u.Findings == nil {
			return refuse("user %s has no id, entitlement or findings", english.Number(p.users))
		}
		return p.hand(u.Findings, func() error { return p.to.User(u) })
	}); err != nil {
		return err
	}
	if err := list(p, "devices", func(d *Device) error {
		p.devices++
		if d.ID.IsZero() || d.Findings == nil {
			return refuse("device %s has no id or findings", english.Number(p.devices))
		}
		return p.hand(d.Findings, func() error { return p.to.Device(d) })
	}); err != nil {
		return err
	}
	if err := list(p, "findings", func(f *Finding) error {
		return p.hand([]Finding{*f}, func() error { return p.to.Finding(f) })
	}); err != nil {
		return err
	}
	if err := p.object("summary", &p.sum); err != nil {
		return err
	}
	var tallies []Finding
	for _, t := range p.sum.Tallies {
		tallies = append(tallies, Finding{Rule: t.ID})
	}
	// The report must end, and be as its summary says: what is cut, joined or picked from is not shown as whole.
	if err := p.token('}', "more follows behind its summary"); err != nil {
		return err
	}
	if _, err := p.dec.ReadToken(); err != io.EOF {
		return refuse("more follows behind the report")
	}
	windows := p.sum.Devices.Read - p.sum.Devices.ByKind[rules.NotWindows] // others are counted and not listed
	switch status := p.sum.ExitStatus; {
	case p.users != p.sum.Scope.InScope:
		return refuse("it has %s, and its summary counts %s",
			english.Count(p.users, "user"), english.Number(p.sum.Scope.InScope))
	case p.devices != windows:
		return refuse("it has %s, and its summary counts %s",
			english.Count(p.devices, "Windows device"), english.Number(windows))
	case p.sum.Excused != nil && !p.sum.excusedAddsUp():
		return refuse("what it excuses isn't what it found")
	case status != 0 && status != 3 && status != 4:
		return refuse("no report ends with exit status %d", status)
	}
	return p.hand(tallies, func() error { return p.to.Summary(&p.sum) })
}

// hand plays one event, and notes whose error it is. What speaks of a rule that the report does not list is refused:
// another version may word it otherwise.
func (p *replay) hand(all []Finding, event func() error) error {
	for i := range all {
		if !p.rules[all[i].Rule] {
			return refuse("it speaks of a rule %.20q that it does not list", all[i].Rule)
		}
	}
	err := event()
	p.writing = err != nil
	return err
}

func (p *replay) token(kind jsontext.Kind, problem string) error {
	tok, err := p.dec.ReadToken()
	if err == nil && tok.Kind() != kind {
		return refuse("%s", problem)
	}
	return err
}

func (p *replay) key(want string) error {
	tok, err := p.dec.ReadToken()
	if err == nil && (tok.Kind() != '"' || tok.String() != want) {
		if want == "run" {
			return refuse("it isn't the report of an audit: that begins with \"run\"")
		}
		return refuse("it isn't a whole report of an audit: \"%s\" isn't where it belongs", want)
	}
	return err
}

// object reads what is small and comes once. One that lacks a key which the schema requires is refused.
func (p *replay) object(name string, into any) error {
	if err := p.key(name); err != nil {
		return err
	}
	b, err := p.dec.ReadValue()
	if err != nil {
		return err
	}
	var of struct {
		SchemaVersion int    `json:"schemaVersion"`
		Version       string `json:"version"`
	}
	if err := json.Unmarshal(b, &of, lenient); err != nil {
		return err
	}
	if name == "run" {
		p.older = of.SchemaVersion == 1
		if v := of.SchemaVersion; v < 1 || v > SchemaVersion {
			return &ReportError{
				fmt.Sprintf("it has schema version %d, and this program reads 1 to %d", v, SchemaVersion),
				"render it with the prepaudit that wrote it, version " + cmp.Or(of.Version, "unknown") + ", or audit again",
			}
		}
	}
	if p.older {
		if b, err = upgraded(b); err != nil {
			return err
		}
	}
	if key, err := lacking(name, into, b); err != nil {
		return err
	} else if key != "" {
		return refuse("it has no %s", key)
	}
	return json.Unmarshal(b, into, lenient)
}

// list reads one list, an element at a time.
func list[T any](p *replay, name string, take func(*T) error) error {
	if err := p.key(name); err != nil {
		return err
	}
	if err := p.token('[', name+" is no list"); err != nil {
		return err
	}
	for p.dec.PeekKind() != ']' {
		var element T
		if err := p.next(&element); err != nil {
			return err
		}
		if err := take(&element); err != nil {
			return err
		}
	}
	_, err := p.dec.ReadToken()
	return err
}

// next reads the next element of a list.
func (p *replay) next(element any) error {
	if !p.older {
		return json.UnmarshalDecode(p.dec, element)
	}
	b, err := p.dec.ReadValue()
	if err != nil {
		return err
	}
	if b, err = upgraded(b); err != nil {
		return err
	}
	return json.Unmarshal(b, element, lenient)
}
