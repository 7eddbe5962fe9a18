// Command prepaudit-network is the part of prepaudit that probes the network, without Microsoft Graph and its SDK: one
// small file for the machines that stand where devices will be.
package main

import (
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/network"
	"prepaudit/cmd/prepaudit/process"
)

const help = `This is the part of prepaudit that probes the network where devices will be
prepared. It knows no tenant and signs in nowhere; an audit by the whole
program reads what it finds: prepaudit audit --network FILE.`

func main() {
	sys := process.System()
	command.Main(sys, command.NewRoot(sys, help, network.New(sys), command.NewVersion(sys)))
}
