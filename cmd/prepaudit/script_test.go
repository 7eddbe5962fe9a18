package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os/exec"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"prepaudit/cmd/prepaudit/process"
)

// status runs a command and holds it to an exit status: status 3 prepaudit audit --demo
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	if err != nil {
		ts.Fatalf("status: %v", err)
	}
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("status: %v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// sim runs `prepaudit sim` beside the story, and sets what it prints: sim --users 100. With a name in front it sets the
// address alone, by that name: sim CONTOSO --users 100
func simulated(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: sim [NAME] [ARG...]")
	}
	as := ""
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		as, args = args[0], args[1:]
	}
	ctx, stop := context.WithCancel(context.Background())
	r, w := io.Pipe()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		run(ctx, append([]string{"sim"}, args...), &process.Sys{Stdout: w, Stderr: io.Discard,
			LookupEnv: func(string) (string, bool) { return "", false }})
		w.Close()
	}()
	ts.Defer(func() { stop(); <-ended })
	for lines := bufio.NewScanner(r); lines.Scan(); {
		if line, ok := strings.CutPrefix(lines.Text(), "# "); ok { // of a configuration
			ts.Setenv("SIM_TENANTS", ts.Getenv("SIM_TENANTS")+line+"\n")
			continue
		}
		name, value, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "=")
		switch {
		case as == "":
			ts.Setenv(name, value)
		case name == "PREPAUDIT_GRAPH_URL":
			ts.Setenv(as, value)
		}
		if name == "PREPAUDIT_ACCESS_TOKEN" || name == "PREPAUDIT_AUTH" && value != "token" { // the last line
			go io.Copy(io.Discard, r)
			return
		}
	}
	ts.Fatalf("sim: it did not start")
}
