package reports

import (
	"encoding/json"

	"prepaudit/rules/tenant"
)

// jsonNetwork is what a machine saw of its network, under the names that tenant.NetworkReport has: an
// audit reads it back from there.
type jsonNetwork tenant.NetworkReport

// MarshalJSON escapes what is hidden, as type text does: certificates and pages are untrusted.
func (n *jsonNetwork) MarshalJSON() ([]byte, error) {
	whole := tenant.NetworkReport(*n)
	// A list is never null.
	whole.Resolvers = append([]string{}, whole.Resolvers...)
	whole.Untold = append([]string{}, whole.Untold...)
	whole.Endpoints = append([]tenant.NetworkEndpoint{}, whole.Endpoints...)
	for i := range whole.Endpoints {
		e := &whole.Endpoints[i]
		e.Probes = append([]tenant.NetworkProbe{}, e.Probes...)
	}
	plain, err := json.Marshal(&whole)
	if err != nil {
		return nil, err
	}
	b := make([]byte, 0, len(plain))
	var last rune
	for _, r := range string(plain) {
		if hidden(r) || r == last && (r == ':' || r == '#') {
			b = appendEscape(b, r)
		} else {
			b = append(b, string(r)...)
		}
		last = r
	}
	return b, nil
}
