package graph

import (
	"context"
	"iter"
	"net/http"

	"prepaudit/graph/odata"
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
		a := &alone{c: c}
		err := c.readDevices(ctx, "/beta", betaDeviceProperties, a.fill, hand)
		status := statusOf(err)
		if ids.used == 0 && (status == http.StatusBadRequest || status == http.StatusNotFound) {
			whole := func(context.Context, []tenant.Device) error { return nil }
			err = c.readDevices(ctx, "/v1.0", deviceProperties, whole, hand)
		}
		if left := a.left(); left != nil && err == nil && !stopped {
			yield(nil, Parts{c.failed(tenant.ManagedDevices, left)})
		}
		if err != nil && !stopped {
			yield(nil, c.confirmed(ctx, c.failed(tenant.ManagedDevices, err)))
		}
	}
}

// readDevices reads one chain; a page is decoded and completed while the one before it is judged.
func (c *Client) readDevices(
	ctx context.Context, version, properties string, complete func(context.Context, []tenant.Device) error,
	hand func(*tenant.Device) bool,
) error {
	req, err := c.request(ctx, version+"/deviceManagement/managedDevices"+
		"?$filter=operatingSystem eq 'Windows'&$select="+properties+"&$top=1000")
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	chain := c.odata.Chain(ctx, req)
	free, full := make(chan *devicePage, 2), make(chan *devicePage)
	free <- &devicePage{}
	free <- &devicePage{}
	ended := make(chan error, 1)
	go func() {
		defer close(full)
		ended <- pages(ctx, chain, complete, free, full)
	}()
	taken := true
	for p := range full {
		for i := 0; taken && i < len(p.devices); i++ {
			taken = hand(&p.devices[i])
		}
		if !taken {
			cancel()
			continue
		}
		free <- p
	}
	cancel()
	err = <-ended
	chain.Close()
	if !taken {
		return nil
	}
	return err
}

// pages fills page after page until the chain ends, or ctx does.
func pages(
	ctx context.Context, chain *odata.Chain, complete func(context.Context, []tenant.Device) error,
	free <-chan *devicePage, full chan<- *devicePage,
) error {
	for more := true; more; {
		var p *devicePage
		select {
		case p = <-free:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		var err error
		if _, more, err = chain.Next(p.reset, p.add); err != nil {
			return err
		}
		p.finish()
		if err := complete(ctx, p.devices); err != nil {
			return err
		}
		select {
		case full <- p:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}
