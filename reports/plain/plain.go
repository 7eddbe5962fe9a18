// Package plain makes untrusted text safe to show: what is hidden is spelled out, and lines keep to a width.
package plain

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// Hidden reports whether a reader would not see r, or would see the text around it changed by it:
// controls (and with them ANSI escapes), line breaks, bidirectional controls, tags, the two code points
// that XML forbids, and the like.
// Joiners stay, since Indic and Persian names and emoji are spelled with them.
func Hidden(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0x2028, r == 0x2029, r == 0xfffe, r == 0xffff:
		return true
	case r == 0x200c, r == 0x200d:
		return false
	}
	return r > 0xa0 && unicode.Is(unicode.Cf, r)
}

// Text makes untrusted text safe for a line of a terminal, and of a log that a pipeline reads:
// what is hidden is spelled out, invalid UTF-8 becomes U+FFFD, and "::" and "##", with which
// workflow commands of GitHub and Azure DevOps begin, are broken up.
func Text(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	var last rune
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case Hidden(r), r == last && (r == ':' || r == '#'):
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

// Clip makes untrusted text visible and cuts it to a number of terminal columns.
func Clip(s string, columns int) string {
	if len(s) <= columns && plain(s) {
		return s // a byte is a column
	}
	// A name can be as long as it likes; nobody needs to measure what will not be shown.
	const most = 4096
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return displaywidth.TruncateString(Text(s), columns, "…")
}

// Shown is as much of an untrusted text as is shown of one.
func Shown(s string) string { return Clip(s, Longest) }

// Wrap breaks s at spaces into lines of at most width columns, and words that are longer than that
// wherever it must. It knows colors.
func Wrap(s string, width int) []string {
	var lines []string
	line, used := "", 0
	for _, word := range strings.Split(s, " ") {
		n := Columns(word)
		if used > 0 && used+1+n > width {
			lines = append(lines, line)
			line, used = "", 0
		}
		for n > width {
			head := displaywidth.TruncateString(word, width, "")
			lines = append(lines, head)
			word = word[len(head):]
			n = Columns(word)
		}
		if used > 0 {
			line += " "
			used++
		}
		line += word
		used += n
	}
	return append(lines, line)
}

// Columns is how many columns s takes, colors left out.
func Columns(s string) int {
	return displaywidth.Options{ControlSequences: true}.String(s)
}

// Longest is how many columns of one text from the tenant are shown.
const Longest = 300

// Keep keeps a copy of what can be shown.
func Keep(s string) string { return strings.Clone(s[:min(len(s), 2*Longest)]) }
