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

// path is a path of the file as the working directory has it, or why it isn't allowed. It begins at the file's folder.
func (r *reader) path(f *pflag.Flag, text string) (path, why string) {
	form, path := "", text
	if name, _ := pflag.UnquoteUsage(f); strings.HasPrefix(name, "FORMAT") {
		before, after, ok := strings.Cut(text, "=")
		switch {
		case ok:
			form, path = before+"=", after
		case name != "FORMAT=FILE":
			return text, "" // a format alone
		}
	}
	if path == "" || path == "-" {
		return text, ""
	}
	dir := filepath.Dir(r.file.Path)
	if r.file.Found {
		if why := leaves(dir, path); why != "" {
			return "", why
		}
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	return form + path, ""
}

// leaves says why a path of a file that was found isn't inside its folder; "" where it is.
func leaves(dir, path string) string {
	const outside = "isn't allowed in a file that was found: it leaves the folder"
	if !filepath.IsLocal(path) {
		return outside
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return outside
	}
	defer root.Close()
	if _, err := root.Stat(path); err != nil && !errors.Is(err, fs.ErrNotExist) { // a link leads out
		return outside
	}
	return ""
}
