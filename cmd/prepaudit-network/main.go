// Command prepaudit-network is the part of prepaudit that probes the network, without Microsoft Graph and its SDK: one
// small file for the machines that stand where devices will be.
package main

import (
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/network"
	"prepaudit/cmd/prepaudit/process"
)

const help = `prepaudit-network tests the network where PCs will be prepared with Windows
Autopilot device preparation. It needs no tenant and no sign-in. It is a part of
prepaudit, whose audits read its results: prepaudit audit --network FILE.`

func main() {
	sys := process.System()
	command.Main(sys, command.NewRoot(sys, help, nil, network.New(sys), command.NewVersion(sys)))
}
