package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"
)

// isPath reports that a flag takes a path, as the name of its value says: FILE, DIR, KEYFILE, FORMAT=FILE.
func isPath(f *pflag.Flag) bool {
	name, _ := pflag.UnquoteUsage(f)
	return strings.Contains(name, "FILE") || strings.Contains(name, "DIR")
}

// path is a path of the file as the working directory has it: it begins at the file's folder. One of a file that was
// found must stay inside.
func (r *reader) path(f *pflag.Flag, text string) (path string, inside bool) {
	form, path := "", text
	if name, _ := pflag.UnquoteUsage(f); strings.HasPrefix(name, "FORMAT") {
		before, after, ok := strings.Cut(text, "=")
		switch {
		case ok:
			form, path = before+"=", after
		case name != "FORMAT=FILE" && !strings.ContainsAny(text, `./\`):
			return text, true // a format alone, and no file whose ending is one
		}
	}
	if path == "" || path == "-" {
		return text, true
	}
	dir := filepath.Dir(r.file.Path)
	if r.file.Found && !within(dir, path) {
		return "", false
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	return form + path, true
}

// within reports that a path leads to a place in a folder, or to one that could be made there.
func within(dir, path string) bool {
	if !filepath.IsLocal(path) {
		return false
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return false
	}
	defer root.Close()
	_, err = root.Stat(filepath.Clean(path)) // as it is used, and following no link out
	return err == nil || errors.Is(err, fs.ErrNotExist)
}
