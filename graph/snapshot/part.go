package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
)

// mostBytes is how large one answer may be unpacked. Pages are below one megabyte; Graph sends the largest, of a user
// with every property, below ten.
const mostBytes = 1 << 30

// writing is a part that is not whole yet.
type writing struct {
	r    *Recorder
	part Part
	file *os.File
	hash hash.Hash
	pack *zstd.Encoder
	done bool
}

func (r *Recorder) open(request string, status int, contentType string) (*writing, error) {
	file, err := os.CreateTemp(filepath.Join(r.dir, "parts"), "new-")
	if err != nil {
		return nil, r.broke(err)
	}
	w := &writing{r: r, file: file, hash: sha256.New(),
		part: Part{Name: nameOf(request), Request: request, Status: status, ContentType: contentType}}
	w.pack, err = zstd.NewWriter(io.MultiWriter(file, w.hash), zstd.WithEncoderConcurrency(1))
	if err != nil {
		w.drop()
		return nil, r.broke(err)
	}
	return w, nil
}

func (w *writing) write(p []byte) error {
	if w.done || len(p) == 0 {
		return nil
	}
	w.part.Size += int64(len(p))
	if _, err := w.pack.Write(p); err != nil {
		w.drop()
		return w.r.broke(err)
	}
	return nil
}

// commit moves the part to its place, and only then tells the journal of it.
func (w *writing) commit() error {
	if w.done {
		return nil
	}
	w.done = true
	w.part.SHA256 = ""
	err := w.pack.Close()
	if err == nil {
		err = w.file.Sync()
	}
	err = errors.Join(err, w.file.Close())
	if err == nil {
		err = w.r.replace(w.part.Request)
	}
	if err == nil {
		err = os.Rename(w.file.Name(), filepath.Join(w.r.dir, filepath.FromSlash(w.part.Name)))
	}
	if err != nil {
		os.Remove(w.file.Name())
		return w.r.broke(err)
	}
	w.part.SHA256 = hex.EncodeToString(w.hash.Sum(nil))
	if err := w.r.note(w.part); err != nil {
		return w.r.broke(err)
	}
	return nil
}

// drop forgets a part that is not whole.
func (w *writing) drop() {
	if w.done {
		return
	}
	w.done = true
	w.file.Close()
	os.Remove(w.file.Name())
}

// check holds the file of a part against its sum.
func check(in fs.FS, p Part) error {
	if !partName.MatchString(p.Name) || p.Name != nameOf(p.Request) {
		return damaged(p.Name, "it is not the name of a part of this request")
	}
	if p.Size < 0 || p.Size > mostBytes {
		return damaged(p.Name, "%d bytes isn't the size of an answer", p.Size)
	}
	f, err := in.Open(p.Name)
	if err != nil {
		return damaged(p.Name, "%v", err)
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, io.LimitReader(f, mostBytes)); err != nil {
		return damaged(p.Name, "%v", err)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != p.SHA256 {
		return damaged(p.Name, "its SHA-256 is %s, not %s", got, p.SHA256)
	}
	return nil
}

// answer is a part as Graph sent it.
func answer(in fs.FS, p Part, req *http.Request) (*http.Response, error) {
	f, err := in.Open(p.Name)
	if err != nil {
		return nil, damaged(p.Name, "%v", err)
	}
	unpack, err := zstd.NewReader(f, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20))
	if err != nil {
		f.Close()
		return nil, damaged(p.Name, "%v", err)
	}
	return &http.Response{
		StatusCode: p.Status, Status: fmt.Sprintf("%d %s", p.Status, http.StatusText(p.Status)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {p.ContentType}}, Request: req, ContentLength: -1,
		Body: &unpacked{part: p, zip: unpack, file: f, left: p.Size},
	}, nil
}

// unpacked is the body of a part: as many bytes as its size says, no more and no fewer.
type unpacked struct {
	part Part
	zip  *zstd.Decoder
	file io.Closer
	left int64
}

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.zip.Read(p)
	u.left -= int64(n)
	switch {
	case u.left < 0, err == io.EOF && u.left > 0:
		return 0, damaged(u.part.Name, "it doesn't unpack to %d bytes", u.part.Size)
	case err != nil && err != io.EOF:
		return 0, damaged(u.part.Name, "%v", err)
	}
	return n, err
}

func (u *unpacked) Close() error {
	u.zip.Close()
	return u.file.Close()
}
