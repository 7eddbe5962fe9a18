package reports

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
)

// mostOfName is how many bytes of a value go into the name of a file: the folder and the rest need some of the 255 that
// a name can have, and of the 260 of a path in older programs of Windows.
const mostOfName = 60

// partNames are what the names of the files of parts say of them. No two are the same where case is not told apart, or
// how letters are composed.
func partNames(parts []*record.Excerpt) []string {
	taken := map[string]bool{}
	var names []string
	for _, p := range parts {
		name := partName(p)
		unique := name
		for n := 2; taken[foldCase(unique)]; n++ {
			unique = fmt.Sprintf("%s (%d)", name, n)
		}
		taken[foldCase(unique)] = true
		names = append(names, unique)
	}
	return names
}

func foldCase(name string) string { return norm.NFC.String(cases.Fold().String(norm.NFC.String(name))) }

// reserved are names of devices on Windows, whatever stands behind a period.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)`)

// partName is the value as every system can have it in a name of a file, and Excel can open it. An address would be
// taken for one with the ending of the file.
func partName(p *record.Excerpt) string {
	if p.Rest {
		return "(no " + p.Property + ")"
	}
	name := strings.Map(func(r rune) rune {
		if plain.Hidden(r) || strings.ContainsRune(`<>:"/\|?*[]@`, r) || r == utf8.RuneError {
			return '-'
		}
		return r
	}, p.Value)
	name = strings.Join(strings.Fields(name), " ")
	if len(name) > mostOfName {
		cut := mostOfName
		for !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = name[:cut]
	}
	name = strings.TrimRight(name, ". ")
	if name == "" {
		return "-"
	}
	if reserved.MatchString(name) {
		return "_" + name
	}
	return name
}
