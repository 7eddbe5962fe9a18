package tenant

import (
	"encoding/hex"
	"fmt"
)

// GUID is an object id, skuId or servicePlanId in the byte order in which it is written.
type GUID [16]byte

// hexDigit maps an ASCII byte to its value, 0xff where it is no hexadecimal digit.
var hexDigit = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xff
	}
	for i := range 10 {
		t['0'+i] = byte(i)
	}
	for i := range 6 {
		t['a'+i], t['A'+i] = byte(10+i), byte(10+i)
	}
	return t
}()

// ParseGUID reads the form 00000000-0000-0000-0000-000000000000 in any case.
func ParseGUID[T string | []byte](s T) (GUID, error) {
	var g GUID
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return GUID{}, fmt.Errorf("%.60q is not a GUID", string(s))
	}
	for i, j := 0, 0; i < 36; i += 2 {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			i++
		}
		hi, lo := hexDigit[s[i]], hexDigit[s[i+1]]
		if hi|lo == 0xff {
			return GUID{}, fmt.Errorf("%.60q is not a GUID", string(s))
		}
		g[j] = hi<<4 | lo
		j++
	}
	return g, nil
}

// MustGUID is ParseGUID for constants; it panics on a malformed one.
func MustGUID(s string) GUID {
	g, err := ParseGUID(s)
	if err != nil {
		panic(err)
	}
	return g
}

// IsZero reports whether g is the zero GUID, which no object has.
func (g GUID) IsZero() bool { return g == GUID{} }

// String writes g in lower case.
func (g GUID) String() string {
	b, _ := g.AppendText(make([]byte, 0, 36))
	return string(b)
}

// AppendText appends g in lower case. It never fails.
func (g GUID) AppendText(b []byte) ([]byte, error) {
	b = append(hex.AppendEncode(b, g[:4]), '-')
	b = append(hex.AppendEncode(b, g[4:6]), '-')
	b = append(hex.AppendEncode(b, g[6:8]), '-')
	b = append(hex.AppendEncode(b, g[8:10]), '-')
	return hex.AppendEncode(b, g[10:]), nil
}

// MarshalText writes g in lower case.
func (g GUID) MarshalText() ([]byte, error) { return g.AppendText(nil) }

// UnmarshalText is ParseGUID.
func (g *GUID) UnmarshalText(b []byte) error {
	p, err := ParseGUID(b)
	*g = p
	return err
}
