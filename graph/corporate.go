package graph

import (
	"context"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// CorporateIDs counts the corporate identifiers by their type. There may be one for each device, so they are
// counted as they arrive.
func (c *Client) CorporateIDs(ctx context.Context) (map[string]int, error) {
	var counts map[string]int
	err := c.each(ctx, "/beta/deviceManagement/importedDeviceIdentities",
		map[string]string{"%24select": "id,importedDeviceIdentityType"},
		func() { counts = map[string]int{} },
		func(d *odata.Decoder) func() {
			var kind string
			readObject(d, func(key string) {
				if key == "importedDeviceIdentityType" {
					kind = string(d.Text())
				} else {
					d.Skip()
				}
			})
			return func() { counts[kind]++ }
		})
	return counts, c.failed(tenant.CorporateIDs, err)
}

// readObject hands every property of an object that cannot be null to property, which reads its value.
func readObject(d *odata.Decoder, property func(key string)) {
	if !entity(d) {
		return
	}
	for key := d.Key(); key != nil; key = d.Key() {
		property(string(key))
	}
}

// each streams a collection that may be large. read reads one element and returns what is to be done with it once
// its page is whole; begin is called before the first page, and again when the read starts anew.
func (c *Client) each(ctx context.Context, path string, query map[string]string, begin func(), read func(*odata.Decoder) func()) error {
	req, err := c.plain(ctx, path, query)
	if err != nil {
		return err
	}
	chain := c.odata.Chain(ctx, req)
	defer chain.Close()
	begin()
	var page []func()
	for more := true; more; {
		restarts := chain.Restarts()
		_, more, err = chain.Next(func() { page = page[:0] }, func(d *odata.Decoder) { page = append(page, read(d)) })
		if err != nil {
			return err
		}
		if chain.Restarts() != restarts {
			begin()
		}
		for _, take := range page {
			take()
		}
	}
	return nil
}
