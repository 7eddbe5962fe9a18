package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"prepaudit/graph/crash"
	"prepaudit/graph/odata"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// mostAlone is how many devices are read one by one, twenty in a request: more would keep Intune, which allows 2,000 in 20
// seconds, busy for minutes.
const mostAlone = 5000

// alone reads devices one by one where the list leaves out by what editions and kinds of joining are told. Intune gives
// some properties only when a single device is read and they are selected by name.
type alone struct {
	c       *Client
	asked   int
	skipped int   // lack something, and were not asked for
	useless bool  // a single device says no more than the list
	failed  error // why nobody else is asked for
}

const aloneProperties = "skuNumber,skuFamily,joinType"

// lacks reports whether a device has to be asked for. A number of 0 and a kind unknown are what Intune's lists have where
// they have nothing.
func lacks(v *tenant.Device) bool {
	return v.JoinType == "" || v.JoinType == "unknown" || v.SKUNumber <= 0 && v.SKUFamily == ""
}

// fill completes the devices of a page. An error is ctx's: what cannot be had stays unknown.
func (a *alone) fill(ctx context.Context, devices []tenant.Device) error {
	var lacking []*tenant.Device
	for i := range devices {
		if lacks(&devices[i]) {
			lacking = append(lacking, &devices[i])
		}
	}
	if a.useless || a.c.saved != nil {
		return nil
	}
	now := lacking[:min(len(lacking), mostAlone-a.asked)]
	if a.failed != nil {
		now = nil
	}
	a.asked, a.skipped = a.asked+len(now), a.skipped+len(lacking)-len(now)
	if len(now) == 0 {
		return nil
	}
	first, rest := now[:min(len(now), odata.BatchLimit)], now[min(len(now), odata.BatchLimit):]
	gained, err := a.ask(ctx, first)
	if err == nil && !gained && a.asked == len(now) { // at the first page
		a.useless = true
		return nil
	}
	var g crash.Group
	var errs [mostAlone / odata.BatchLimit]error
	for i := 0; len(rest) > 0 && err == nil; i++ {
		some := rest[:min(len(rest), odata.BatchLimit)]
		rest = rest[len(some):]
		g.Go(func() { _, errs[i] = a.ask(ctx, some) })
	}
	g.Wait()
	a.failed = cmp.Or(err, cmp.Or(errs[:]...))
	return context.Cause(ctx)
}

// ask reads some devices by one request, and reports whether that told anything. One that cannot be read, perhaps since
// it is gone by now, stays as it is.
func (a *alone) ask(ctx context.Context, devices []*tenant.Device) (gained bool, err error) {
	var paths []string
	for _, v := range devices {
		paths = append(paths, "/deviceManagement/managedDevices/"+v.ID.String()+"?$select="+aloneProperties)
	}
	items, err := a.c.odata.Batch(ctx, "beta", paths, map[string]string{"Prefer": odata.NewEnumMembers})
	if err != nil {
		return false, err
	}
	for i, item := range items {
		var w struct {
			Number *int   `json:"skuNumber"`
			Family string `json:"skuFamily"`
			Join   string `json:"joinType"`
		}
		if item.Err != nil || json.Unmarshal(item.Body, &w) != nil {
			continue
		}
		v := devices[i]
		before := *v
		if w.Number != nil {
			v.SKUNumber = *w.Number
		}
		v.SKUFamily, v.JoinType = cmp.Or(w.Family, v.SKUFamily), cmp.Or(w.Join, v.JoinType)
		gained = gained || v.SKUNumber > max(before.SKUNumber, 0) || v.SKUFamily != before.SKUFamily ||
			v.JoinType != before.JoinType && v.JoinType != "unknown"
	}
	return gained, nil
}

// left is what stays unknown of devices for want of asking; nil where nothing does.
func (a *alone) left() error {
	switch {
	case a.failed != nil:
		return fmt.Errorf("the list of devices lacks %s, and one by one they could not be read: %w", aloneProperties,
			a.failed)
	case a.skipped > 0:
		return fmt.Errorf("the list of devices lacks %s; %s were read one by one, and %s more were not", aloneProperties,
			english.Number(a.asked), english.Number(a.skipped))
	}
	return nil
}
