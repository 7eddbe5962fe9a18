package main

import (
	"context"
	"flag"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
)

var update = flag.Bool("update", false, "rewrite the golden files of the stories")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"prepaudit": func() {
			sys := inLaboratory(process.System())
			command.Main(sys, newRoot(sys))
		},
		"xdg-open": visit,
	})
}

// run is the program less the process.
func run(ctx context.Context, args []string, sys *process.Sys) int {
	return command.Run(ctx, sys, newRoot(sys), args)
}

// The command line as stories: testdata/script/*.txtar.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("NO_PROXY", "*")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":  status,
			"sim":     simulated,
			"lab":     laboratory,
			"webhook": webhook,
		},
	})
}
