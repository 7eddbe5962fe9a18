package network

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/probe"
	"prepaudit/cmd/prepaudit/probe/lab"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules/tenant"
)

// inLab is a world whose network is a laboratory.
func inLab(t *testing.T, out, said *bytes.Buffer, rules ...string) *process.Sys {
	t.Helper()
	world := lab.New(t, rules...).World()
	return &process.Sys{
		Stdout: out, Stderr: said, Now: time.Now, LookupEnv: func(string) (string, bool) { return "", false },
		Prober: func(timeout time.Duration) *probe.Prober {
			p, err := lab.Prober(world, timeout)
			if err != nil {
				t.Fatal(err)
			}
			return p
		},
	}
}

// run runs the command line of the network alone.
func run(ctx context.Context, sys *process.Sys, args []string) int {
	return command.Run(ctx, sys, command.NewRoot(sys, "", nil, New(sys)), args)
}

// Interrupted, it prints what it knows, writes no file and ends with 130.
func TestNetworkInterrupted(t *testing.T) {
	var out, said bytes.Buffer
	file := filepath.Join(t.TempDir(), "network.json")
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	s := inLab(t, &out, &said, "*:443=drop", "time.windows.com:123=+9m")
	started := time.Now()
	status := run(ctx, s, []string{"network", "--timeout", "60s", "-o", "json=" + file})
	if status != process.StatusInterrupted {
		t.Errorf("status %d, want %d", status, process.StatusInterrupted)
	}
	if took := time.Since(started); took > 2*time.Second {
		t.Errorf("it took %v to end", took)
	}
	if !strings.HasPrefix(said.String(), "prepaudit: interrupted after ") ||
		!strings.Contains(said.String(), "probes; no file was written") {
		t.Errorf("stderr %q", &said)
	}
	for _, want := range []string{"INCOMPLETE: interrupted", "over 5 minutes sign-in breaks", "not tried"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("stdout lacks %q:\n%s", want, &out)
		}
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// probedFile is what `prepaudit network` writes in a laboratory.
func probedFile(t *testing.T) string {
	t.Helper()
	var out, said bytes.Buffer
	file := filepath.Join(t.TempDir(), "network.json")
	status := run(t.Context(), inLab(t, &out, &said), []string{"network", "-o", "json=" + file})
	if status != process.StatusMet {
		t.Fatalf("status %d: %s%s", status, &out, &said)
	}
	return file
}

// What an audit reads back is what was probed.
func TestNetworkFile(t *testing.T) {
	file := probedFile(t)
	r, warning, err := ReadFile(file, time.Now())
	if err != nil || warning != "" {
		t.Fatalf("%q, %v", warning, err)
	}
	if r.Cloud != "global" || len(r.Endpoints) < 40 || r.Endpoints[0].Probes[0].Outcome != tenant.ProbeOK ||
		len(r.Untold) == 0 {
		t.Errorf("%+v", r)
	}
	if v := judge(r).sum.Verdict; process.ExitStatus(v) != process.StatusMet {
		t.Errorf("read back it is %v", v)
	}
	_, warning, err = ReadFile(file, time.Now().Add(31*24*time.Hour))
	if err != nil || !strings.Contains(warning, "31 days ago") {
		t.Errorf("%q, %v", warning, err)
	}
	if _, warning, _ = ReadFile(file, time.Now().Add(30*24*time.Hour-time.Minute)); warning != "" {
		t.Errorf("%q", warning)
	}
}

func TestNetworkFileRefused(t *testing.T) {
	whole, err := os.ReadFile(probedFile(t))
	if err != nil {
		t.Fatal(err)
	}
	// change is the file with another value in its network object.
	change := func(key string, value any) []byte {
		var file map[string]map[string]any
		var rest map[string]any
		if err := json.Unmarshal(whole, &rest); err != nil {
			t.Fatal(err)
		}
		run := rest["run"].(map[string]any)
		network := run["network"].(map[string]any)
		network[key] = value
		file = map[string]map[string]any{"run": {"network": network}}
		b, err := json.Marshal(file)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if _, err := parse(change("region", "eu"), time.Now()); err != nil {
		t.Fatalf("a sound file is refused: %v", err)
	}
	tests := []struct {
		name string
		b    []byte
		want string
	}{
		{"empty", nil, "isn't a JSON report"},
		{"cut", whole[:len(whole)/2], "isn't a JSON report"},
		{"another JSON", []byte(`{"run": {}}`), "has no results of a network test"},
		{"newer", change("schemaVersion", 2), "schema version 2"},
		{"without a version", change("schemaVersion", nil), "schema version 0"},
		{"a key of another program", change("mood", "good"), `unknown field "mood"`},
		{"of another kind", change("started", 7), "network results"},
		{"no endpoints", change("endpoints", []any{}), "no endpoint"},
		{"no time", change("started", "0001-01-01T00:00:00Z"), "do not say when"},
		{"ended before it began", change("finished", "2001-01-01T00:00:00Z"), "do not say when"},
		{"from the future", change("started", time.Now().Add(25*time.Hour)), "do not say when"},
	}
	for _, test := range tests {
		if _, err := parse(test.b, time.Now()); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
	if _, err := parse(whole, time.Now().Add(-25*time.Hour)); err == nil ||
		!strings.Contains(err.Error(), "from the future") {
		t.Errorf("a file of tomorrow: %v", err)
	}
	if _, _, err := ReadFile(filepath.Join(t.TempDir(), "none"), time.Now()); !os.IsNotExist(err) {
		t.Errorf("%v", err)
	}
	large := filepath.Join(t.TempDir(), "large.json")
	if err := os.WriteFile(large, append(whole, bytes.Repeat([]byte(" "), mostNetworkFile)...), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ReadFile(large, time.Now()); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("a large file: %v", err)
	}
}

// `prepaudit network -o json=- > network.json` is UTF-16 or has a byte-order mark where PowerShell writes it.
func TestNetworkFileOfPowerShell(t *testing.T) {
	whole, err := os.ReadFile(probedFile(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, encoding := range map[string]encoding.Encoding{
		"UTF-8 with a mark": unicode.UTF8BOM, "UTF-16 LE": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16 BE": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	} {
		text, err := encoding.NewEncoder().Bytes(whole)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "network.json")
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if r, _, err := ReadFile(file, time.Now()); err != nil || len(r.Endpoints) < 40 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// On a terminal it tells how far it is, and leaves nothing of it on the line.
func TestNetworkProgress(t *testing.T) {
	var out, said bytes.Buffer
	s := inLab(t, &out, &said)
	s.ErrWidth = 80
	if status := run(t.Context(), s, []string{"network"}); status != process.StatusMet {
		t.Fatalf("status %d", status)
	}
	if !strings.Contains(said.String(), "\rprobing 5 of ") || !strings.HasSuffix(said.String(), " \r") {
		t.Errorf("stderr %q", said.String())
	}
	said.Reset()
	s.ErrWidth = 0
	run(t.Context(), s, []string{"network"})
	if said.Len() > 0 {
		t.Errorf("a log is told %q", said.String())
	}
}
