package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// publish flushes and closes every target, then moves the files to their places: all of them, or none.
func publish(ts []*target) error {
	for _, t := range ts {
		err := t.buf.Flush()
		if t.final != "" {
			info, statErr := t.file.Stat()
			if err = errors.Join(err, statErr); err == nil {
				t.size = info.Size()
			}
		}
		if t.file != nil {
			err = errors.Join(err, t.file.Close())
		}
		if err != nil {
			return fmt.Errorf("-o %s=%s: %w", t.format, t.path, err)
		}
	}
	var files []*target
	for _, t := range ts {
		if t.final != "" {
			files = append(files, t)
		}
	}
	if len(files) > 1 { // one file is replaced at a stroke
		for _, t := range files {
			if err := t.keep(); err != nil {
				return fmt.Errorf("-o %s=%s: keeping the last report: %w", t.format, t.path, err)
			}
		}
	}
	for i, t := range files {
		if err := os.Rename(t.file.Name(), t.final); err != nil {
			for _, done := range files[:i] {
				done.restore()
			}
			return fmt.Errorf("-o %s=%s: %w", t.format, t.path, err)
		}
	}
	for _, t := range files {
		t.final, t.published = "", true
		t.let()
	}
	return nil
}

// backup is where the last report is until every new one is in its place.
func (t *target) backup() string { return t.file.Name() + ".old" }

// keep makes a backup of what t replaces, by a link or, where there are none, by a copy.
func (t *target) keep() error {
	if _, err := os.Lstat(t.final); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	t.kept = true
	if os.Link(t.final, t.backup()) == nil {
		t.alive(t.backup())
		return nil
	}
	from, err := os.Open(t.final)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(t.backup(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	t.alive(t.backup())
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}

// alive marks one more file as that of a run that is alive.
func (t *target) alive(path string) {
	file, backup := t.release, lock(path)
	t.release = func() { file(); backup() }
}

// let ends the marks.
func (t *target) let() {
	if t.release != nil {
		t.release()
		t.release = nil
	}
}

// restore puts the last report back, or takes the new one away where there was none.
func (t *target) restore() {
	if t.kept {
		os.Rename(t.backup(), t.final)
		return
	}
	os.Remove(t.final)
}

// abandon removes what is not yet in its place. After publish it finds nothing to do.
func abandon(ts []*target) {
	for _, t := range ts {
		if t.file != nil {
			t.file.Close()
		}
		if t.final != "" && t.file != nil {
			os.Remove(t.file.Name())
		}
		if t.kept {
			os.Remove(t.backup())
		}
		t.let()
	}
	for _, t := range ts { // when no file of another target is in them any more
		if t.published {
			continue
		}
		for _, dir := range t.made {
			os.Remove(dir) // fails, as it should, when something else is in it
		}
	}
}
