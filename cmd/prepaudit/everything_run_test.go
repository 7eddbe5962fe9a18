package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
)

// writing is one folder that gets everything.
type writing struct {
	t     *testing.T
	dir   string
	raw   string // what the program wrote, before it is made text
	files atomic.Int64
}

func newWriting(t *testing.T, dir string) *writing {
	if left, err := os.ReadDir(dir); err == nil && len(left) > 0 {
		t.Fatalf("%s is not empty", dir)
	}
	return &writing{t: t, dir: dir, raw: t.TempDir()}
}

// put writes one file.
func put(t *testing.T, file string, text []byte) {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Error(err)
	} else if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Error(err)
	}
}

func (w *writing) put(name string, text []byte) {
	w.files.Add(1)
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	if _, err := os.Stat(file); err == nil {
		w.t.Errorf("%s is written twice", name)
	}
	put(w.t, file, steady(bytes.ReplaceAll(text, []byte(w.raw), []byte("FOLDER"))))
}

// input is a file that a command line names.
func (w *writing) input(name, text string) string {
	file := filepath.Join(w.raw, name)
	put(w.t, file, []byte(text))
	return file
}

// world is a machine at a fixed time without variables.
func world(width int) (s *process.Sys, out, said *bytes.Buffer) {
	out, said = new(bytes.Buffer), new(bytes.Buffer)
	s = process.System()
	s.Stdout, s.Stderr, s.OutWidth, s.ErrWidth = out, said, width, 0
	s.LookupEnv = func(string) (string, bool) { return "", false }
	s.Now = func() time.Time { return time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC) }
	return s, out, said
}

// command writes how a command line ends and what it says, on a terminal of so many columns.
func (w *writing) command(name string, width int, args ...string) {
	s, out, said := world(width)
	status := run(w.t.Context(), args, s)
	text := fmt.Appendf(nil, "prepaudit %s\nexit status %d\n", strings.Join(args, " "), status)
	w.put(name+".txt", fmt.Appendf(text, "-- standard error --\n%s-- standard output --\n%s", said, out))
}

// words are what may stand behind a command line, as a shell would complete it.
func (w *writing) words(args ...string) (words []string) {
	s, out, _ := world(0)
	if status := run(w.t.Context(), append([]string{"__complete"}, args...), s); status != process.StatusMet {
		w.t.Fatalf("completing %q: %d", args, status)
	}
	for line := range strings.Lines(out.String()) {
		word, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if !strings.HasPrefix(word, ":") { // what the shell shall do
			words = append(words, strings.TrimSuffix(word, "="))
		}
	}
	if len(words) == 0 {
		w.t.Fatalf("nothing completes %q", args)
	}
	return words
}

// formats writes a report in every format, with what the command says, and then holds each against the same made by
// `prepaudit render` of its JSON.
func (w *writing) formats(name string, formats []string, args ...string) {
	w.command(name+"/said", 80, append(args, w.outputs(name, formats)...)...)
	direct := w.texts(name, formats)
	for file, text := range direct {
		w.put(name+"/"+file, text)
	}
	if slices.Contains(formats, "json") {
		w.rendered(name, formats, direct)
	}
}

// outputs are flags that write into the folder of raw reports.
func (w *writing) outputs(name string, formats []string) (args []string) {
	for _, f := range formats {
		args = append(args, "-o", f+"="+w.file(name, f))
	}
	return args
}

func (w *writing) file(name, format string) string {
	return filepath.Join(w.raw, filepath.FromSlash(name), strings.ReplaceAll(format, ":", "-"))
}

// texts are the reports that a command has written.
func (w *writing) texts(name string, formats []string) map[string][]byte {
	all := map[string][]byte{}
	for _, f := range formats {
		b, err := os.ReadFile(w.file(name, f))
		if os.IsNotExist(err) {
			continue // status and standard error say why
		}
		if err == nil {
			err = asText(all, f, b)
		}
		if err != nil {
			w.t.Errorf("%s: %s: %v", name, f, err)
		}
	}
	return all
}

// rendered writes which parts of the reports come out the same by way of JSON, and the exit status.
func (w *writing) rendered(name string, formats []string, direct map[string][]byte) {
	again := name + "-rendered"
	s, _, said := world(80)
	status := run(w.t.Context(), append([]string{"render", w.file(name, "json")}, w.outputs(again, formats)...), s)
	text := probed(fmt.Appendf(nil, "exit status %d\n%s", status, said))
	got := w.texts(again, formats)
	for _, file := range slices.Sorted(maps.Keys(direct)) {
		word := "equal"
		if !bytes.Equal(direct[file], got[file]) {
			word = "another"
		}
		text = fmt.Appendf(text, "%s %s\n", word, file)
	}
	w.put(name+"/rendered.txt", text)
}
