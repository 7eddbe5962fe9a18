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

// What it costs to hold a device, and to read it again.
func BenchmarkHeld(b *testing.B) {
	d := tenant.Device{ID: tenant.GUID{1}, UserID: tenant.GUID{2}, Name: "PC-168EENN8", Serial: "168EENN8",
		Manufacturer: "Microsoft Corporation", Model: "Surface Laptop 7th Edition", System: "Windows",
		Version: "10.0.26200.6584", SKUFamily: "Enterprise", JoinType: "azureADJoined", Enrollment: "windowsAzureADJoin",
		Ownership: "company", Agent: "mdm", ProfileName: "Device preparation: staff", Compliance: "compliant",
		UPN: "carlos.wojcik@contoso.com", Enrolled: time.Unix(1, 0), LastSync: time.Unix(2, 0)}
	b.ReportAllocs()
	h := &held{most: mostHeld}
	defer h.Close()
	for b.Loop() {
		if h.count == 100_000 {
			for _, err := range h.all() {
				if err != nil {
					b.Fatal(err)
				}
			}
			if err := h.Close(); err != nil {
				b.Fatal(err)
			}
			*h = held{most: mostHeld, b: h.b[:0], one: h.one}
		}
		if err := h.add(&d); err != nil {
			b.Fatal(err)
		}
	}
}
