package tenants

import (
	"fmt"
	"regexp"
	"strings"
)

// plainName is a name that a folder may have on every system, and that nobody has to quote.
var plainName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$`)

// device is what Windows takes for a device, whatever follows behind a dot.
var device = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)

// CheckNames refuses names that can't be those of folders side by side, also where case doesn't matter. taken are
// names of files beside them.
func CheckNames(names, taken []string) error {
	seen := map[string]string{}
	for _, name := range taken {
		seen[strings.ToLower(name)] = ""
	}
	for _, name := range names {
		before, twice := seen[strings.ToLower(name)]
		switch {
		case !plainName.MatchString(name), strings.HasSuffix(name, "."):
			return fmt.Errorf("the tenant name %.100q can't be that of a folder: use up to 64 letters, digits, dots, dashes and underscores",
				name)
		case device.MatchString(name):
			return fmt.Errorf("the tenant name %q can't be that of a folder on Windows", name)
		case twice && before == "":
			return fmt.Errorf("the tenant name %q is that of a file of the run", name)
		case twice:
			return fmt.Errorf("the tenant names %q and %q are the same where case doesn't matter", before, name)
		}
		seen[strings.ToLower(name)] = name
	}
	return nil
}
