package wording

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Two long texts that begin alike are shown where they differ, and short ones as they are.
func TestDiffering(t *testing.T) {
	lead := "warning: requires a compliant device; it applies to all users, except group " + strings.Repeat("Emergency ä 世界 ", 20)
	for name, c := range map[string][2]string{
		"the end":          {lead + "and 1 more", lead + "and 2 more"},
		"one goes on":      {lead, lead + "x"},
		"no spaces":        {strings.Repeat("ä", 300) + "b", strings.Repeat("ä", 300) + "ö"},
		"hidden":           {lead + "a\u202eb", lead + "a\u202ec"},
		"the beginning":    {"a" + lead, "b" + lead},
		"within a letter":  {strings.Repeat("世", 100) + "ä", strings.Repeat("世", 100) + "ö"},
		"no UTF-8 at all":  {strings.Repeat("\x80", 300) + "a", strings.Repeat("\x80", 300) + "b"},
		"one is short":     {lead[:40], lead},
		"one was nothing":  {"", lead},
		"both are short":   {"on", "off"},
		"one is very long": {strings.Repeat("a b ", 1<<16) + "x", strings.Repeat("a b ", 1<<16) + "y"},
	} {
		for _, columns := range []int{40, 150} {
			old, now := Differing(c[0], c[1], columns)
			if old == now || !utf8.ValidString(old+now) || utf8.RuneCountInString(old) > columns {
				t.Errorf("%s, %d columns: %q, %q", name, columns, old, now)
			}
		}
	}
	if old, now := Differing("on", "off", 150); old != "on" || now != "off" {
		t.Errorf("%q, %q", old, now)
	}
}
