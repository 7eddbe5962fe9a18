package record

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"prepaudit/reports/plain"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// random fills a value as an audit could: text of any kind, words that there are, keys left out.
func random(r *rand.Rand, v reflect.Value) {
	switch p := v.Addr().Interface().(type) {
	case *time.Time:
		*p = time.Time{}
		if r.IntN(3) > 0 {
			*p = time.Unix(r.Int64N(4e9), r.Int64N(1e9)).UTC()
		}
		return
	case *tenant.Tri:
		*p = tenant.Tri(r.IntN(3))
		return
	case *rules.Outcome:
		*p = one(r, rules.Outcomes())
		return
	case *rules.Readiness:
		*p = one(r, rules.Readinesses())
		return
	case *rules.Consequence:
		*p = one(r, rules.Consequences())
		return
	case *rules.Step:
		*p = one(r, rules.Steps())
		return
	case *rules.Level:
		*p = one(r, rules.Levels())
		return
	case *rules.Result:
		*p = one(r, rules.Results())
		return
	case *rules.LicenseStatus:
		*p = one(r, rules.LicenseStatuses())
		return
	case *rules.MDMState:
		*p = one(r, rules.MDMStates())
		return
	case *rules.DeviceKind:
		*p = one(r, rules.DeviceKinds())
		return
	case *tenant.GUID:
		if *p = (tenant.GUID{}); r.IntN(3) > 0 {
			*p = tenant.GUID{0: byte(r.Uint32()), 15: byte(r.Uint32())}
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.SetZero(); r.IntN(4) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			random(r, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				random(r, v.Field(i))
			}
		}
	case reflect.Slice:
		if v.SetZero(); r.IntN(4) > 0 {
			v.Set(reflect.MakeSlice(v.Type(), r.IntN(4), 4))
			for i := range v.Len() {
				random(r, v.Index(i))
			}
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range r.IntN(4) {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			random(r, key)
			random(r, value)
			v.SetMapIndex(key, value)
		}
	case reflect.String:
		v.SetString(one(r, texts))
	case reflect.Bool:
		v.SetBool(r.IntN(2) > 0)
	case reflect.Float64:
		v.SetFloat(float64(r.IntN(1e6)) / 1000)
	default:
		v.SetInt(r.Int64N(5))
	}
}

func one[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

var texts = []string{
	"", "", "plain", "two words", "=1+1", "<script>&amp;\"'\\", "a::b##c :", "\x1b[31m\u202e\u2066\u0085\U000e0041",
	"\n\r\t\b\f\x00\x7f",
	"lone \xff\xed\xa0\x80 \ufffd", "line\u2028\u2029separator\ufeff", "\U0001f469\u200d\U0001f469",
	strings.Repeat("long", 300), "\U000e0041\U000e0042",
}

// randomly calls of with many random values, the same in each run.
func randomly[T any](t *testing.T, n int, of func(*T)) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	for range n {
		var v T
		random(r, reflect.ValueOf(&v).Elem())
		if of(&v); t.Failed() {
			return
		}
	}
}

// What is written by hand is what plain marshaling writes.
func TestByHand(t *testing.T) {
	var e Encoder
	randomly(t, 20_000, func(u *User) {
		if u.Entitlement == nil {
			u.Entitlement = &Entitlement{}
		}
		want, err := Append(nil, u, false)
		for range 2 { // the second time it has the entitlement already
			sameJSON(t, "AppendUser", e.AppendUser(nil, u), want, err)
		}
	})
	randomly(t, 20_000, func(d *Device) {
		want, err := Append(nil, d, false)
		sameJSON(t, "AppendDevice", AppendDevice(nil, d), want, err)
	})
	randomly(t, 20_000, func(f *Finding) {
		want, err := Append(nil, f, false)
		sameJSON(t, "AppendFinding", AppendFinding(nil, f), want, err)
	})
}

// sameJSON says from where on what was written by hand differs, and who wrote it.
func sameJSON(t *testing.T, by string, got, want []byte, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		at := 0
		for at < min(len(got), len(want)) && got[at] == want[at] {
			at++
		}
		at = max(0, bytes.LastIndexByte(want[:at], ',')) // the key as a whole
		t.Errorf("%s (json.go) doesn't write what the fields and their tags say:\n got %.120q\nwant %.120q", by,
			got[min(at, len(got)):], want[at:])
	}
}

// Every field of a user and of a device comes from what the engine says of them: a row in which every field says
// something leaves none empty.
func TestTranslatedWhole(t *testing.T) {
	whole := func(v reflect.Value) {
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%v.%s stays empty: from.go doesn't fill it", v.Type(), v.Type().Field(i).Name)
			}
		}
	}
	findings := []rules.Finding{{Rule: &rules.Rule{}}}
	user := rules.UserRow{User: &tenant.User{}, Findings: findings}
	fill(reflect.ValueOf(user.User).Elem())
	fillEmpty(reflect.ValueOf(&user).Elem())
	user.Status = rules.RoomAccount // which is not judged
	whole(reflect.ValueOf(NewUser(&user)).Elem())

	device := rules.DeviceRow{Device: &tenant.Device{}, Findings: findings, Servicing: time.Unix(1, 0)}
	fill(reflect.ValueOf(device.Device).Elem())
	fillEmpty(reflect.ValueOf(&device).Elem())
	if err := Translate(wholeDevice{check: whole}).Device(&device); err != nil {
		t.Fatal(err)
	}
}

// wholeDevice checks the device that it gets.
type wholeDevice struct {
	Handler
	check func(reflect.Value)
}

func (w wholeDevice) Device(d *Device) error {
	w.check(reflect.ValueOf(d).Elem())
	return nil
}

// fillEmpty fills what is empty of a row, but for structs.
func fillEmpty(row reflect.Value) {
	for i := range row.NumField() {
		if f := row.Field(i); f.CanSet() && f.IsZero() && f.Kind() != reflect.Struct {
			fill(f)
		}
	}
}

// fill leaves nothing empty.
func fill(v reflect.Value) {
	if at, ok := v.Addr().Interface().(*time.Time); ok {
		*at = time.Unix(1, 0)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Array:
		fill(v.Index(0))
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(1)
	default:
		v.SetInt(1)
	}
}

// What was written is read as it was, and holds nothing that a terminal or a pipeline acts upon.
func TestThereAndBack(t *testing.T) {
	randomly(t, 2000, func(w *whole) {
		text, err := Append(nil, w, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range string(text) {
			if plain.Hidden(r) {
				t.Errorf("%U is not escaped in %.100q", r, text[max(0, bytes.IndexRune(text, r)-60):])
			}
		}
		if bytes.Contains(text, []byte("::")) || bytes.Contains(text, []byte("##")) {
			t.Errorf("a command for a pipeline is left in %.2000s", text)
		}
		var back whole
		if err := json.Unmarshal(text, &back, lenient); err != nil {
			t.Fatal(err)
		}
		if again, err := Append(nil, &back, false); err != nil || !bytes.Equal(again, text) {
			t.Errorf("%v\n%s\nwas\n%s", err, again, text)
		}
	})
}
