package wording

import (
	"strings"

	"prepaudit/rules"
)

// OfCommands says what is to be known before a cause's commands are run; "" where it has none.
func OfCommands(c *rules.Cause, cloud string) string {
	if c.PowerShell == "" {
		return ""
	}
	var notes []string
	if strings.Contains(c.PowerShell+c.Bash, "UPN") {
		notes = append(notes, "UPN stands for the user principal name of each person.")
	}
	if strings.Contains(c.PowerShell+c.Bash, "users/UPN") {
		notes = append(notes, "In an address, write an apostrophe in it as %27.")
	}
	switch {
	case strings.Contains(c.PowerShell, "-WhatIf") && strings.Contains(c.Bash, "echo "):
		notes = append(notes, "-WhatIf and echo only show what would change: remove them to make the change.")
	case strings.Contains(c.PowerShell, "-WhatIf"):
		notes = append(notes, "-WhatIf only shows what would change: remove it to make the change.")
	default:
		notes = append(notes, "The command changes nothing: it shows how things are today.")
	}
	if powerShell, azure, national := rules.Environments(cloud); national {
		notes = append(notes, "In this cloud sign in with Connect-MgGraph -Environment "+powerShell+", or az cloud set --name "+
			azure+" and az login.")
	}
	return strings.Join(notes, " ")
}
