package record

import (
	"reflect"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"prepaudit/rules/tenant"
)

// Each part of the report and each of its keys has its line in about.txt, in the order of the schema, and no other has.
func TestAbout(t *testing.T) {
	var want []string
	parts := []reflect.Type{reflect.TypeFor[whole]()}
	s := schema{done: map[reflect.Type]bool{}}
	for ; len(parts) > 0; parts, s.defs = append(parts[1:], s.defs...), nil {
		want = append(want, nameOf(parts[0]))
		if _, ok := shorts[parts[0]]; ok {
			continue
		}
		for _, f := range fieldsOf(parts[0]) {
			want = append(want, "  "+f.key)
			if exact[nameOf(parts[0])+"."+f.key] == "" {
				s.value(f.of)
			}
		}
	}
	var got []string
	for line := range strings.Lines(aboutText) {
		key, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		got = append(got, key)
	}
	want, got = append(want, "the end"), append(got, "the end")
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] {
			t.Fatalf("line %d of about.txt: %q, want %q", i+1, got[i], want[i])
		}
	}
}

// So does each part of an answer about one person, and of a plan, that a report does not have.
func TestAboutOthers(t *testing.T) {
	for _, of := range []struct {
		root  reflect.Type
		text  string
		parts int
	}{{reflect.TypeFor[Answer](), answerText, 5}, {reflect.TypeFor[Plan](), planText, 2},
		{reflect.TypeFor[Diff](), diffText, 14}, {reflect.TypeFor[Notice](), noticeText, 5},
		{reflect.TypeFor[History](), historyText, 2}, {reflect.TypeFor[Tenants](), tenantsText, 7}} {
		known, more := about(aboutText), about(of.text)
		s := schema{done: map[reflect.Type]bool{}}
		parts := 0
		for at := []reflect.Type{of.root}; len(at) > 0; at, s.defs = append(at[1:], s.defs...), nil {
			name := nameOf(at[0])
			if _, ok := shorts[at[0]]; ok {
				continue
			}
			_, there := known[name]
			if !there {
				parts++
			}
			for _, f := range fieldsOf(at[0]) {
				path := name + "." + f.key
				_, listed := more[path]
				_, told := known[path]
				if _, owned := known[nameOf(f.owner)+"."+f.key]; !told && !owned && !listed {
					t.Errorf("%s of %s is not told", f.key, name)
				}
				delete(more, path)
				s.value(f.of)
			}
			delete(more, name)
		}
		if parts != of.parts || len(more) > 0 {
			t.Errorf("%s: %d parts; the text also has %v", of.root, parts, more)
		}
	}
}

// What the schema requires is always written, and what it does not require is left out where it says nothing.
func TestFieldsAreOptional(t *testing.T) {
	for _, v := range []any{&whole{}, &User{}, &Entitlement{}, &Part{}, &Device{}, &Finding{}, &Tally{},
		&Subscription{}, &MDM{}, &Rule{}, &Group{}, &Answer{}, &Plan{}, &PlanUser{}, &NotChecked{}, &tenant.OwnDevice{},
		&Diff{}, &DiffSide{}, &DiffCause{}, &DiffRule{}, &DiffSeats{}, &DiffSetting{}, &DiffPerson{}, &DiffDevice{},
		&Tenants{}, &Coverage{}, &Audited{}, &AuditedPlan{}, &CommonCause{}} {
		b, err := Append(nil, v, false)
		if err != nil {
			t.Fatal(err)
		}
		var written map[string]any
		if err := json.Unmarshal(b, &written); err != nil {
			t.Fatal(err)
		}
		for _, f := range fieldsOf(reflect.TypeOf(v).Elem()) {
			if _, ok := written[f.key]; ok == f.optional {
				t.Errorf("%T: %s is written: %v, optional: %v", v, f.key, ok, f.optional)
			}
		}
	}
	if keys := fieldsOf(reflect.TypeFor[whole]()); len(keys) != 5 || keys[4].key != "summary" {
		t.Errorf("the keys of the whole are %v", keys)
	}
}
