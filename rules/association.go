package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// associations are the devices that are associated with the tenant; false where they are not known.
func (f *Facts) associations() ([]tenant.Association, bool) {
	if !f.Has(tenant.Associations) {
		return nil, false
	}
	return f.Associations, f.Associations != nil
}

// whyUnknown says why associated devices are not known.
func (f *Facts) whyUnknown() string {
	if f.Has(tenant.Associations) {
		return "Graph does not list the associated devices of this tenant"
	}
	return "the associated devices were not read"
}

// overAssociated judges the devices that are associated with the tenant, or may be: those that are to be removed are
// not among them.
func overAssociated(judge func(*Env, []tenant.Association) Verdict) func(*Env) []Verdict {
	return overTenant(func(env *Env) Verdict {
		all, known := env.associations()
		if !known {
			return Unknown("%s", env.whyUnknown())
		}
		all = slices.DeleteFunc(slices.Clone(all), func(a tenant.Association) bool { return a.Bound() == tenant.No })
		if len(all) == 0 {
			return NA("no device is associated with the tenant")
		}
		return judge(env, all)
	})
}

// Targeted counts the associated devices with a user-driven device preparation policy of their own, which comes before
// those of their users, and names up to three of these policies; false where associated devices are not known.
func (f *Facts) Targeted() (devices int, policies string, known bool) {
	names := map[tenant.GUID]string{}
	for _, p := range f.UserDriven() {
		if id, err := tenant.ParseGUID(p.ID); err == nil {
			names[id] = p.Name
		}
	}
	var some sample
	all, known := f.associations()
	for i := range all {
		if name, found := names[all[i].Policy]; found && all[i].Bound() != tenant.No {
			devices++
			some.add(name)
		}
	}
	return devices, some.String(), known
}

// sample is a few of many names, each once.
type sample []string

func (s *sample) add(name string) {
	if len(*s) < 3 && !slices.Contains(*s, name) {
		*s = append(*s, name)
	}
}

func (s sample) String() string { return strings.Join(s, ", ") }

// noModel stands for a model that nobody entered.
const noModel = "one without a model"

// bound counts those of some devices that count as the tenant's own, and says why it is perhaps not all of them.
func bound(all []tenant.Association, of func(*tenant.Association) bool) (n int, unsure string) {
	for i := range all {
		a := &all[i]
		if !of(a) {
			continue
		}
		switch a.Bound() {
		case tenant.Yes:
			n++
		case tenant.Unknown:
			unsure = cmp.Or(unsure, fmt.Sprintf("the state of an associated device is %.60q, an unrecognized value", a.State))
		}
	}
	return n, unsure
}

// serialKey is a serial number as both Intune and Windows Autopilot have it.
func serialKey(serial string) string { return strings.ToLower(strings.TrimSpace(serial)) }

// boundSerials says of serial numbers whether such a device counts as the tenant's own. A device has several entries
// where its hardware changed.
func boundSerials(all []tenant.Association) map[string]tenant.Tri {
	serials := map[string]tenant.Tri{}
	for i := range all {
		key, is := serialKey(all[i].Serial), all[i].Bound()
		if key == "" {
			continue
		}
		if before, found := serials[key]; found {
			is = either(before, is)
		}
		serials[key] = is
	}
	return serials
}

// associatedCount is what Intune knows of the devices that are associated with the tenant, by managedDeviceId; the zero
// value of those that it does not list.
type associatedCount map[tenant.GUID]managedDevice

// managedDevice is what is kept of a DeviceRow.
type managedDevice struct {
	name, osVersion, release string
	version                  windows.Version
}

func (c *associatedCount) begin(all []tenant.Association) {
	*c = associatedCount{}
	for i := range all {
		if id := all[i].Device; !id.IsZero() {
			(*c)[id] = managedDevice{}
		}
	}
}

func (c associatedCount) meet(r *DeviceRow) {
	if _, found := c[r.Device.ID]; found {
		c[r.Device.ID] = managedDevice{strings.Clone(r.Device.Name), r.Device.Version, r.Release, r.version}
	}
}
