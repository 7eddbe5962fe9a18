//go:build !netonly

package main

import (
	"errors"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/odata"
)

const rootHelp = `prepaudit reads a Microsoft tenant through Microsoft Graph, judges it against
the requirements of Windows Autopilot device preparation, and says what to do
where they are not met. It never writes to a tenant.`

func commands(sys *process.Sys) []*cobra.Command {
	return []*cobra.Command{newAudit(sys), newUser(sys), newRender(sys), newSchema(sys), newNetwork(sys), newRules(sys), newCatalog(sys), newPermissions(sys), newSim(sys), newVersion(sys)}
}

// requestID is what Microsoft's support asks for; "" where Graph was not at fault.
func requestID(err error) string {
	if answer, ok := errors.AsType[*odata.Error](err); ok {
		return answer.RequestID
	}
	return ""
}
