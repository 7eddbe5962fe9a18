package main

import (
	"context"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/cmd/prepaudit/telemetry"
)

// traced has the commands that read a tenant make traces, where the environment asks for them.
func traced(sys *process.Sys, root *cobra.Command) {
	for _, cmd := range root.Commands() {
		run := cmd.RunE
		if run == nil || cmd.Flags().Lookup("auth") == nil {
			continue
		}
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			ctx, end := telemetry.Start(cmd.Context(), telemetry.Settings{
				Getenv: sys.Getenv, Version: process.Version(), Warn: func(text string) { sys.Warn(text) }, Log: sys.Logger,
			}, cmd.CommandPath())
			cmd.SetContext(ctx)
			err := run(cmd, args)
			end(exitStatus(ctx, err))
			return err
		}
	}
}

// exitStatus is what command.Run ends with.
func exitStatus(ctx context.Context, err error) int {
	status, verdict := process.VerdictOf(err)
	switch {
	case verdict || err == nil:
		return status
	case ctx.Err() != nil:
		return process.StatusInterrupted
	case process.IsUsage(err):
		return process.StatusUsage
	}
	return process.StatusFailed
}
