package graphtest

import (
	"strconv"
	"time"
)

// deviceField writes one property's value of a device.
type deviceField func(d *directory, b []byte, v *device) []byte

// words quotes what the device's kind says; "" is null.
func words(of func(*device) string) deviceField {
	return func(_ *directory, b []byte, v *device) []byte {
		s := of(v)
		if s == "" {
			return append(b, "null"...)
		}
		b = append(b, '"')
		b = append(b, s...)
		return append(b, '"')
	}
}

// always is the same for every device.
func always(json string) deviceField {
	return func(_ *directory, b []byte, _ *device) []byte { return append(b, json...) }
}

func truth(of func(*device) bool) deviceField {
	return func(_ *directory, b []byte, v *device) []byte { return strconv.AppendBool(b, of(v)) }
}

func integer(of func(*device) int) deviceField {
	return func(_ *directory, b []byte, v *device) []byte { return strconv.AppendInt(b, int64(of(v)), 10) }
}

// inQuotes writes a string that inner makes.
func inQuotes(inner deviceField) deviceField {
	return func(d *directory, b []byte, v *device) []byte { return append(inner(d, append(b, '"'), v), '"') }
}

func moment(of func(*directory, *device) time.Time) deviceField {
	return inQuotes(func(d *directory, b []byte, v *device) []byte {
		return of(d, v).AppendFormat(b, time.RFC3339)
	})
}

// numbered gives the ids of one kind of thing.
func numbered(kind string) deviceField {
	h := hashString(kind)
	return inQuotes(func(d *directory, b []byte, v *device) []byte { return d.appendID(b, h, v.rank) })
}

// ofOwner writes a property of the user whom the device is assigned to.
func ofOwner(property string) deviceField {
	return func(d *directory, b []byte, v *device) []byte {
		if !v.named() {
			return append(b, `""`...)
		}
		return ownFields[property](d, b, d.ownerOf(v))
	}
}

// ifManaged is null for devices that Intune doesn't know.
func ifManaged(inner deviceField) deviceField {
	return func(d *directory, b []byte, v *device) []byte {
		if v.kind.enrollment == "" {
			return append(b, "null"...)
		}
		return inner(d, b, v)
	}
}

// choose gives one of two words.
func choose(of func(*device) bool, yes, no string) func(*device) string {
	return func(v *device) string {
		if of(v) {
			return yes
		}
		return no
	}
}

func personal(v *device) bool  { return v.kind.personal }
func compliant(v *device) bool { return !v.kind.stale && v.luck%17 != 0 }
func isWindows(v *device) bool { return v.kind.system == "Windows" }
func maker(v *device) string   { m, _ := v.build(); return m }
func model(v *device) string   { _, m := v.build(); return m }

// entraFields are the properties of /devices that have a value.
var entraFields = map[string]deviceField{
	"id":                            numbered("device"),
	"deviceId":                      numbered("deviceId"),
	"displayName":                   inQuotes((*directory).appendDeviceName),
	"accountEnabled":                truth(func(v *device) bool { return !v.kind.disabled }),
	"operatingSystem":               words(func(v *device) string { return v.kind.directorySystem() }),
	"operatingSystemVersion":        words((*device).version),
	"trustType":                     words(func(v *device) string { return v.kind.trust() }),
	"profileType":                   always(`"RegisteredDevice"`),
	"isManaged":                     ifManaged(always("true")),
	"isCompliant":                   ifManaged(truth(compliant)),
	"mdmAppId":                      ifManaged(always(`"` + intuneID + `"`)),
	"managementType":                ifManaged(always(`"MDM"`)),
	"deviceOwnership":               ifManaged(words(choose(personal, "Personal", "Company"))),
	"enrollmentType":                words(func(v *device) string { return v.kind.enrollment }),
	"enrollmentProfileName":         words(func(v *device) string { return v.kind.plan }),
	"manufacturer":                  ifManaged(words(maker)),
	"model":                         ifManaged(words(model)),
	"registrationDateTime":          moment((*directory).enrolled),
	"approximateLastSignInDateTime": moment((*directory).seen),
	"onPremisesSyncEnabled":         synced,
	"deviceVersion":                 always("2"),
	"physicalIds":                   physicalIDs,
}

func synced(_ *directory, b []byte, v *device) []byte {
	if v.kind.join == hybrid {
		return append(b, "true"...)
	}
	return append(b, "null"...)
}

// physicalIDs names the device; one that is registered for classic Autopilot has its ZTDId among them.
func physicalIDs(d *directory, b []byte, v *device) []byte {
	b = append(b, `["[HWID]:h:`...)
	b = strconv.AppendUint(b, v.luck, 10)
	if v.kind.classic {
		b = append(b, `","[ZTDId]:`...)
		b = d.appendID(b, hashString("ztd"), v.rank)
	}
	return append(b, `"]`...)
}
