// Command prepaudit audits a Microsoft tenant against the requirements of Windows Autopilot device
// preparation. This package is the command line: flags, and what they say where they are wrong. It judges nothing.
package main

import (
	"io"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/network"
	"prepaudit/cmd/prepaudit/process"
	_ "prepaudit/reports/parquet" // one more family of formats
)

func main() {
	sys := process.System()
	command.Main(sys, newRoot(sys))
}

const rootHelp = `prepaudit checks who in your Microsoft tenant can prepare a PC with Windows
Autopilot device preparation, what stops the others, and what to change first.
It reads Microsoft Graph and never changes a tenant.

Try it without a tenant: prepaudit audit --demo`

var commandGroups = command.Groups{
	{Heading: "Check a tenant", Names: []string{"audit", "user", "plan", "network", "render", "diff",
		"history"}},
	{Heading: "Before the first audit", Names: []string{"permissions", "doctor", "snapshot", "requests", "config",
		"prices", "exceptions", "sim"}},
	{Heading: "Look something up", Names: []string{"rules", "catalog", "schema", "docs", "version"}},
}

// welcome is what somebody sees who has just got the program, and runs it at a terminal.
const welcome = `How many people in your Microsoft tenant can prepare a PC with Windows Autopilot
device preparation, and what to change first. prepaudit only reads.

Try it with a simulated tenant:
  prepaudit audit --demo
Check your tenant. Your browser opens, and you sign in:
  prepaudit audit --tenant contoso.com
Test the network where PCs will be prepared. It needs no sign-in:
  prepaudit network

"prepaudit --help" lists all commands.
`

func newRoot(sys *process.Sys) *cobra.Command {
	root := command.NewRoot(sys, rootHelp, commandGroups,
		newAudit(sys), newUser(sys), newPlan(sys), newPrices(sys), newDoctor(sys), newRender(sys), newDiff(sys), newSchema(sys),
		network.New(sys), newRules(sys), newCatalog(sys), newDocs(sys), newPermissions(sys), newRequests(sys), newSnapshot(sys),
		newSim(sys), newHistory(sys), newConfig(sys), newExceptions(sys),
		command.NewVersion(sys))
	takeConfiguration(sys, root)
	traced(sys, root)
	help := root.RunE
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if !sys.Terminal || sys.OutWidth == 0 {
			return help(cmd, args)
		}
		_, err := io.WriteString(sys.Stdout, welcome)
		return err
	}
	return root
}
