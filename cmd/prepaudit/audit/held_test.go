package audit

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"prepaudit/rules/tenant"
)

// What is held of a device is all of it, in memory and in a file.
func TestHeld(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, most := range []int{1, 700, mostHeld} {
		h := &held{most: most}
		var want []tenant.Device
		for i := range 50 {
			d := tenant.Device{}
			v := reflect.ValueOf(&d).Elem()
			for k := range v.NumField() {
				switch f := v.Field(k); f.Interface().(type) {
				case string:
					f.SetString(strings.Repeat(string(rune('a'+k)), r.IntN(200)))
				case int:
					f.SetInt(int64(r.IntN(1000) - 1))
				case tenant.Tri:
					f.SetUint(uint64(r.IntN(3)))
				case tenant.GUID:
					f.Set(reflect.ValueOf(tenant.GUID{byte(i), byte(k), 15: 1}))
				case time.Time:
					if i > 0 { // one has none
						f.Set(reflect.ValueOf(time.Unix(r.Int64N(4e9), 0).UTC()))
					}
				default:
					t.Fatalf("%s is of a kind that is not held", v.Type().Field(k).Name)
				}
			}
			want = append(want, d)
			if err := h.add(&d); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 { // it can be asked again
			i := 0
			for d, err := range h.all() {
				if err != nil {
					t.Fatal(err)
				}
				if *d != want[i] {
					t.Errorf("most %d: %+v, was %+v", most, *d, want[i])
				}
				i++
			}
			if i != len(want) {
				t.Errorf("most %d: %d of %d devices", most, i, len(want))
			}
		}
		if filed := h.file != nil; filed != (most < mostHeld) {
			t.Errorf("most %d: in a file is %v", most, filed)
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}
}
