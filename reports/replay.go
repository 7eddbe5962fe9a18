package reports

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
	"prepaudit/rules/tenant"
)

// ReportError is a file that Replay does not take.
type ReportError struct {
	Problem string
	hint    string
}

func (e *ReportError) Error() string { return e.Problem }

// Hint says what to do.
func (e *ReportError) Hint() string { return e.hint }

const reportHint = "give a file that prepaudit wrote with -o json=FILE"

// Replay reads a JSON report and plays its events to the format behind w, in one pass, whatever the number of users. It
// returns the exit status that the report ended with. w must come from New. options says what was stated anew, such as
// prices.
func Replay(r io.Reader, w Writer, change func(*Run)) (status int, err error) {
	f, ok := w.(*front)
	if !ok {
		return 0, errors.New("replay needs a Writer of this package")
	}
	if r, err = plainText(r); err != nil {
		return 0, err
	}
	p := &replay{dec: jsontext.NewDecoder(r, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)), f: f.format, rules: map[string]*rules.Rule{}}
	if status, err = p.report(change); err == nil {
		return status, nil
	}
	if _, ok := errors.AsType[*ReportError](err); ok || p.writing {
		return 0, err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, &ReportError{"the report breaks off in the middle", "the run that wrote it did not end; run it again"}
	}
	return 0, &ReportError{"it is no JSON report: " + err.Error(), reportHint}
}

// plainText is r without the byte-order mark of UTF-8; what no decoder of JSON would explain is refused by name.
func plainText(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	start, _ := b.Peek(3) // an error comes again when it is read
	switch {
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		b.Discard(3)
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		return nil, &ReportError{"it is UTF-16", "Windows PowerShell's > writes that; give the file that -o json=FILE writes"}
	case bytes.HasPrefix(start, []byte("\x1f\x8b")):
		return nil, &ReportError{"it is compressed", "unpack it: gzip -dc FILE | prepaudit render -"}
	}
	return b, nil
}

// replay is one reading of a report.
type replay struct {
	dec     *jsontext.Decoder
	f       format
	rules   map[string]*rules.Rule
	users   int // that were read
	devices int
	writing bool // the error came from the format
}

func (p *replay) report(change func(*Run)) (status int, err error) {
	if tok, err := p.dec.ReadToken(); err != nil {
		return 0, err
	} else if tok.Kind() != '{' {
		return 0, &ReportError{"it holds no JSON object", reportHint}
	}
	var run jsonRun
	whole, err := p.object("run", &run)
	if err != nil {
		return 0, err
	}
	if run.SchemaVersion != schemaVersion {
		return 0, &ReportError{fmt.Sprintf("it has schema version %d, and this program reads %d", run.SchemaVersion, schemaVersion),
			"render it with the prepaudit that wrote it, version " + cmp.Or(run.Version, "unknown") + ", or audit again"}
	}
	if err := complete("run", whole); err != nil {
		return 0, err
	}
	read := p.run(&run)
	change(&read)
	if err := p.write(p.f.begin(read)); err != nil {
		return 0, err
	}
	if err := list(p, "users", func(u *jsonUser) error {
		p.users++
		return p.user(u)
	}); err != nil {
		return 0, err
	}
	if err := list(p, "devices", func(d *jsonDevice) error {
		p.devices++
		return p.device(d)
	}); err != nil {
		return 0, err
	}
	if err := list(p, "findings", func(x *jsonFinding) error {
		finding, err := p.finding(x, rules.Subject{})
		if err != nil {
			return err
		}
		return p.write(p.f.finding(finding))
	}); err != nil {
		return 0, err
	}
	var sum jsonSummary
	if whole, err = p.object("summary", &sum); err != nil {
		return 0, err
	}
	if err := complete("summary", whole); err != nil {
		return 0, err
	}
	s, reading, err := p.summary(&sum)
	if err != nil {
		return 0, err
	}
	// The report must end, and be as its summary says: what is cut, joined or picked from is not shown as whole.
	if tok, err := p.dec.ReadToken(); err != nil {
		return 0, err
	} else if tok.Kind() != '}' {
		return 0, &ReportError{"more follows behind its summary", reportHint}
	}
	if _, err := p.dec.ReadToken(); err != io.EOF {
		return 0, &ReportError{"more follows behind the report", reportHint}
	}
	windows := s.Devices.Read - s.Devices.ByKind[rules.NotWindows] // others are counted and not listed
	switch {
	case p.users != s.Scope.InScope:
		return 0, &ReportError{fmt.Sprintf("it holds %s, and its summary counts %s", english.Count(p.users, "user"), english.Number(s.Scope.InScope)), reportHint}
	case p.devices != windows:
		return 0, &ReportError{fmt.Sprintf("it holds %s, and its summary counts %s", english.Count(p.devices, "Windows device"), english.Number(windows)), reportHint}
	case sum.ExitStatus != 0 && sum.ExitStatus != 3 && sum.ExitStatus != 4:
		return 0, &ReportError{fmt.Sprintf("no report ends with exit status %d", sum.ExitStatus), reportHint}
	}
	return sum.ExitStatus, p.write(p.f.end(s, reading))
}

// write notes whose error it is.
func (p *replay) write(err error) error {
	p.writing = err != nil
	return err
}

func (p *replay) key(want string) error {
	tok, err := p.dec.ReadToken()
	if err != nil {
		return err
	}
	if tok.Kind() != '"' || tok.String() != want {
		return &ReportError{fmt.Sprintf("it has no %s where they belong", want), reportHint}
	}
	return nil
}

// object reads what is small and comes once, and returns it as it stands.
func (p *replay) object(name string, into any) (jsontext.Value, error) {
	if err := p.key(name); err != nil {
		return nil, err
	}
	b, err := p.dec.ReadValue()
	if err != nil {
		return nil, err
	}
	return b, json.Unmarshal(b, into, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

// complete refuses what lacks a key that the schema requires.
func complete(name string, b []byte) error {
	key, err := lacking(name, b)
	if key != "" {
		return &ReportError{"it has no " + key, reportHint}
	}
	return err
}

// list reads one list, an element at a time.
func list[T any](p *replay, name string, take func(*T) error) error {
	if err := p.key(name); err != nil {
		return err
	}
	if tok, err := p.dec.ReadToken(); err != nil {
		return err
	} else if tok.Kind() != '[' {
		return &ReportError{name + " is no list", reportHint}
	}
	for p.dec.PeekKind() != ']' {
		var element T
		if err := json.UnmarshalDecode(p.dec, &element); err != nil {
			return err
		}
		if err := take(&element); err != nil {
			return err
		}
	}
	_, err := p.dec.ReadToken()
	return err
}

// rule finds a rule of the report. It is the report's own: another version may word it otherwise.
func (p *replay) rule(id string) (*rules.Rule, error) {
	if r := p.rules[id]; r != nil {
		return r, nil
	}
	return nil, &ReportError{fmt.Sprintf("it speaks of a rule %.20q that it does not list", id), reportHint}
}

func (p *replay) run(j *jsonRun) Run {
	r := Run{
		Version: j.Version, TenantID: string(j.Tenant.ID), TenantName: string(j.Tenant.Name), Domain: string(j.Tenant.DefaultDomain),
		Cloud: j.Cloud, CatalogDate: j.CatalogDate, WindowsDate: j.WindowsDate, Permissions: j.Permissions, ScopeText: string(j.Scope.Description), ScopeWhy: string(j.Scope.Why),
		Rules: p.rulesOf(j.Rules), Skipped: p.rulesOf(j.Skipped), OtherMDM: j.OtherMDM, AsOf: dayOf(j.AsOf), Columns: j.Columns,
		Redacted: j.Redacted, NetworkOnly: j.NetworkOnly, Network: (*tenant.NetworkReport)(j.Network),
		Source: string(j.Reading.Source), Started: j.Reading.Started,
	}
	for _, price := range j.Prices {
		r.Prices.list = append(r.Prices.list, Price(price))
	}
	for _, g := range j.Groups {
		l := tenant.LicenseGroup{Group: tenant.Group{ID: g.ID, DisplayName: string(g.Name)}, State: string(g.State), HasErrors: tri(g.HasErrors)}
		for _, k := range g.Licenses {
			l.Licenses = append(l.Licenses, tenant.License(k))
		}
		r.Groups = append(r.Groups, l)
	}
	return r
}

func (p *replay) rulesOf(list []jsonRule) []*rules.Rule {
	var all []*rules.Rule
	for _, j := range list {
		r := &rules.Rule{ID: j.ID, Title: j.Title, Level: j.Level, Citation: j.Citation, Rationale: j.Rationale, Remediation: j.Remediation, Needs: j.Needs, Uses: j.Uses, Flag: j.Flag}
		p.rules[j.ID] = r
		all = append(all, r)
	}
	return all
}
