package tenants

import (
	"fmt"
	"strings"
	"sync"
)

// Distinct refuses a tenant that another name has already: its people would count twice. The zero value has none.
type Distinct struct {
	mu    sync.Mutex
	names map[string]string // by what is the tenant's alone
}

// Take notes what is a tenant's alone, such as its id, whose case doesn't matter.
func (d *Distinct) Take(name, id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	id = strings.ToLower(id)
	if other, taken := d.names[id]; taken && other != name {
		return fmt.Errorf("it is the same tenant as %q", other)
	}
	if d.names == nil {
		d.names = map[string]string{}
	}
	d.names[id] = name
	return nil
}
