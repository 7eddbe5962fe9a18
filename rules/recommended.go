package rules

import (
	"fmt"

	"prepaudit/rules/english"
	"prepaudit/rules/license"
)

// recommendedCount counts the users in scope who hold licenses by one of the items that the document recommends.
type recommendedCount struct {
	On, Off int // Off: switched off in the user's assignment
	Partly  int // a lesser product of the family
	Without int // not part of what the user holds
}

func (c *recommendedCount) add(x, on, off, partly license.Extra) {
	switch {
	case x&on != 0:
		c.On++
	case x&off != 0:
		c.Off++
	case x&partly != 0:
		c.Partly++
	default:
		c.Without++
	}
}

// verdict is one line about an item: only what is there and switched off is worth a warning, since nobody has to
// buy what is recommended.
func (c recommendedCount) verdict(item, lesser string) Verdict {
	all := c.On + c.Off + c.Partly + c.Without
	said := fmt.Sprintf("%s of %s licensed users in scope have %s", english.Number(c.On), english.Number(all), item)
	if c.Off > 0 {
		said += fmt.Sprintf("; it is switched off for %s of them", english.Number(c.Off))
	}
	if c.Partly > 0 {
		said += fmt.Sprintf("; %s: %s", lesser, english.Number(c.Partly))
	}
	if c.Without > 0 {
		said += fmt.Sprintf("; it isn't part of what %s of them %s", english.Number(c.Without),
			english.Verb(c.Without, "has", "have"))
	}
	switch {
	case all == 0:
		return Unknown("no licensed user in scope was checked")
	case c.Off > 0:
		return Warnf("%s", said)
	case c.Without == all:
		return NA(item + " isn't part of any product that users in scope have")
	}
	return Passf("%s", said)
}
