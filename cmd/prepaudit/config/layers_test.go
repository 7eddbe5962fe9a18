package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"
)

// kinds is a command with a flag of every kind.
func kinds() Command {
	flags := pflag.NewFlagSet("audit", pflag.ContinueOnError)
	flags.String("tenant", "", "the `TENANT`")
	flags.String("always", "", "some `TEXT`")
	flags.String("text", "none", "some `TEXT`")
	flags.Bool("switch", false, "a switch")
	flags.Int("number", 1, "up to `N`")
	flags.Uint64("seed", 1, "the `N` of the people")
	flags.Float64("share", 1, "a `SHARE`")
	flags.Duration("time", time.Second, "after `TIME`")
	flags.StringArray("list", nil, "each `ITEM`")
	flags.StringSlice("commas", nil, "each `ITEM`")
	return Command{"audit", flags}
}

// ladder is a configuration in which a flag stands in some of the three places, by the bits of set.
func ladder(flag string, values [5]string, set int) string {
	lines := []string{"tenant: fabrikam", "", "audit:", "  always: here", "", "tenants:", "  fabrikam:",
		"    tenant: fabrikam.com", ""}
	for i, at := range []int{1, 4, 8} {
		if set&(1<<i) != 0 {
			lines[at] = strings.Repeat("  ", i) + flag + ": " + values[i]
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// Of every kind of flag: the command line before a variable, a variable before the tenant with the name, this before
// the command, this before what is for all, and all before the default.
func TestPrecedence(t *testing.T) {
	for flag, c := range map[string]struct {
		values [5]string // as they are written: for all, for the command, the tenant, in a variable, as a flag
		shown  [6]string // as the flag shows them, the default first
	}{
		"text": {[5]string{"a", "12", "2026-12-31", "d", "e"}, [6]string{"none", "a", "12", "2026-12-31", "d", "e"}},
		"switch": {[5]string{"true", "false", "true", "false", "true"},
			[6]string{"false", "true", "false", "true", "false", "true"}},
		"number": {[5]string{"2", "-3", "4", "5", "6"}, [6]string{"1", "2", "-3", "4", "5", "6"}},
		"seed":   {[5]string{"2", "3", "4", "5", "6"}, [6]string{"1", "2", "3", "4", "5", "6"}},
		"share":  {[5]string{"0.5", "3", "4", "5", "6"}, [6]string{"1", "0.5", "3", "4", "5", "6"}},
		"time":   {[5]string{"2s", "3m", "4h", "5s", "6s"}, [6]string{"1s", "2s", "3m0s", "4h0m0s", "5s", "6s"}},
		"list": {[5]string{"[a, 'b, c']", "b", "[c]", "d", "e"},
			[6]string{"[]", `[a,"b, c"]`, "[b]", "[c]", "[d]", "[e]"}},
		"commas": {[5]string{"[a, 'b\", c']", "b", "[c]", "d", "e"},
			[6]string{"[]", `[a,"b"", c"]`, "[b]", "[c]", "[d]", "[e]"}},
	} {
		for set := range 1 << 5 { // every choice of the five places
			cmd, path := kinds(), write(t, ladder(flag, c.values, set))
			strongest := 0
			for i := range 5 {
				if set&(1<<i) != 0 {
					strongest = i + 1
				}
			}
			if strongest > 3 {
				if err := cmd.Flags.Set(flag, c.values[strongest-1]); err != nil {
					t.Fatal(err)
				}
			}
			file, err := Load(path, false, []Command{cmd})
			if err != nil {
				t.Fatal(err)
			}
			all, err := file.Values("audit", cmd.Flags, func(f *pflag.Flag) string {
				return map[bool]string{true: "VARIABLE"}[f.Name == flag && strongest == 4]
			})
			if err != nil {
				t.Fatal(err)
			}
			from := []string{"default", path + ":2", path + ":5", path + ":9", "VARIABLE", "flag"}[strongest]
			i := slices.IndexFunc(all, func(v Value) bool { return v.Name == flag })
			if all[i].From != from || all[i].InFile != (strongest > 0 && strongest < 4) {
				t.Errorf("--%s with %05b is from %s, want %s", flag, set, all[i].From, from)
			}
			if _, err := file.Apply("audit", cmd.Flags); err != nil {
				t.Fatal(err)
			}
			if got := cmd.Flags.Lookup(flag).Value.String(); got != c.shown[strongest] {
				t.Errorf("--%s with %05b is %q, want %q", flag, set, got, c.shown[strongest])
			}
			if got := cmd.Flags.Lookup("tenant").Value.String(); got != "fabrikam.com" {
				t.Errorf("the tenant with the name fabrikam is %s", got)
			}
		}
	}
}

// A flag that rules another out is stronger than a file that has the other.
func TestExclusive(t *testing.T) {
	for args, want := range map[string]string{
		"":               "group=Pilot",
		"--scope=mdm":    "scope=mdm",
		"--group=Sales":  "group=Sales",
		"--tenant=Other": "scope=members tenant=other.com",
		"--tenant=a.com": "group=Pilot tenant=a.com",
	} {
		commands := program()
		path := write(t, "group: Pilot\ntenants:\n  other: {tenant: other.com, scope: members}\n")
		file, err := Load(path, false, commands)
		if err != nil {
			t.Fatal(err)
		}
		flags := commands[0].Flags
		if err := flags.Parse(strings.Fields(args)); err != nil {
			t.Fatal(err)
		}
		if _, err := file.Apply("audit", flags); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, name := range []string{"group", "scope", "tenant"} {
			if f := flags.Lookup(name); f.Changed {
				got = append(got, name+"="+strings.Trim(f.Value.String(), "[]"))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", args, got, want)
		}
	}
}

// A path begins at the folder of the file, wherever a flag has it, and what is no path stays as it is.
func TestPaths(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.Mkdir("conf", 0o777); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("conf", "audit.yaml")
	absolute := filepath.Join(dir, "x")
	for value, want := range map[string]string{
		"out-dir: reports":                 filepath.Join("conf", "reports"),
		"out-dir: ../reports":              "reports",
		"out-dir: " + absolute:             absolute,
		"output: html=a.html":              "html=" + filepath.Join("conf", "a.html"),
		"output: a=b.html":                 "a=" + filepath.Join("conf", "b.html"),
		"output: a.html":                   filepath.Join("conf", "a.html"),
		"output: json=-":                   "json=-",
		"output: 'json='":                  "json=",
		"group: a/b":                       "a/b",
		fmt.Sprintf("out-dir: %q", "a b/"): filepath.Join("conf", "a b"),
		"user/output: json":                "json", // a format
		"user/output: json=a.json":         "json=" + filepath.Join("conf", "a.json"),
		"user/output: a.json":              filepath.Join("conf", "a.json"),
	} {
		name, value, ok := strings.Cut(value, "/output")
		if value = "output" + value; !ok {
			name, value = "audit", name
		}
		if err := os.WriteFile(path, []byte(name+":\n  "+value+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		commands := program()
		file, err := Load(path, false, commands)
		if err != nil {
			t.Error(err)
			continue
		}
		i := slices.IndexFunc(commands, func(c Command) bool { return c.Name == name })
		set, err := file.Apply(name, commands[i].Flags)
		if err != nil || len(set) != 1 || set[0].Values[0] != want {
			t.Errorf("%s: %v, %v, want %s", value, set, err, want)
		}
	}
}
