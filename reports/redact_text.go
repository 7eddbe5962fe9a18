package reports

import (
	"regexp"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var (
	// mailish is what looks like a user principal name or a mail address, also with a pattern of --exclude-upn or as a
	// URL spells it.
	mailish = regexp.MustCompile(`[\p{L}\p{N}._%+'*?#$!&=^{}~-]+(?:@|%40)[\p{L}\p{N}.*?-]+`)
	// guidish is a GUID with the word before it, which may say that it is no person's.
	guidish = regexp.MustCompile(`(?i)((?:(?:request|trace|correlation)[ -])?[a-z]+['"(/ =:]{1,3})?` +
		`\b([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b`)
	// thing names what may keep its id.
	thing = regexp.MustCompile(`(?i)^(group|groups|role|sku|skuid|product|policy|policies|organization|tenant|app|` +
		`apps|appid|mobileapps|scripts|assignment|deviceConfigurations|configurationPolicies|deviceEnrollmentConfigurations|` +
		`(?:request|trace|correlation)[ -]id)\b`)
)

// quoted is what a message quotes, with the word before it. Who writes one quotes what it could not make sense of: a
// name where an id should stand, a device without an id.
var quoted = regexp.MustCompile(`(?i)((?:[a-z]+[ (=:]{0,3})?)(?:"(?:[^"\\\n]|\\.)*"|\B'[^'\n]+'\B)`)

// called names what may keep its name; a property, a rule and a dataset are the program's own words.
var called = regexp.MustCompile(`(?i)^(group|groups|policy|policies|role|product|subscription|template|restriction|` +
	`strength|plan|property|rule|dataset|form|appid)\b`)

// portals are words of Microsoft's portals that texts quote, as they stand between the quotes.
var portals = map[string]bool{
	"Registering user is added as local administrator": true, "Every time": true, "every time": true, "Change user license": true,
}

// segment is a user or a device in the path of a request, by whatever name.
var segment = regexp.MustCompile(`(/(?:users|devices|managedDevices)/)([^/?\s"'()$]+)`)

// home is a folder that is called like a person. Graph's own /users/ is lower case.
var home = regexp.MustCompile(`(/home/|[/\\]Users[/\\]+)(?:[^/\\"':\r\n]+([/\\])|[^/\\\s"':]+)`)

// Text replaces what looks like a name or an id of a person in free text, and whatever is quoted there: nobody knows
// what a field holds that is not as it should be. Ids of products and of what is called a group, a policy, an app or the
// tenant stay, and so do quoted names of these.
func (r *Redactor) Text(s string) string {
	s = r.names(s)
	return quoted.ReplaceAllStringFunc(s, func(m string) string {
		at := strings.IndexAny(m, `"'`)
		before, what, quote := m[:at], m[at+1:len(m)-1], m[at:at+1]
		if called.MatchString(before) || portals[what] {
			return m
		}
		return before + quote + r.unnamed(what) + quote
	})
}

// names replaces what looks like a name or an id by itself, quoted or not. The ids of Microsoft's own applications are
// nobody's.
func (r *Redactor) names(s string) string {
	return guidish.ReplaceAllStringFunc(r.addresses(s), func(m string) string {
		before, id := m[:len(m)-36], m[len(m)-36:]
		g, err := tenant.ParseGUID(id)
		if err != nil || thing.MatchString(before) || tenant.OfMicrosoft(g) {
			return m
		}
		if part, _ := license.Named(g); part != "" {
			return m
		}
		return before + r.id(g).String()
	})
}

// addresses replaces mail addresses, and who or what stands in a path.
func (r *Redactor) addresses(s string) string {
	if strings.ContainsRune(s, '@') || strings.Contains(s, "%40") {
		s = mailish.ReplaceAllStringFunc(s, func(m string) string {
			if strings.HasSuffix(m, "@redacted.invalid") || strings.Contains(m, "@odata.") {
				return m
			}
			name := strings.TrimRight(strings.TrimLeft(m, "'"), ".") // the quote and the end of a sentence
			before, after, _ := strings.Cut(m, name)
			return before + r.upn(strings.Replace(name, "%40", "@", 1)) + after
		})
	}
	s = segment.ReplaceAllStringFunc(s, func(m string) string {
		at := strings.LastIndexByte(m, '/') + 1
		return m[:at] + r.unnamed(m[at:])
	})
	return home.ReplaceAllString(s, "${1}redacted${2}")
}

// pseudonym is what is replaced already, and what is no name: UPN stands for one in a command.
var pseudonym = regexp.MustCompile(`^(?:[a-z]+-[0-9a-f]{16}(?:@redacted\.invalid)?|User [0-9a-f]{16}|UPN|[$@/-]?)$`)

// unnamed is a pseudonym for what stands where a name may; ids are left to what knows them.
func (r *Redactor) unnamed(s string) string {
	if _, err := tenant.ParseGUID(s); err == nil || pseudonym.MatchString(s) || strings.HasPrefix(s, "@odata.") {
		return s
	}
	return r.word("name", "value-", s, "")
}
