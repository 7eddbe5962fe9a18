package graph

import (
	"context"
	"fmt"
	"iter"
	"math"
	"net/http"
	"slices"
	"time"

	"prepaudit/graph/odata"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// Devices reads the Windows devices of Intune, each once. A *tenant.Device is valid during its yield. An error is
// the last element; the devices before it stand, but they are not all, or, where it is Parts, not all of each is known.
// The numbers of editions are in beta only: where beta refuses, they are not known.
func (c *Client) Devices(ctx context.Context) iter.Seq2[*tenant.Device, error] {
	return func(yield func(*tenant.Device, error) bool) {
		ids := newIDSet(0)
		stopped := false
		hand := func(v *tenant.Device) bool {
			if !ids.add(v.ID) {
				return true
			}
			stopped = !yield(v, nil)
			return !stopped
		}
		came := func() int {
			if stopped {
				return math.MaxInt
			}
			return ids.used
		}
		a := &alone{c: c}
		err := c.readDevices(ctx, "/beta", betaDeviceProperties, a.fill, hand, came)
		status := statusOf(err)
		if ids.used == 0 && (status == http.StatusBadRequest || status == http.StatusNotFound) {
			whole := func(context.Context, []tenant.Device) error { return nil }
			err = c.readDevices(ctx, "/v1.0", deviceProperties, whole, hand, came)
		}
		if left := a.left(); left != nil && err == nil && !stopped {
			yield(nil, Parts{c.failed(tenant.ManagedDevices, left)})
		}
		if err != nil && !stopped {
			yield(nil, c.confirmed(ctx, c.failed(tenant.ManagedDevices, err)))
		}
	}
}

// readDevices reads the devices in parts by when they were enrolled, or in one chain. complete gets the pages in the
// order in which they are handed on; came is how many there were so far.
func (c *Client) readDevices(
	ctx context.Context, version, properties string, complete func(context.Context, []tenant.Device) error,
	hand func(*tenant.Device) bool, came func() int,
) error {
	open := func(within *enrolled) (*part[*devicePage], error) {
		filter := "operatingSystem eq 'Windows'" + within.filter()
		req, err := c.request(ctx, version+"/deviceManagement/managedDevices?$filter="+filter+
			"&$select="+properties+"&$top=1000")
		if err != nil {
			return nil, err
		}
		return openPart(ctx, c, req, newDevicePage(within)), nil
	}
	whole, err := open(nil)
	if err != nil {
		return err
	}
	var failed error
	count := -1
	err = readDivided(ctx, c, whole, func(first partPage[*devicePage]) (parts []*part[*devicePage], total int) {
		if c.saved != nil || !c.many(first.count, dividedAbove) {
			return nil, 0
		}
		count = first.count
		for _, within := range divideEnrolled(first.page.devices) {
			pt, err := open(&within)
			if err != nil {
				closeAll(parts)
				return nil, 0
			}
			parts = append(parts, pt)
		}
		return parts, first.count
	}, func(p *devicePage) bool {
		if p.within == nil {
			count = max(count, p.count)
		}
		if failed = complete(ctx, p.devices); failed != nil {
			return false
		}
		for i := range p.devices {
			if !hand(&p.devices[i]) {
				return false
			}
		}
		return true
	})
	if err == nil {
		err = failed
	}
	if n := came(); err == nil && n < count {
		return short(whole.path, n, count)
	} else if err == nil && count < 0 && c.saved == nil {
		return c.heldAgainstOverview(ctx, whole.path, n)
	}
	return err
}

// heldAgainstOverview holds a list that doesn't say how many devices there are against Intune's overview, which Intune
// writes now and then: how old it is, it doesn't say. Devices that came since are no error. Those that left since look
// like a list that ended early, up to one in a hundred of them excepted. Without an overview nothing is held.
func (c *Client) heldAgainstOverview(ctx context.Context, path string, came int) error {
	var w struct {
		Systems struct {
			Windows int `json:"windowsCount"`
		} `json:"deviceOperatingSystemSummary"`
	}
	if came == math.MaxInt {
		return nil
	}
	if err := c.get(ctx, &w, "/v1.0/deviceManagement/managedDeviceOverview"); err != nil {
		c.log.Debug("devices aren't compared with the overview", "error", err)
		return ctx.Err()
	}
	if n := w.Systems.Windows; came < n-n/100 {
		return &odata.FormatError{Path: path, Property: "value",
			Problem: fmt.Sprintf("the pages ended after %s, and managedDeviceOverview counts %s",
				english.Count(came, "device"), english.Number(n))}
	}
	return nil
}

// enrolled is a time of enrollment, without its ends; a zero end is open. nil is any time.
type enrolled struct{ after, before time.Time }

// filter is what Intune is asked for. Of dates it documents lt and gt alone, and joined by and alone.
func (e *enrolled) filter() (text string) {
	if e == nil {
		return ""
	}
	if !e.after.IsZero() {
		text += " and enrolledDateTime gt " + e.after.Format(time.RFC3339)
	}
	if !e.before.IsZero() {
		text += " and enrolledDateTime lt " + e.before.Format(time.RFC3339)
	}
	return text
}

// holds reports whether a device was enrolled then.
func (e *enrolled) holds(v *tenant.Device) bool {
	return e == nil ||
		(e.after.IsZero() || v.Enrolled.After(e.after)) && (e.before.IsZero() || v.Enrolled.Before(e.before))
}

// enrolledCount is the number of parts; it does not depend on the number of readers, or the order of devices would.
const enrolledCount = 16

// divideEnrolled divides all time so that each part has as many of some devices as the others, or nearly. Intune counts
// no devices before it sends some, and its first page is as good a sample as any: where it is not, one part is longer
// than the others. The parts depend on the devices alone.
func divideEnrolled(sample []tenant.Device) (parts []enrolled) {
	if len(sample) == 0 {
		return nil // a page may be empty, and others follow
	}
	var times []time.Time
	for i := range sample {
		times = append(times, sample[i].Enrolled)
	}
	slices.SortFunc(times, time.Time.Compare)
	rest := enrolled{}
	for i := 1; i < enrolledCount; i++ {
		at := times[i*len(times)/enrolledCount].UTC().Truncate(time.Second)
		// Times are whole seconds, so that nothing lies between the two ends; if not, the counts tell.
		if before := at.Add(-time.Second); before.After(rest.after) && before.Year() > 1 {
			parts = append(parts, enrolled{rest.after, at})
			rest.after = before
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return append(parts, rest)
}
