package tenant

import (
	"strings"
	"testing"
)

func TestGUID(t *testing.T) {
	const s = "06ebc4ee-1bb5-47dd-8120-11324bc54e06"
	for _, in := range []string{s, strings.ToUpper(s)} {
		g, err := ParseGUID(in)
		if err != nil || g.String() != s {
			t.Errorf("ParseGUID(%q) = %v, %v", in, g, err)
		}
	}
	for _, in := range []string{"", s[1:], s + "0", "{" + s[:35] + "}", strings.Replace(s, "-", "0", 1),
		strings.Replace(s, "e", "g", 1), strings.Replace(s, "0", "é", 1)[:36]} {
		if g, err := ParseGUID(in); err == nil {
			t.Errorf("ParseGUID(%q) = %v, want an error", in, g)
		}
	}
	if n := testing.AllocsPerRun(100, func() { _, _ = ParseGUID([]byte(s)) }); n > 0 {
		t.Errorf("ParseGUID allocates %v times", n)
	}
}
