package reports

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"prepaudit/reports/record"
)

// visible makes untrusted text safe for a line of a terminal, and of a log that a pipeline reads:
// what is hidden is spelled out, invalid UTF-8 becomes U+FFFD, and "::" and "##", with which
// workflow commands of GitHub and Azure DevOps begin, are broken up.
func visible(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	var last rune
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case record.Hidden(r), r == last && (r == ':' || r == '#'):
			escape(&b, r)
		default:
			b.WriteRune(r)
		}
		last = r
		i += n
	}
	return b.String()
}

func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c > 0x7e || (c == ':' || c == '#') && i > 0 && s[i-1] == c {
			return false
		}
	}
	return true
}

func escape(b *strings.Builder, r rune) {
	switch {
	case r == '\n':
		b.WriteString(`\n`)
	case r == '\r':
		b.WriteString(`\r`)
	case r == '\t':
		b.WriteString(`\t`)
	case r < 0x80:
		fmt.Fprintf(b, `\x%02x`, r)
	case r < 0x10000:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		fmt.Fprintf(b, `\U%08x`, r)
	}
}

// clip makes untrusted text visible and cuts it to a number of terminal columns.
func clip(s string, columns int) string {
	// A name can be as long as it likes; nobody needs to measure what will not be shown.
	const most = 4096
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return displaywidth.TruncateString(visible(s), columns, "…")
}
