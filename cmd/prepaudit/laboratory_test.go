package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"prepaudit/cmd/prepaudit/probe"
	"prepaudit/cmd/prepaudit/probe/lab"
	"prepaudit/cmd/prepaudit/process"
)

// inLaboratory has a process probe the laboratory that its story has started, if any, and sit at a terminal where its
// story says TERMINAL=80.
func inLaboratory(s *process.Sys) *process.Sys {
	if width, err := strconv.Atoi(os.Getenv("TERMINAL")); err == nil {
		s.Terminal, s.OutWidth = true, width
	}
	world := os.Getenv("LABORATORY")
	if world == "" {
		return s
	}
	s.Prober = probing(world)
	return s
}

func probing(world string) func(time.Duration) *probe.Prober {
	return func(timeout time.Duration) *probe.Prober {
		p, err := lab.Prober(world, timeout)
		if err != nil {
			panic(err)
		}
		return p
	}
}

// inLab is a world whose network is a laboratory.
func inLab(t *testing.T, out, said *bytes.Buffer, rules ...string) *process.Sys {
	t.Helper()
	return &process.Sys{
		Stdout: out, Stderr: said, Now: time.Now, LookupEnv: func(string) (string, bool) { return "", false },
		Prober: probing(lab.New(t, rules...).World()),
	}
}

// laboratory starts a small internet in which all is well but for its rules: lab login.live.com:443=refused
func laboratory(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: lab [WHERE=WHAT...]")
	}
	ts.Setenv("LABORATORY", lab.New(story{ts}, args...).World())
}

// story is what a laboratory needs of a test.
type story struct{ ts *testscript.TestScript }

func (s story) Fatal(a ...any)                 { s.ts.Fatalf("%s", fmt.Sprint(a...)) }
func (s story) Fatalf(format string, a ...any) { s.ts.Fatalf(format, a...) }
func (s story) Error(a ...any)                 { s.ts.Logf("%s", fmt.Sprint(a...)) }
func (s story) Cleanup(f func())               { s.ts.Defer(f) }
