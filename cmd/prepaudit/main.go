// Command prepaudit audits a Microsoft tenant against the requirements of Windows Autopilot device
// preparation. This package is the command line: flags, and what they say where they are wrong. It judges nothing.
package main

import (
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

const rootHelp = `prepaudit reads a Microsoft tenant through Microsoft Graph, judges it against
the requirements of Windows Autopilot device preparation, and says what to do
where they are not met. It never writes to a tenant.`

func newRoot(sys *process.Sys) *cobra.Command {
	return command.NewRoot(sys, rootHelp,
		newAudit(sys), newUser(sys), newPlan(sys), newPrices(sys), newDoctor(sys), newRender(sys), newSchema(sys),
		network.New(sys), newRules(sys), newCatalog(sys), newDocs(sys), newPermissions(sys), newRequests(sys), newSnapshot(sys),
		newSim(sys),
		command.NewVersion(sys))
}
