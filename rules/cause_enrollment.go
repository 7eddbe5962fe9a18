package rules

import "fmt"

// describeScope is of people whom automatic enrollment does not reach.
func (f *Facts) describeScope(row *Cause, people string) {
	p, ok := f.intunePolicy()
	if !ok || p.AppliesTo != "selected" || len(p.Groups) == 0 {
		row.Title = "Turn on automatic enrollment in Intune"
		row.Fix = enrollmentPath + " > MDM user scope: All, or Some with a group of the people who prepare devices"
		return
	}
	g := p.Groups[0]
	row.Title = fmt.Sprintf("Add %s to group %q of the MDM user scope", people, g.DisplayName)
	row.Fix = fmt.Sprintf("Microsoft Entra admin center > Entra ID > Groups > %s > Members > Add members. A nested group "+
		"may not count.", g.DisplayName)
	row.Link = groupLink + g.ID.String()
	row.PowerShell = fmt.Sprintf("New-MgGroupMember -GroupId '%s' -DirectoryObjectId (Get-MgUser -UserId UPN).Id -WhatIf",
		g.ID)
	row.Bash = fmt.Sprintf(`az ad group member add --group %s --member-id "$(az ad user show --id UPN --query id -o tsv)"`,
		g.ID)
}

// describeTarget is of people to whom no device preparation policy applies.
func (f *Facts) describeTarget(row *Cause, people string) {
	for _, p := range f.UserDriven() {
		for _, a := range p.Assignments {
			if a.Kind != "group" {
				continue
			}
			name := a.Group.DisplayName
			row.Title = fmt.Sprintf("Add %s to group %q, which device preparation policy %q is assigned to", people, name,
				p.Name)
			row.Fix = fmt.Sprintf("Microsoft Entra admin center > Entra ID > Groups > %s > Members > Add members", name)
			row.Link = groupLink + a.Group.ID.String()
			row.PowerShell = fmt.Sprintf(
				"New-MgGroupMember -GroupId '%s' -DirectoryObjectId (Get-MgUser -UserId UPN).Id -WhatIf", a.Group.ID)
			row.Bash = fmt.Sprintf(
				`az ad group member add --group %s --member-id "$(az ad user show --id UPN --query id -o tsv)"`, a.Group.ID)
			return
		}
	}
	row.Title = "Assign a user-driven device preparation policy to " + people
	row.Fix = preparationPath + " > Create > User Driven, or a policy that exists > Assignments"
}
