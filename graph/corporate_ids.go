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
	err := each(ctx, c, "/beta/deviceManagement/importedDeviceIdentities", map[string]string{"%24select": "id,importedDeviceIdentityType"},
		func() { counts = map[string]int{} },
		func(d *odata.Decoder) (kind string, ok bool) {
			readObject(d, func(key []byte) {
				if string(key) == "importedDeviceIdentityType" {
					kind = string(d.Text())
				} else {
					d.Skip()
				}
			})
			return kind, true
		},
		func(kind string) { counts[kind]++ })
	return counts, c.failed(tenant.CorporateIDs, err)
}

// readObject hands every property of an object that cannot be null to property, which reads its value.
func readObject(d *odata.Decoder, property func(key []byte)) {
	if !entity(d) {
		return
	}
	for key := d.Key(); key != nil; key = d.Key() {
		property(key)
	}
}

// each streams a collection that may be large. read reads one element; false leaves it out. take gets those of a page
// once it is whole; begin is called before the first page, and again when the read starts anew.
func each[T any](ctx context.Context, c *Client, path string, query map[string]string, begin func(), read func(*odata.Decoder) (T, bool), take func(T)) error {
	req, err := c.plain(ctx, path, query)
	if err != nil {
		return err
	}
	chain := c.odata.Chain(ctx, req)
	defer chain.Close()
	begin()
	var page []T
	for more := true; more; {
		restarts := chain.Restarts()
		_, more, err = chain.Next(func() { page = page[:0] }, func(d *odata.Decoder) {
			if one, ok := read(d); ok {
				page = append(page, one)
			}
		})
		if err != nil {
			return err
		}
		if chain.Restarts() != restarts {
			begin()
		}
		for _, one := range page {
			take(one)
		}
	}
	return nil
}
