//go:build linux

package main

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// blobs are the files of a tar file.
func blobs(t *testing.T, r io.Reader) (names []string, all map[string][]byte, modes map[string]*tar.Header) {
	t.Helper()
	all, modes = map[string][]byte{}, map[string]*tar.Header{}
	for files := tar.NewReader(r); ; {
		h, err := files.Next()
		if err == io.EOF {
			return names, all, modes
		}
		if err == nil {
			all[h.Name], err = io.ReadAll(files)
		}
		if err != nil {
			t.Fatal(err)
		}
		names, modes[h.Name] = append(names, h.Name), h
	}
}

type descriptor struct {
	Digest   string
	Platform struct{ Architecture, Os string }
}

// parsedBlob reads a document of an image, which must be what its digest says.
func parsedBlob(t *testing.T, all map[string][]byte, digest string, into any) []byte {
	t.Helper()
	text := all["blobs/"+strings.ReplaceAll(digest, ":", "/")]
	if got := fmt.Sprintf("sha256:%x", sha256.Sum256(text)); got != digest {
		t.Fatalf("%s is %s", digest, got)
	}
	if into != nil {
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatal(err)
		}
	}
	return text
}

// The image has a program and nothing that could start another, and a user that isn't root. Its files alone, as that
// user, are enough for an audit: a root directory stands in for a container here.
func TestReleaseImage(t *testing.T) {
	dir := released(t)
	file, err := os.Open(filepath.Join(dir, "image.tar"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	_, all, _ := blobs(t, file)
	var top, index struct{ Manifests []descriptor }
	if err := json.Unmarshal(all["index.json"], &top); err != nil || len(top.Manifests) != 1 {
		t.Fatalf("%v: %s", err, all["index.json"])
	}
	if digest := strings.TrimSpace(string(contents(t, dir, "image.digest"))); digest != top.Manifests[0].Digest {
		t.Errorf("the digest is %s, and %s was said", top.Manifests[0].Digest, digest)
	}
	parsedBlob(t, all, top.Manifests[0].Digest, &index)
	ran := false
	for _, one := range index.Manifests {
		var manifest struct {
			Config descriptor
			Layers []descriptor
		}
		var config struct {
			Architecture, Os string
			Config           struct {
				User       string
				Entrypoint []string
			}
		}
		parsedBlob(t, all, one.Digest, &manifest)
		parsedBlob(t, all, manifest.Config.Digest, &config)
		if config.Config.User != "65532:65532" || !slices.Equal(config.Config.Entrypoint, []string{"/prepaudit"}) ||
			len(manifest.Layers) != 1 || config.Architecture != one.Platform.Architecture || config.Os != "linux" {
			t.Fatalf("%+v, %+v", config, manifest)
		}
		layer, err := gzip.NewReader(strings.NewReader(string(parsedBlob(t, all, manifest.Layers[0].Digest, nil))))
		if err != nil {
			t.Fatal(err)
		}
		names, files, headers := blobs(t, layer)
		want := []string{"etc/", "etc/ssl/", "etc/ssl/certs/", "etc/ssl/certs/ca-certificates.crt", "prepaudit", "tmp/",
			"work/"}
		if !slices.Equal(names, want) {
			t.Errorf("the image has %q", names)
		}
		if config.Architecture == runtime.GOARCH {
			ran = true
			runIn(t, names, files, headers)
		}
	}
	if len(index.Manifests) != 2 || !ran {
		t.Errorf("the image is for %+v", index.Manifests)
	}
}

// runIn audits with the files of an image and nothing else.
func runIn(t *testing.T, names []string, files map[string][]byte, headers map[string]*tar.Header) {
	if os.Getuid() != 0 {
		absent(t, "without root the program of the image isn't run in a root directory of its own")
	}
	root := t.TempDir()
	if err := os.Chmod(root, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		at, mode := path.Join(root, name), headers[name].FileInfo().Mode()
		var err error
		if mode.IsDir() {
			err = os.Mkdir(at, 0o755)
		} else {
			err = os.WriteFile(at, files[name], 0o644)
		}
		if err == nil {
			err = os.Lchown(at, headers[name].Uid, headers[name].Gid)
		}
		if err == nil {
			err = os.Chmod(at, mode) // whatever the umask
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("/prepaudit", "audit", "--demo=healthy", "-o", "html=report.html", "-o", "table=-")
	cmd.Dir, cmd.Env = "/work", []string{}
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: 65532, Gid: 65532}}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Tenant: ") {
		t.Fatalf("%v: %s", err, out)
	}
	if page, err := os.Stat(filepath.Join(root, "work", "report.html")); err != nil || page.Size() < 10_000 {
		t.Errorf("the page: %v, %v", page, err)
	}
}
