package graphtest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Fault is something that goes wrong at one place. Of several faults that fit a request, the first one happens.
type Fault struct {
	Name  string // one of FaultKinds
	Value string // what it means depends on the kind; "" is the kind's own
	Path  string // below the version, a trailing * standing for anything; "" is /users
	Page  int    // only this page of a collection, from 1; 0 is any
	After int    // so many requests that fit are spared
	Times int    // how often it happens; 0 is the kind's own number, Ever without end
}

// Ever is a number of times without end.
const Ever = -1

// FaultKind documents a kind of fault.
type FaultKind struct {
	Name        string
	Value       string // the values it takes, for help
	Description string

	value   string // when none is given
	times   int    // when none is given; 0 is once
	check   func(value string) error
	instead func(*Server, *request, *active) reply // answers in place of the resource
	twist   func(*twist, string)                   // changes what the resource is asked
	edit    func(body []byte, value string) []byte // changes the body's bytes
	ruin    ruin                                   // changes how the body is sent
}

// FaultKinds lists what can go wrong.
func FaultKinds() []FaultKind {
	return slices.Concat(statusFaults(), pageFaults(), byteFaults(), wireFaults())
}

func findKind(name string) (FaultKind, bool) {
	kinds := FaultKinds()
	i := slices.IndexFunc(kinds, func(k FaultKind) bool { return k.Name == name })
	if i < 0 {
		return FaultKind{}, false
	}
	return kinds[i], true
}

// ParseFault reads NAME[=VALUE][@PATH][,page=N][,after=N][,times=N|ever]; for example
//
//	429=2.5@/users,page=3        the third page is throttled once, for two and a half seconds
//	500@/subscribedSkus,times=4  four answers with status 500
//	cut@/users,after=10          the eleventh request for users breaks off in its body
func ParseFault(s string) (Fault, error) {
	head, rest, _ := strings.Cut(s, ",")
	head, path, _ := strings.Cut(head, "@")
	name, value, _ := strings.Cut(head, "=")
	f := Fault{Name: name, Value: value, Path: path}
	for option := range strings.SplitSeq(rest, ",") {
		if option == "" {
			continue
		}
		key, number, _ := strings.Cut(option, "=")
		if key == "times" && number == "ever" {
			f.Times = Ever
			continue
		}
		into, ok := map[string]*int{"page": &f.Page, "after": &f.After, "times": &f.Times}[key]
		n, err := strconv.Atoi(number)
		if !ok || err != nil || n < 1 {
			return Fault{}, fmt.Errorf("fault %q: %q is none of page=N, after=N, times=N, times=ever", s, option)
		}
		*into = n
	}
	if err := f.check(); err != nil {
		return Fault{}, fmt.Errorf("fault %q: %w", s, err)
	}
	return f, nil
}

func (f Fault) check() error {
	k, ok := findKind(f.Name)
	if !ok {
		var names []string
		for _, k := range FaultKinds() {
			names = append(names, k.Name)
		}
		return fmt.Errorf("unknown kind %q; known are %s", f.Name, strings.Join(names, ", "))
	}
	if f.Value != "" && k.Value == "" {
		return errors.New(k.Name + " takes no value")
	}
	if f.Value != "" && k.check != nil {
		if err := k.check(f.Value); err != nil {
			return err
		}
	}
	if f.Path != "" && !strings.HasPrefix(f.Path, "/") {
		return fmt.Errorf("path %q does not begin with /", f.Path)
	}
	return nil
}

// active is a fault with its count.
type active struct {
	Fault
	kind       FaultKind
	seen, done int
}

type faultState struct {
	mu     sync.Mutex
	active []*active
}

func newFaultState(faults []Fault) (*faultState, error) {
	s := &faultState{}
	for _, f := range faults {
		if err := f.check(); err != nil {
			return nil, err
		}
		k, _ := findKind(f.Name)
		f.Value, f.Path = firstOf(f.Value, k.value), firstOf(f.Path, "/users")
		if f.Times == 0 {
			f.Times = k.times
		}
		if f.Times == 0 {
			f.Times = 1
		}
		s.active = append(s.active, &active{Fault: f, kind: k})
	}
	return s, nil
}

// take gives the fault that happens to a request, or nil.
func (s *faultState) take(req *request) *active {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.active {
		prefix, wild := strings.CutSuffix(a.Path, "*")
		if req.path != a.Path && !(wild && strings.HasPrefix(req.path, prefix)) || a.Page > 0 && a.Page != req.q.page {
			continue
		}
		if a.seen++; a.seen > a.After && (a.Times == Ever || a.done < a.Times) {
			a.done++
			return a
		}
	}
	return nil
}

// spoil does to a finished reply what the fault does to bytes.
func (a *active) spoil(rep *reply) {
	switch {
	case a == nil:
	case a.kind.edit != nil:
		rep.body = a.kind.edit(rep.body, a.Value)
	case a.kind.ruin != nil:
		rep.ruin = a.kind.ruin
	}
}
