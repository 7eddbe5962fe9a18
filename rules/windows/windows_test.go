package windows

import (
	"strings"
	"testing"
	"time"
)

func TestTables(t *testing.T) {
	tables := Default()
	if tables.Date().Format(time.DateOnly) != "2026-11-04" ||
		tables.Oldest().Format(time.DateOnly) != "2026-08-22" || tables.Newest() != 28000 {
		t.Errorf("tables of %v to %v, newest build %d", tables.Oldest(), tables.Date(), tables.Newest())
	}
	for _, c := range []struct {
		build  int
		ch     Channel
		number int
		name   string
		end    string
	}{
		{26100, General, 48, "24H2", "2026-10-13"},
		{26100, General, 4, "24H2", "2027-10-12"},
		{26100, LongTerm, 125, "24H2", "2029-10-09"},
		{22631, General, 164, "23H2", "2025-11-11"},
		{26200, General, 203, "25H2", ""},
		{26300, General, 48, "26H2", "2028-10-10"},
		{26300, General, 121, "26H2", ""},
		{26100, IoTLongTerm, 191, "24H2", "2034-10-10"},
		{26100, LongTerm, 48, "24H2", ""},
		{19045, General, 48, "", ""},
	} {
		r := tables.Release(c.build, c.ch)
		if (r != nil) != (c.name != "") {
			t.Errorf("build %d is release %+v", c.build, r)
		}
		if r == nil {
			continue
		}
		end, known := r.Ends(tables.Edition(c.number))
		if r.Name != c.name || known != (c.end != "") || known && end.Format(time.DateOnly) != c.end {
			t.Errorf("build %d, edition %d: %s until %v, %v", c.build, c.number, r.Name, end, known)
		}
		if r.Source.Where == "" || r.Source.Date.IsZero() {
			t.Errorf("build %d has no dated source", c.build)
		}
	}
	if e := tables.Edition(101); e.Class != Other || e.Name != "Home" {
		t.Errorf("edition 101 is %+v", e)
	}
	if e := tables.Edition(9999); e.Class != "" {
		t.Errorf("edition 9999 is %+v", e)
	}
}

func TestParseVersion(t *testing.T) {
	for in, want := range map[string]Version{
		"10.0.26100.4061": {26100, 4061}, "10.0.19045": {19045, -1}, "10.0.22000.0": {22000, 0},
	} {
		if v, ok := ParseVersion(in); !ok || v != want {
			t.Errorf("%s is %v, %v", in, v, ok)
		}
	}
	for _, in := range []string{"", "10.0", "11.0.26100.1", "10.1.26100", "10.0.x.1", "10.0.26100.",
		"10.0.26100.-1", "10.0.0.1", "10.0.1.2.3"} {
		if v, ok := ParseVersion(in); ok {
			t.Errorf("%q is %v", in, v)
		}
	}
	if (Version{Build: 21999}).Windows11() || !(Version{Build: 22000}).Windows11() {
		t.Error("Windows 11 does not begin with build 22000")
	}
}

func TestRead(t *testing.T) {
	const good = "source 2026-12-31 page\n24H2 26100 2024-10-01 2026-10-13 2027-10-12\nedition 48 supported W Pro\n"
	if _, err := Read(strings.NewReader("\ufeff# comment\n\n" + good)); err != nil {
		t.Error(err)
	}
	for want, text := range map[string]string{
		"source 2026-12-31":   strings.Replace(good, "source 2026-12-31 page", "", 1),
		"no releases":         "source 2026-12-31 page\n",
		"whose end":           good + "edition 49 supported X Pro N\n",
		"line 4: build 26100": good + "24H3 26100 2024-10-01 - -\n",
		"line 4: edition 48":  good + "edition 48 other W Home\n",
		"isn't a class":       good + "edition 49 fine W Pro N\n",
		"isn't the number":    good + "edition x other W Home\n",
		"isn't a build":       good + "25H2 x 2025-09-30 - -\n",
		"line 4: parsing":     good + "25H2 26200 soon - -\n",
		"neither a source":    good + "25H2 26200\n",
	} {
		if _, err := Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func TestOldestServiced(t *testing.T) {
	for day, want := range map[string]string{
		"2024-10-08": "22H2", "2025-10-14": "22H2", "2025-10-15": "23H2", "2026-11-10": "23H2",
		"2026-11-11": "24H2", "2027-10-13": "25H2",
		"2040-01-01": "26H2", // no source says when it ends for Enterprise
	} {
		d, _ := time.Parse(time.DateOnly, day)
		if r := Default().OldestServiced(d, 22621); r == nil || r.Name != want {
			t.Errorf("%s: %+v, want %s", day, r, want)
		}
	}
	if r := Default().OldestServiced(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), 28001); r != nil {
		t.Errorf("above every build: %+v", r)
	}
}
