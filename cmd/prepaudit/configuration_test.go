package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/config"
	"prepaudit/cmd/prepaudit/process"
)

// Every command that reads a tenant or writes reports takes a configuration.
func TestConfigured(t *testing.T) {
	var names []string
	for _, c := range known(newRoot(process.System())) {
		names = append(names, c.Name)
		if c.Flags.Lookup(config.Flag) == nil {
			t.Errorf("%s has no --%s", c.Name, config.Flag)
		}
	}
	for _, name := range []string{"audit", "user", "plan", "network", "network export", "render", "permissions", "doctor",
		"snapshot", "prices template"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s takes no configuration", name)
		}
	}
}

// A key that files have for all commands stays one, whatever flags a new command has: a file that was right must not
// become wrong.
func TestCommonKeys(t *testing.T) {
	commands := known(newRoot(process.System()))
	path := filepath.Join(t.TempDir(), config.Name)
	for _, name := range strings.Fields(`tenant auth client-id certificate client-secret-file certificate-password-file
		federated-token-file cloud ca-file graph-url from parallel verbose quiet color scope group exclude-group exclude-upn
		include-disabled include-guests include-unlicensed only skip mdm as-of expiry-days lifecycle network with max-age
		sign-in-activity confirm-plans columns out-dir split-by details bom prices redact redact-columns fail-on
		allow-incomplete exceptions baseline max-blocked history history-dsn-file notify log-format`) {
		i := slices.IndexFunc(commands, func(c config.Command) bool { return c.Flags.Lookup(name) != nil })
		if i < 0 {
			t.Errorf("no command has --%s", name)
			continue
		}
		text, _ := sampleOf(commands[i].Flags.Lookup(name), "")
		if err := os.WriteFile(path, []byte(name+": "+text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := config.Load(path, false, commands); err != nil {
			t.Error(err)
		}
	}
}

// Of every flag it is decided once whether a file may set it that was found in a folder: a new one needs a line in
// package config. No flag has the name of another key, and paths are known by the names of their values.
func TestEveryFlagIsClassified(t *testing.T) {
	classes := map[string]int{}
	for _, name := range config.Classes() {
		classes[name]++
	}
	flags := map[string]bool{"help": true, "version": true}
	for _, c := range known(newRoot(process.System())) {
		c.Flags.VisitAll(func(f *pflag.Flag) {
			flags[f.Name] = true
			if n := classes[f.Name]; n != 1 {
				t.Errorf("--%s of %s: may a file that was found set it? say so once, not %d times, in config/class.go",
					f.Name, c.Name, n)
			}
			name, _ := pflag.UnquoteUsage(f)
			_, file := f.Annotations[cobra.BashCompFilenameExt]
			_, dir := f.Annotations[cobra.BashCompSubdirsInDir]
			if (file || dir) && !strings.Contains(name, "FILE") && !strings.Contains(name, "DIR") {
				t.Errorf("--%s of %s is completed as a path, and its value isn't named so: %s", f.Name, c.Name, name)
			}
			if f.Name == "tenants" {
				t.Errorf("--%s of %s is a key of its own", f.Name, c.Name)
			}
		})
	}
	for name := range classes {
		if !flags[name] {
			t.Errorf("there is no flag --%s any more", name)
		}
	}
}

// Every flag has its key below its command, and a value of a file is that of the flag: nobody writes a list of them.
func TestEveryFlagHasItsKey(t *testing.T) {
	root := newRoot(process.System())
	dir := t.TempDir()
	flags := 0
	for _, cmd := range configured(root) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			text, want := sampleOf(f, dir)
			path := filepath.Join(dir, config.Name)
			if err := os.WriteFile(path, fmt.Appendf(nil, "%s:\n  %s: %s\n", section(cmd), f.Name, text), 0o600); err != nil {
				t.Fatal(err)
			}
			file, err := config.Load(path, false, known(root))
			if slices.Contains([]string{"help", "version", "config", "demo", "open", "all-tenants"}, f.Name) {
				if err == nil {
					t.Errorf("%s takes key %q", section(cmd), f.Name)
				}
				return
			}
			if err != nil {
				t.Error(err)
				return
			}
			flags++
			other := fresh(t, section(cmd))
			set, err := file.Apply(section(cmd), other.Flags())
			if err != nil || len(set) != 1 || set[0].From != path+":2" {
				t.Errorf("%s sets %v, %v", f.Name, set, err)
				return
			}
			if got := other.Flags().Lookup(f.Name); got.Value.String() != want || !got.Changed {
				t.Errorf("--%s of %s is %q, want %q", f.Name, section(cmd), got.Value, want)
			}
		})
	}
	if flags < 100 {
		t.Errorf("%d flags", flags)
	}
}

// fresh is the command of another program.
func fresh(t *testing.T, name string) *cobra.Command {
	t.Helper()
	for _, c := range configured(newRoot(process.System())) {
		if section(c) == name {
			c.LocalFlags() // with which it has those of all commands
			return c
		}
	}
	t.Fatal(name)
	return nil
}

// sampleOf is a value as a file has it, and as the flag shows it.
func sampleOf(f *pflag.Flag, dir string) (text, want string) {
	switch f.Value.Type() {
	case "bool":
		return "true", "true"
	case "duration":
		return "90s", "1m30s"
	case "int", "uint64":
		return "7", "7"
	}
	if words := f.Annotations[process.Words]; words != nil {
		return words[0], words[0]
	}
	value := "a, b"
	name, _ := pflag.UnquoteUsage(f)
	switch {
	case strings.HasPrefix(name, "FORMAT"):
		text, value = "html=x.html", "html="+filepath.Join(dir, "x.html")
	case strings.Contains(name, "FILE") || strings.Contains(name, "DIR"):
		text, value = "x", filepath.Join(dir, "x")
	default:
		text = value
	}
	switch f.Value.Type() {
	case "stringArray":
		return "[" + fmt.Sprintf("%q", text) + "]", pflagList(value)
	case "stringSlice":
		return fmt.Sprintf("[%q]", text), pflagList(value)
	}
	return fmt.Sprintf("%q", text), value
}

// pflagList is how a list of one value shows itself.
func pflagList(value string) string {
	if strings.Contains(value, ",") {
		return "[\"" + value + "\"]"
	}
	return "[" + value + "]"
}

// The file of every key is valid as it is, and with any key that somebody takes the # from.
func TestTemplate(t *testing.T) {
	commands := known(newRoot(process.System()))
	lines := strings.Split(config.Template(commands), "\n")
	path := filepath.Join(t.TempDir(), config.Name)
	var several []string
	section, keys := "", 0
	for i, line := range lines {
		line, commented := strings.CutPrefix(line, "#")
		if !commented || strings.HasPrefix(strings.TrimSpace(line), "# ") || strings.HasPrefix(line, " ") &&
			!strings.HasPrefix(line, "  ") {
			continue
		}
		if name, ok := strings.CutSuffix(line, ":"); ok && !strings.HasPrefix(line, " ") {
			section = name
			continue
		}
		if section == "tenants" && strings.HasPrefix(line, "  ") {
			several = append(several, line)
			continue
		}
		text := line
		if strings.HasPrefix(line, "  ") {
			text = section + ":\n" + line
		}
		keys++
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := config.Load(path, false, commands); err != nil {
			t.Errorf("line %d %q: %v", i+1, line, err)
		}
	}
	if keys < 60 {
		t.Errorf("%d keys", keys)
	}
	if err := os.WriteFile(path, []byte("tenants:\n"+strings.Join(several, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	if f, err := config.Load(path, false, commands); err != nil || len(f.Tenants()) != 1 {
		t.Errorf("the tenants of the template: %v", err)
	}
}

// A file that was found sets what is harmless, wherever it stands in it, and nothing else.
func TestFoundFile(t *testing.T) {
	t.Chdir(t.TempDir())
	root := newRoot(process.System())
	harmless, refused := 0, 0
	for _, cmd := range configured(root) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			text, _ := sampleOf(f, ".")
			text = fmt.Sprintf("%s:\n  %s: %s\n", section(cmd), f.Name, text)
			if err := os.WriteFile(config.Name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := config.Load(config.Name, true, known(root))
			if err == nil {
				harmless++
				if strings.Contains(" auth client-id cloud graph-url ca-file only skip mdm fail-on allow-incomplete from redact"+
					" certificate client-secret-file notify history exclude-upn lifecycle as-of ", " "+f.Name+" ") {
					t.Errorf("a file that was found sets --%s", f.Name)
				}
				return
			}
			refused++
			if !strings.HasPrefix(err.Error(), "prepaudit.yaml:2:3: key \""+f.Name+"\" isn't allowed in a ") ||
				process.HintOf(err) == "" {
				t.Errorf("%v; %s", err, process.HintOf(err))
			}
		})
	}
	if harmless < 60 || refused < 60 {
		t.Errorf("%d flags are harmless, %d refused", harmless, refused)
	}
}
