package reports

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Redactor replaces what names a person or a device by pseudonyms: HMACs under a key, so that the same user has the
// same pseudonym in every report and format, and nobody without the key finds out who it is. Groups, products, policies
// and the tenant keep their names.
type Redactor struct {
	key []byte
	// Drop are the columns that reports go without, by their names in JSON.
	Drop []string

	unique, users int // that the last report had
}

// leastKey is how many bytes a key has at least.
const leastKey = 16

// NewRedactor takes a secret, such as the content of a file; white space around it does not count. Fewer than 16 bytes
// are an error.
func NewRedactor(secret []byte) (*Redactor, error) {
	secret = bytes.TrimSpace(secret)
	if len(secret) < leastKey {
		return nil, fmt.Errorf("the key has %d bytes, and at least %d are needed", len(secret), leastKey)
	}
	key := sha256.Sum256(secret)
	return &Redactor{key: key[:]}, nil
}

// sum is the HMAC of a value of one kind.
func (r *Redactor) sum(kind, value string) []byte {
	mac := hmac.New(sha256.New, r.key)
	io.WriteString(mac, kind+"\x00"+value)
	return mac.Sum(nil)
}

// word is a pseudonym with 64 bits of the HMAC, so that two of a million users hardly share one; "" stays "".
func (r *Redactor) word(kind, before, value, after string) string {
	if value == "" {
		return ""
	}
	return before + hex.EncodeToString(r.sum(kind, value)[:8]) + after
}

// id is a GUID of version 8; zero stays zero.
func (r *Redactor) id(g tenant.GUID) tenant.GUID {
	if g.IsZero() {
		return g
	}
	var out tenant.GUID
	copy(out[:], r.sum("id", g.String()))
	out[6], out[8] = out[6]&0x0f|0x80, out[8]&0x3f|0x80
	return out
}

func (r *Redactor) upn(s string) string {
	return r.word("upn", "user-", strings.ToLower(s), "@redacted.invalid")
}

// Key tells pseudonyms of one key from those of another, and nothing of the key or of whom they are for.
func (r *Redactor) Key() string { return hex.EncodeToString(r.sum("key", "prepaudit")[:8]) }

// Subject is a subject with its pseudonyms.
func (r *Redactor) Subject(s rules.Subject) rules.Subject {
	switch s.Kind {
	case "user":
		s.Name = r.upn(s.Name)
	case "device":
		s.Name = r.word("name", "device-", s.Name, "")
	default:
		return s
	}
	if g, err := tenant.ParseGUID(s.ID); err == nil {
		s.ID = r.id(g).String()
	} else {
		s.ID = r.word("id", "", s.ID, "")
	}
	return s
}

// errRedacted refuses a second set of pseudonyms.
var errRedacted = errors.New("the report is redacted already")

// Before puts pseudonyms into everything that a Handler gets. Users and devices are handed on in the order of their
// pseudonyms: in Graph's own, whoever can list the directory would name them all. The Handler is an io.Closer.
func (r *Redactor) Before(h record.Handler) record.Handler {
	x := &redacted{to: h, r: r, alike: map[uint64]bool{}}
	x.users.append, x.devices.append = x.encoder.AppendUser, record.AppendDevice
	return x
}

// redacted hands on with pseudonyms.
type redacted struct {
	to      record.Handler
	r       *Redactor
	columns []string      // --columns
	drop    []func(*kept) // --redact-columns
	encoder record.Encoder
	users   spool[record.User]
	devices spool[record.Device]
	alike   map[uint64]bool // what users look like, and whether only one does
	about   []record.Finding
	// what is spooled, used again and again
	person  record.User
	machine record.Device
	found   []record.Finding
}

// openColumns are properties of users that say nothing of who they are; all others of --columns are replaced. Of dates
// only that of the synchronisation, which many share, stays: another names a user to the second, or a colleague's first
// day.
var openColumns = []string{
	"accountEnabled", "ageGroup", "city", "companyName", "country", "creationType", "department", "employeeType",
	"externalUserState", "jobTitle", "officeLocation", "onPremisesDomainName", "onPremisesLastSyncDateTime",
	"onPremisesSyncEnabled", "preferredDataLocation", "preferredLanguage", "showInAddressList", "state",
	"usageLocation", "userType",
}

// extra is the value of a column of --columns. An address has the pseudonym of the user principal name that is the
// same.
func (x *redacted) extra(i int, value string) string {
	switch {
	case i >= len(x.columns):
	case slices.Contains(openColumns, x.columns[i]):
		return value
	case x.columns[i] == "mail", x.columns[i] == "onPremisesUserPrincipalName":
		return x.r.upn(value)
	}
	return x.r.word("extra", "value-", value, "")
}

// place is where a tenant was read, without the folder, which may be somebody's.
func (r *Redactor) place(source string) string {
	if source == "" || strings.Contains(source, "://") || strings.HasPrefix(source, "simulated tenant ") {
		return r.Text(source)
	}
	return "a folder"
}

func (x *redacted) Run(r *record.Run) error {
	if r.Redacted {
		return errRedacted
	}
	run := *r
	run.Redacted, run.RedactionKey = true, x.r.Key()
	x.columns = run.Columns
	drop, columns, err := dropping(x.r.Drop, run.Columns)
	if err != nil {
		return err
	}
	x.drop, run.Columns, run.Dropped = drop, columns, dropped(x.r.Drop)
	run.Scope = record.Scope{Description: x.r.Text(run.Scope.Description), Why: x.r.Text(run.Scope.Why)}
	run.Reading.Source = x.r.place(run.Reading.Source)
	if n := run.Network; n != nil {
		network := *n
		network.Machine = x.r.word("name", "machine-", n.Machine, "")
		run.Network = &network
	}
	return x.to.Run(&run)
}

func (x *redacted) User(was *record.User) error {
	x.person = *was
	u := &x.person
	u.ID = x.r.id(u.ID)
	u.DisplayName = x.r.word("user", "User ", was.ID.String(), "")
	u.UPN, u.OnPremisesUPN = x.r.upn(u.UPN), x.r.upn(u.OnPremisesUPN)
	u.EmployeeID = x.r.word("employee", "employee-", u.EmployeeID, "")
	if len(u.Extra) > 0 {
		u.Extra = slices.Clone(u.Extra)
		for i := range u.Extra {
			u.Extra[i] = x.extra(i, u.Extra[i])
		}
	}
	if len(u.Findings) > 0 || u.InError != "" {
		names := replacer(was.UPN, u.UPN, was.OnPremisesUPN, u.OnPremisesUPN, was.ID.String(), u.ID.String(),
			was.EmployeeID, u.EmployeeID, was.DisplayName, u.DisplayName)
		u.Findings = x.findings(u.Findings, names)
		u.InError = x.r.Text(names.Replace(u.InError))
	}
	u.LastSignIn = monthOf(u.LastSignIn)
	u.Licenses, u.States = ordered(u.Licenses), slices.Clone(u.States)
	for i := range u.States {
		if st := &u.States[i]; st.Updated != 0 {
			st.Updated = month(time.Unix(st.Updated, 0)).Unix()
		}
	}
	x.dropFrom(&kept{user: u, columns: x.columns})
	x.look(u)
	return x.users.add(u.ID, u)
}

func (x *redacted) Device(was *record.Device) error {
	x.machine = *was
	d := &x.machine
	d.ID, d.UserID, d.UPN = x.r.id(d.ID), x.r.id(d.UserID), x.r.upn(d.UPN)
	d.Name, d.Serial = x.r.word("name", "device-", d.Name, ""), x.r.word("serial", "serial-", d.Serial, "")
	if len(d.Findings) > 0 {
		names := replacer(was.UPN, d.UPN, was.ID.String(), d.ID.String(), was.Serial, d.Serial, was.Name, d.Name)
		d.Findings = x.findings(d.Findings, names)
	}
	d.Enrolled, d.LastSync = month(d.Enrolled), month(d.LastSync)
	x.dropFrom(&kept{device: d})
	return x.devices.add(d.ID, d)
}

func (x *redacted) Finding(f *record.Finding) error {
	if err := x.flush(); err != nil {
		return err
	}
	one := x.one(*f, replacer())
	if n := len(x.about); n > 0 && (x.about[n-1].Rule != one.Rule || x.about[n-1].Subject.Kind != one.Subject.Kind) {
		if err := x.findingsOf(); err != nil {
			return err
		}
	}
	if one.Subject.Kind == "user" || one.Subject.Kind == "device" {
		x.about = append(x.about, one)
		return nil
	}
	return x.to.Finding(&one)
}

// findingsOf hands on what one rule says of users or devices, in the order of their pseudonyms too.
func (x *redacted) findingsOf() error {
	slices.SortStableFunc(x.about, func(a, b record.Finding) int { return strings.Compare(a.Subject.ID, b.Subject.ID) })
	for i := range x.about {
		if err := x.to.Finding(&x.about[i]); err != nil {
			return err
		}
	}
	x.about = x.about[:0]
	return nil
}

// flush hands on users, then devices; later it finds none.
func (x *redacted) flush() error {
	if err := x.users.each(x.to.User); err != nil {
		return err
	}
	return x.devices.each(x.to.Device)
}

// Close lets go of temporary files.
func (x *redacted) Close() error { return errors.Join(x.users.Close(), x.devices.Close()) }

// findings are those of one user or device; names knows theirs.
func (x *redacted) findings(all []record.Finding, names *strings.Replacer) []record.Finding {
	x.found = x.found[:0]
	for _, f := range all {
		x.found = append(x.found, x.one(f, names))
	}
	return x.found
}

func (x *redacted) one(f record.Finding, names *strings.Replacer) record.Finding {
	f.Detail = x.r.Text(names.Replace(f.Detail))
	if f.Rule == "LIC-17" {
		f.Detail = signedIn.ReplaceAllString(f.Detail, "$1")
	}
	f.Subject = x.r.Subject(f.Subject)
	return f
}

func (x *redacted) Summary(was *record.Summary) error {
	if err := errors.Join(x.flush(), x.findingsOf()); err != nil {
		return err
	}
	s := *was
	unique := x.unique()
	s.Unique, x.r.unique, x.r.users = &unique, unique, s.Scope.InScope
	s.Plan, s.Planned = nil, nil // planned behind it, with pseudonyms
	s.Causes = slices.Clone(s.Causes)
	for i := range s.Causes {
		x.cause(&s.Causes[i])
	}
	s.WhatIf = slices.Clone(s.WhatIf)
	for i := range s.WhatIf {
		s.WhatIf[i] = x.r.Text(s.WhatIf[i])
	}
	s.Scope.Description, s.Scope.Why = x.r.Text(s.Scope.Description), x.r.Text(s.Scope.Why)
	s.Scope.Doubt = x.r.Text(s.Scope.Doubt)
	s.Missing = x.gaps(s.Missing)
	s.Tallies = slices.Clone(s.Tallies)
	for i := range s.Tallies {
		s.Tallies[i].Missing = x.gaps(s.Tallies[i].Missing)
	}
	s.Associations = x.associations(s.Associations)
	s.Excused = x.excused(s.Excused, s.Causes)
	s.Matrix = slices.Clone(s.Matrix)
	for i := range s.Matrix {
		s.Matrix[i].Detail = x.r.Text(s.Matrix[i].Detail)
	}
	return x.to.Summary(&s)
}

// associations have the pseudonyms of the devices that they become.
func (x *redacted) associations(all []record.Association) []record.Association {
	all = slices.Clone(all)
	for i := range all {
		a := &all[i]
		if id, err := tenant.ParseGUID(a.ID); err == nil {
			a.ID = x.r.id(id).String()
		} else {
			a.ID = x.r.word("id", "", a.ID, "")
		}
		a.Serial, a.UUID = x.r.word("serial", "serial-", a.Serial, ""), x.r.word("uuid", "uuid-", a.UUID, "")
		a.Device, a.DeviceName = x.r.id(a.Device), x.r.word("name", "device-", a.DeviceName, "")
		a.Preassociated = month(a.Preassociated)
	}
	slices.SortStableFunc(all, func(a, b record.Association) int { return strings.Compare(a.ID, b.ID) })
	return all
}

func (x *redacted) gaps(gaps []rules.Gap) []rules.Gap {
	gaps = slices.Clone(gaps)
	for i := range gaps {
		gaps[i].Why, gaps[i].Hint = x.r.Text(gaps[i].Why), x.r.Text(gaps[i].Hint)
	}
	return gaps
}

// replacer leaves out what is too short to be told from other words.
func replacer(pairs ...string) *strings.Replacer {
	var kept []string
	for i := 0; i < len(pairs); i += 2 {
		if len(pairs[i]) >= 3 {
			kept = append(kept, pairs[i], pairs[i+1])
		}
	}
	return strings.NewReplacer(kept...)
}
