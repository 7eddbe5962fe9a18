package snapshot

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"prepaudit/rules/english"
)

// Finish writes the manifest, to which the parts are added, in place of the journal: the snapshot is whole then.
func (r *Recorder) Finish(m Manifest) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failed != nil {
		return r.failed
	}
	if r.resumed > 0 && !r.same {
		return &Error{r.dir + " can't be resumed: couldn't check that it is of this tenant, since /organization wasn't read",
			"check the permissions, or take the snapshot without --resume under another name"}
	}
	if err := r.unanswered(); err != nil {
		return err
	}
	m.Format = Format
	if r.started.Before(m.Started) { // by an earlier run, whose answers are in it
		m.Started = r.started
	}
	for _, p := range r.parts {
		m.Parts = append(m.Parts, p)
		delete(r.without, p.Request)
	}
	m.Unanswered = r.without
	slices.SortFunc(m.Parts, func(a, b Part) int { return strings.Compare(a.Name, b.Name) })
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	to := filepath.Join(r.dir, manifestName)
	if err := os.WriteFile(to+".new", append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("keeping the snapshot: %w", err)
	}
	if err := os.Rename(to+".new", to); err != nil {
		return fmt.Errorf("keeping the snapshot: %w", err)
	}
	return errors.Join(r.journal.Close(), os.Remove(filepath.Join(r.dir, journalName)))
}

// unanswered says that the network was lost: a snapshot that ends so is resumed, rather than taken for one of a tenant that
// refuses.
func (r *Recorder) unanswered() error {
	if len(r.lost) == 0 {
		return nil
	}
	request := slices.Min(slices.Collect(maps.Keys(r.lost)))
	path, _, _ := strings.Cut(request, "?")
	return &Error{fmt.Sprintf("%s got no answer, such as GET %s: %v", english.Count(len(r.lost), "request"), path,
		r.lost[request]), "when Graph can be reached, --resume goes on with " + r.dir}
}

// Finished is the manifest of a folder whose snapshot came to its end.
func Finished(dir string) (m Manifest, ok bool) {
	m, err := readManifest(os.DirFS(dir))
	if _, open := os.Stat(filepath.Join(dir, journalName)); open == nil {
		return m, false
	}
	return m, err == nil
}

// Close leaves the snapshot to be resumed.
func (r *Recorder) Close() error { return r.journal.Close() }

// noTime is the first that a zip can have.
var noTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Zip writes a finished snapshot as one file: the manifest, then the parts by their names, without times, so that two of
// the same answers are the same bytes.
func Zip(dir string, to io.Writer) error {
	m, err := readManifest(os.DirFS(dir))
	if err != nil {
		return err
	}
	z := zip.NewWriter(to)
	names := []string{manifestName}
	for _, p := range m.Parts {
		names = append(names, p.Name)
	}
	for _, name := range names {
		method := zip.Store // parts are compressed
		if name == manifestName {
			method = zip.Deflate
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: noTime})
		if err != nil {
			return err
		}
		f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		_, err = io.Copy(w, f)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	return z.Close()
}
