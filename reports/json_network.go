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
	plain, err := json.Marshal((*tenant.NetworkReport)(n))
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
