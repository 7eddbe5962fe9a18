package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/process"
)

// What no honest file has is refused with its place, and with status 2.
func TestHostile(t *testing.T) {
	laughs := "a: &a [x, x]\n"
	for c := 'b'; c <= 'z'; c++ {
		p := string(c - 1)
		laughs += string(c) + ": &" + string(c) + " [*" + p + ", *" + p + "]\n"
	}
	for text, want := range map[string]string{
		laughs:                      ":1:4: it has an anchor",
		"group: *a\n":               ":1:8: ",
		"group: &a [x]\nonly: *a\n": ":1:8: it has an anchor",
		"audit: &a {group: x}\nrender: {<<: *a}\n": ":1:8: it has an anchor",
		"audit:\n  <<: {group: x}\n":               `:2:3: key "<<" is unknown for audit`,
		"<<: {group: x}\n":                         `:1:1: key "<<" is unknown`,
		"group: !!binary aGk=\n":                   ":1:8: it has a tag",
		"group: !!python/object:os.system x\n":     ":1:8: it has a tag",
		"details: !!bool yes\n":                    ":1:10: it has a tag",
		"group: x\n---\ngroup: y\n":                ":2:1: a second document",
		"group: \"a\\0b\"\n":                       ":1:8: it has a control character",
		"group: \"a\\nb\"\n":                       `:1:8: key "group" takes one line of text`,
		"group: |\n  a\n  b\n":                     `:1:8: key "group" takes one line of text`,
		"group: \"a\\u202eb\"\n":                   ":1:8: it has a control character",
		"group: a\x00b\n":                          "it isn't text",
		"group: \xff\n":                            ":1:1: it isn't UTF-8",
		"group: [[a]]\n":                           `:1:9: key "group" takes text or a list of texts`,
		"group: {a: b}\n":                          `:1:8: key "group" takes text`,
		"group:\n  - a: b\n":                       `:2:5: key "group" takes text`,
		"group: [a, ~]\n":                          `:1:12: key "group" is empty`,
		"group: ['']\n":                            `:1:9: key "group" is empty`,
		"group: '  '\n":                            `:1:8: key "group" is empty`,
		"group: []\n":                              `:1:8: key "group" is empty`,
		"group:\n":                                 `:1:7: key "group" is empty`,
		"group: true\n":                            `:1:8: key "group" takes text`,
		"scope: [mdm]\n":                           `:1:8: key "scope" takes one value, not a list`,
		"parallel: 0x10\n":                         `:1:11: key "parallel" takes a whole number`,
		"parallel: 010\n":                          `:1:11: key "parallel" takes a whole number`,
		"parallel: 1_0\n":                          `:1:11: key "parallel" takes a whole number`,
		"parallel: '1'\n":                          `:1:11: key "parallel" takes a whole number`,
		"parallel: 99999999999999999999\n":         `:1:11: key "parallel" takes a whole number`,
		"details: yes\n":                           `:1:10: key "details" takes true or false`,
		"audit: {timeout: 10}\n":                   `:1:18: key "timeout" takes a time with its unit`,
		"timeout: 10m\n":                           `:1:1: key "timeout" isn't the same for every command`,
		"tenants: {a: {timeout: 10m}}\n":           `:1:15: key "timeout" isn't the same for every command`,
		"tenants: [a]\n":                           ":1:10: tenants must have keys",
		"tenants: {}\n":                            ":1:10: tenants has no keys",
		"tenants: {'': {group: x}}\n":              ":1:11: a key must be text",
		"tenants: {a: {group: x}, a: {only: y}}\n": `:1:26: key "a" is there twice, first in line 1`,
		"tenants: {a: {audit: {group: x}}}\n":      `:1:15: key "audit" is unknown`,
		"tenants: {a: {tenants: {b: {}}}}\n":       `:1:15: key "tenants" is unknown`,
		"tenants: {contoso.com: {tenant: evil}}\n": `:1:33: "contoso.com" is the address of a tenant`,
		"tenants: {00000000-0000-4000-8000-00000000000a: {tenant: evil}}\n": "is the address of a tenant",
		"tenants: {A: {group: x}, a: {only: y}}\n":                          `:1:26: key "a" is there twice, first in line 1`,
		"tenants: {Common: {tenant: evil.com}}\n":                           `"Common" is the address of a tenant`,
		strings.Repeat("k", 1000) + ": x\n":                                 `key "` + strings.Repeat("k", 60) + `" is unknown`,
		"group: x\ngroup: y\n":                                              `:2:1: `,
		"audit: {group: x}\naudit: {}\n":                                    `:2:1: `,
		"render: {group: x}\n":                                              `:1:10: render has no key "group"`,
		"Group: x\n":                                                        `:1:1: key "Group" is unknown`,
		"? [a]\n: b\n":                                                      ":1:3: a key must be text",
		"- group: x\n":                                                      ":1:1: the file must have keys",
		"just text\n":                                                       ":1:1: the file must have keys",
		"group: 'x\n":                                                       ":",
		"config: other.yaml\n":                                              `:1:1: key "config" isn't allowed in a configuration`,
		"help: true\n":                                                      `:1:1: key "help" is`,
		"open: true\n":                                                      `:1:1: key "open" isn't allowed in a configuration`,
		"client-secret: hunter2\n":                                          `:1:1: key "client-secret" is unknown`,
		"access-token: eyJ0\n":                                              `:1:1: key "access-token" is unknown`,
		"only: hunter2\nparallel: hunter2":                                  `:2:11: key "parallel" takes a whole number`,
		"group: " + strings.Repeat("[", 99):                                 ":",
		"group: " + strings.Repeat("[", 50) + strings.Repeat("]", 50) + "\n": "nested more than",
		strings.Repeat("[", 1<<20-1):                                         ":",
		strings.Repeat("#", 1<<20) + "\n":                                    "larger than 1024 KiB",
		"{" + strings.Repeat("group: x, ", 50_000) + "}\n":                   `and 100 more`,
	} {
		path := write(t, text)
		_, err := Load(path, false, program())
		short := text[:min(60, len(text))]
		if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", short, err, want)
			continue
		}
		if _, ok := errors.AsType[Problems](err); ok != process.IsUsage(err) {
			t.Errorf("%q: status of %v", short, err)
		}
		if said := err.Error() + process.HintOf(err); strings.Contains(said, "hunter2") || strings.Contains(said, "eyJ0") {
			t.Errorf("%q: what may be a secret is said: %s", short, said)
		}
	}
}

// A path of a file that was found doesn't leave its folder, by name or by link, whether the end is there or not.
func TestFoundPaths(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	inside := []string{"reports", "a/b/c", "./a", "a/../b", "real/x", "link-inside/x", "a b", "..x",
		"real/up/../../x", "link/.."}
	outside := []string{"..", "../x", "a/../../x", dir, filepath.Join(dir, "x"), "/etc/passwd", "link", "link/x", "link/x/y",
		"dangling", "chain/x", "loop", "a/../link/x"}
	for _, err := range []error{
		os.Mkdir("real", 0o777), os.Symlink("real", "link-inside"), os.Symlink(t.TempDir(), "link"),
		os.Symlink(filepath.Join(t.TempDir(), "not-there"), "dangling"), os.Symlink("link", "chain"),
		os.Symlink("loop", "loop"), os.Symlink("..", filepath.Join("real", "up")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []string{"out-dir: %s", "user: {output: ['json=%s']}", "user: {output: ['%s']}",
		"audit: {output: ['%s']}", "audit: {output: ['html=%s']}",
		"tenants: {a: {out-dir: '%s'}}"} {
		for i, path := range append(inside, outside...) {
			text := strings.Replace(key, "%s", path, 1) + "\n"
			if err := os.WriteFile(Name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Load(Name, true, program())
			if strings.HasPrefix(key, "user: {output: ['%") && !strings.ContainsAny(path, "./") {
				continue // which is a format
			}
			if (err == nil) != (i < len(inside)) {
				t.Errorf("%s %v", text, err)
			}
			const leaves = "isn't allowed in a file that was found: the path leaves the folder"
			if err != nil && (!strings.Contains(err.Error(), leaves) ||
				process.HintOf(err) != "if the file is yours, name it: --config ./prepaudit.yaml") {
				t.Errorf("%s %v; %s", text, err, process.HintOf(err))
			}
			if _, err := Load(Name, false, program()); err != nil {
				t.Errorf("%s named: %v", text, err)
			}
		}
	}
}

// Whatever a file is, reading it ends with settings of the commands' flags, or with an error; nothing that it names is
// outside a folder in which it was only found.
func FuzzLoad(f *testing.F) {
	for _, seed := range []string{"group: [a, b]\naudit:\n  timeout: 10m\n", "tenants: {a: {tenant: b.com}}\n", "<<: *a",
		"audit: {output: [html=../x]}", "out-dir: /x", "a: &a [*a]", "? {a: b}\n: c", "---\n---\n", "\xef\xbb\xbfgroup: x",
		"%TAG ! x\n---\nparallel: !int 1", "group: |\n  x\n", "parallel: .inf\ndetails: TRUE"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		t.Chdir(t.TempDir())
		if err := os.WriteFile(Name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := Load(Name, true, program())
		if err != nil {
			if all, ok := errors.AsType[Problems](err); ok {
				for _, p := range all {
					if p.Line < 1 || p.Column < 1 {
						t.Errorf("a problem without a place: %v", p)
					}
				}
			}
			return
		}
		commands := program()
		set, err := file.Apply("audit", commands[0].Flags)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range set {
			_, path, ok := strings.Cut(v.Values[0], "=")
			if v.Name == "out-dir" {
				path, ok = v.Values[0], true
			}
			if ok && (v.Name == "output" || v.Name == "out-dir") && path != "" && !filepath.IsLocal(path) {
				t.Errorf("%s leads to %s", v.Name, path)
			}
			if v.Name == "auth" || v.Name == "only" || v.Name == "open" {
				t.Errorf("a file that was found sets %s", v.Name)
			}
		}
	})
}
