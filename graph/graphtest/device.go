package graphtest

import "time"

// fleet is how the devices of a tenant lie: a device's rank says of which kind it is, kinds in Intune first.
type fleet struct {
	kinds        []fleetRun
	all, managed deviceList
	owners       []span // ranks of the people who have devices
}

// fleetRun is the ranks of one kind.
type fleetRun struct {
	deviceKind
	span
}

// deviceList is an order of a run of ranks: kinds are mixed on every page.
type deviceList struct{ from, n, step, turn int }

func (d *directory) list(run span) deviceList {
	n := uint64(max(run.to-run.from, 1))
	return deviceList{run.from, run.to - run.from, int(stride(n)), int(mix(d.Seed+11) % n)}
}

// equip gives the tenant six devices for five people.
func (d *directory) equip() {
	f := &d.fleet
	for _, p := range d.profiles {
		if !p.disabled && !p.invited() {
			f.owners = append(f.owners, span{p.from, p.from + p.count})
		}
	}
	if f.owners = union(f.owners); len(f.owners) == 0 || len(d.scenario.devices) == 0 {
		return
	}
	total := d.people * 6 / 5
	counts := make([]int, len(d.scenario.devices))
	left := total
	for i, k := range d.scenario.devices {
		counts[i] = min(max(k.least, total*k.share/1000), left)
		left -= counts[i]
	}
	counts[0] += left
	at := 0
	take := func(of func(deviceKind) bool) span {
		from := at
		for i, k := range d.scenario.devices {
			if of(k) {
				f.kinds = append(f.kinds, fleetRun{k, span{at, at + counts[i]}})
				at += counts[i]
			}
		}
		return span{from, at}
	}
	f.managed = d.list(take(func(k deviceKind) bool { return k.enrollment != "" }))
	take(func(k deviceKind) bool { return k.enrollment == "" && !k.boxed })
	f.all = d.list(span{0, at})
	take(func(k deviceKind) bool { return k.boxed })
}

// device is one device, made on the fly.
type device struct {
	rank  int
	kind  *deviceKind
	luck  uint64
	owner user
	owned bool // owner is filled in
}

// device gives the device at an index of a list.
func (d *directory) device(index int, in deviceList) device {
	return d.deviceOf(in.from + (index*in.step+in.turn)%in.n)
}

func (d *directory) deviceOf(rank int) device {
	v := device{rank: rank, luck: mix(mix(d.Seed+13) ^ uint64(rank))}
	for i := range d.fleet.kinds {
		if k := &d.fleet.kinds[i]; rank < k.to {
			v.kind = &k.deviceKind
			break
		}
	}
	return v
}

// ownerOf makes the owner once: most lists of devices don't name any.
func (d *directory) ownerOf(v *device) *user {
	if !v.owned {
		v.owner, v.owned = d.user(d.ownerIndex(v)), true
	}
	return &v.owner
}

func (d *directory) ownerIndex(v *device) int {
	return d.index(nth(d.fleet.owners, int(v.luck%uint64(size(d.fleet.owners)))))
}

// named reports whether somebody uses the device in Intune's eyes.
func (v *device) named() bool { return v.kind.enrollment != "windowsBulkUserless" }

func (v *device) version() string { return v.kind.versions[v.luck>>8%uint64(len(v.kind.versions))] }

// hardware is the makers and models of computers.
var hardware = [][2]string{
	{"Microsoft Corporation", "Surface Laptop 7th Edition"}, {"LENOVO", "21KC0054GE"}, {"Dell Inc.", "Latitude 7450"},
	{"HP", "HP EliteBook 840 14 inch G11 Notebook PC"}, {"Dell Inc.", "OptiPlex 7020"}, {"LENOVO", "20XW00A8GE"},
}

// build gives manufacturer and model.
func (v *device) build() (maker, model string) {
	switch v.kind.system {
	case "iOS":
		return "Apple", "iPhone 15"
	case "macOS":
		return "Apple", "MacBook Air"
	case "Android":
		return "samsung", "SM-S921B"
	}
	if v.kind.virtual {
		return "Microsoft Corporation", "Virtual Machine"
	}
	h := hardware[v.luck>>16%uint64(len(hardware))]
	return h[0], h[1]
}

const serialDigits = "0123456789ABCDEFGHJKLMNPQRSTUVWX"

func (v *device) appendSerial(b []byte) []byte {
	for i := range 8 {
		b = append(b, serialDigits[v.luck>>(20+5*i)&31])
	}
	return b
}

func (d *directory) appendDeviceName(b []byte, v *device) []byte {
	if n := len(d.shownNames); n > 0 && v.rank%3 == 0 {
		return append(b, d.shownNames[v.rank/3%n]...)
	}
	switch {
	case v.kind.system != "Windows":
		b = append(b, v.kind.system...)
	case v.kind.personal:
		b = append(b, "DESKTOP"...)
	default:
		b = append(b, "PC"...)
	}
	return v.appendSerial(append(b, '-'))
}

// enrolled and seen are when the device came and when it was last heard of.
func (d *directory) enrolled(v *device) time.Time {
	return d.Now.Add(-time.Duration(200*24*60+v.luck>>5%(700*24*60)) * time.Minute)
}

func (d *directory) seen(v *device) time.Time {
	ago := time.Duration(v.luck>>7%(20*24*60)) * time.Minute
	if v.kind.stale {
		ago += 180 * 24 * time.Hour
	}
	return d.Now.Add(-ago)
}
