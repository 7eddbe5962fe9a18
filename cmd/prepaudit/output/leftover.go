package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	leftovers = ".prepaudit-files" // names what runs wrote into its folder, and beside that nothing is touched
	previous  = "previous-"        // begins the name of what a later run didn't replace
)

// Keep has a folder hold no report that could be taken for this run's: of what earlier runs wrote there and this one
// didn't, a run that wrote files removes all, and one that wrote none sets it aside by another name.
func Keep(dir string, files []string, wrote bool) error {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	text, err := root.ReadFile(leftovers)
	if err = gone(err); err != nil {
		return err
	}
	var kept []string
	if wrote {
		kept = slices.Clone(files)
	}
	for name := range strings.FieldsFuncSeq(string(text), func(r rune) bool { return r == '\n' }) {
		switch {
		case name != filepath.Base(name), slices.Contains(kept, name):
			continue
		case wrote:
			err = errors.Join(gone(root.Remove(name)), gone(root.Remove(name+markerName)), err)
			continue
		case !strings.HasPrefix(name, previous):
			err = errors.Join(gone(root.Rename(name, previous+name)),
				gone(root.Rename(name+markerName, previous+name+markerName)), err)
			name = previous + name
		}
		kept = append(kept, name)
	}
	if len(kept) == 0 {
		return err
	}
	return errors.Join(err, root.WriteFile(leftovers, []byte(strings.Join(kept, "\n")+"\n"), 0o600))
}

// gone is an error, but for what isn't there.
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
