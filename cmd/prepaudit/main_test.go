package main

import (
	"context"
	"flag"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"prepaudit/cmd/prepaudit/process"
)

var update = flag.Bool("update", false, "rewrite the golden files of the stories")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"prepaudit": func() { os.Exit(run(context.Background(), os.Args[1:], inLaboratory(process.System()))) },
	})
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
			"status": status,
			"sim":    simulated,
			"lab":    laboratory,
		},
	})
}
