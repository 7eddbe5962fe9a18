//go:build netonly

package main

import (
	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
)

const rootHelp = `This is the part of prepaudit that probes the network where devices will be
prepared. It knows no tenant and signs in nowhere; an audit by the whole
program reads what it finds: prepaudit audit --network FILE.`

// commands is what there is without Microsoft Graph and its SDK.
func commands(sys *process.Sys) []*cobra.Command {
	return []*cobra.Command{newNetwork(sys), newVersion(sys)}
}

func requestID(error) string { return "" }
