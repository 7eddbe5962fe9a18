// Image writes an OCI layout with the image of a release, as a tar file that skopeo and crane copy to a registry:
//
//	go run ./.ci/image -version 1.2.3 -commit ID -date 2026-11-28T10:00:00Z -o image.tar amd64=FILE arm64=FILE
//
// The image is the program, the certificate authorities that Go's own module of them has, and /tmp: no shell, no
// packages, and a user that isn't root. What goes in decides all that comes out, byte by byte.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"encoding/pem"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"golang.org/x/crypto/x509roots/fallback/bundle"
)

const (
	user     = 65532 // "nonroot" in the images that others build upon
	document = "application/vnd.oci.image."
)

type object = map[string]any

// layout is the tar file: every blob under the digest of its content.
type layout struct {
	tar  *tar.Writer
	date time.Time
}

func (l *layout) file(name string, mode int64, content []byte) {
	add(l.tar, &tar.Header{Name: name, Mode: mode, ModTime: l.date}, content)
}

func add(w *tar.Writer, h *tar.Header, content []byte) {
	h.Size, h.Format = int64(len(content)), tar.FormatPAX
	if err := w.WriteHeader(h); err != nil {
		log.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		log.Fatal(err)
	}
}

// blob adds content and says what others call it by.
func (l *layout) blob(media string, content []byte) object {
	digest := fmt.Sprintf("%x", sha256.Sum256(content))
	l.file("blobs/sha256/"+digest, 0o644, content)
	return object{"mediaType": document + media, "digest": "sha256:" + digest, "size": len(content)}
}

func (l *layout) json(media string, value any) object { return l.blob(media, marshal(value)) }

func marshal(value any) []byte {
	text, err := json.Marshal(value) // with its keys in order
	if err != nil {
		log.Fatal(err)
	}
	return text
}

// authorities are those without a condition that a file of certificates couldn't state.
func authorities() []byte {
	var text bytes.Buffer
	for root := range bundle.Roots() {
		if root.Constraint == nil {
			if err := pem.Encode(&text, &pem.Block{Type: "CERTIFICATE", Bytes: root.Certificate}); err != nil {
				log.Fatal(err)
			}
		}
	}
	return text.Bytes()
}

// files is what the image consists of, as a tar file.
func files(program []byte, date time.Time) []byte {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	dir := func(name string, mode int64) {
		add(w, &tar.Header{Typeflag: tar.TypeDir, Name: name, Mode: mode, ModTime: date}, nil)
	}
	dir("etc/", 0o755)
	dir("etc/ssl/", 0o755)
	dir("etc/ssl/certs/", 0o755)
	add(w, &tar.Header{Name: "etc/ssl/certs/ca-certificates.crt", Mode: 0o644, ModTime: date}, authorities())
	add(w, &tar.Header{Name: "prepaudit", Mode: 0o755, ModTime: date}, program)
	dir("tmp/", 0o1777)
	add(w, &tar.Header{Typeflag: tar.TypeDir, Name: "work/", Mode: 0o755, Uid: user, Gid: user, ModTime: date}, nil)
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	return out.Bytes()
}

func compressed(content []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(content); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	return out.Bytes()
}

func main() {
	log.SetFlags(0)
	file := flag.String("o", "", "the `FILE` to write")
	version := flag.String("version", "", "the version, without its v")
	commit := flag.String("commit", "", "what it was built from")
	date := flag.String("date", "", "when that was committed, in RFC 3339")
	flag.Parse()
	at, err := time.Parse(time.RFC3339, *date)
	if err != nil {
		log.Fatal(err)
	}
	at = at.UTC()
	out, err := os.Create(*file)
	if err != nil {
		log.Fatal(err)
	}
	l := &layout{tar.NewWriter(out), at}
	labels := object{
		"org.opencontainers.image.title":    "prepaudit",
		"org.opencontainers.image.version":  *version,
		"org.opencontainers.image.revision": *commit,
		"org.opencontainers.image.licenses": "MIT",
	}
	var manifests []object
	for _, arg := range flag.Args() {
		arch, path, _ := strings.Cut(arg, "=")
		program, err := os.ReadFile(path)
		if err != nil {
			log.Fatal(err)
		}
		content := files(program, at)
		layer := l.blob("layer.v1.tar+gzip", compressed(content))
		config := l.json("config.v1+json", object{
			"architecture": arch, "os": "linux", "created": at,
			"config": object{"User": fmt.Sprintf("%d:%[1]d", user), "Entrypoint": []string{"/prepaudit"},
				"WorkingDir": "/work", "Labels": labels},
			"rootfs": object{"type": "layers", "diff_ids": []string{fmt.Sprintf("sha256:%x", sha256.Sum256(content))}},
		})
		manifest := l.json("manifest.v1+json", object{"schemaVersion": 2, "mediaType": document + "manifest.v1+json",
			"config": config, "layers": []object{layer}})
		manifest["platform"] = object{"architecture": arch, "os": "linux"}
		manifests = append(manifests, manifest)
	}
	index := l.json("index.v1+json", object{"schemaVersion": 2, "mediaType": document + "index.v1+json",
		"manifests": manifests})
	index["annotations"] = object{"org.opencontainers.image.ref.name": *version}
	l.file("index.json", 0o644, marshal(object{"schemaVersion": 2, "manifests": []object{index}}))
	l.file("oci-layout", 0o644, marshal(object{"imageLayoutVersion": "1.0.0"}))
	if err := l.tar.Close(); err != nil {
		log.Fatal(err)
	}
	if err := out.Close(); err != nil {
		log.Fatal(err)
	}
	fmt.Println(index["digest"])
}
