// Command extract writes down what Graph's own metadata says of the paths that the simulated tenant serves: make
// metadata. It reads the source of Microsoft's Go SDKs, which are generated from that metadata, and compiles none of it.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"time"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/graphtest/metadata"
)

// The SDK of v1.0 is the one that go.mod names. The module proxy lists no versions of the one of beta; this was the
// newest that it had on 2026-11-27.
const (
	sdk         = "github.com/microsoftgraph/msgraph-sdk-go"
	betaSDK     = "github.com/microsoftgraph/msgraph-beta-sdk-go"
	betaRelease = "v0.165.0"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: extract FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "extract:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	var used module
	if err := goCommand(&used, "list", "-m", "-json", sdk); err != nil {
		return err
	}
	for version, of := range map[string]string{"v1.0": sdk + "@" + used.Version, "beta": betaSDK + "@" + betaRelease} {
		var m module
		if err := goCommand(&m, "mod", "download", "-json", of); err != nil {
			return err
		}
		v, err := extract(m)
		if err != nil {
			return fmt.Errorf("%s: %w", of, err)
		}
		text, err := json.MarshalIndent(v, "", " ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(folder+"/"+version+".json", append(text, '\n'), 0o644); err != nil {
			return err
		}
		fmt.Printf("%s: %s %s of %s, %d paths, %d types, %d enumerations\n",
			version, v.Module, v.Release, v.Date, len(v.Paths), len(v.Types), len(v.Enums))
	}
	return nil
}

// module is what the go command says of one.
type module struct{ Path, Version, Dir, Info string }

func goCommand(into any, args ...string) error {
	cmd := exec.Command("go", args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%v: %w: %s", cmd.Args, err, bytes.TrimSpace(out))
	}
	return json.Unmarshal(out, into)
}

// extract gives what a module says of the paths that are served, and of all types that these need.
func extract(m module) (*metadata.Version, error) {
	info, err := os.ReadFile(m.Info)
	if err != nil {
		return nil, err
	}
	var published struct{ Time time.Time }
	if err := json.Unmarshal(info, &published); err != nil {
		return nil, err
	}
	builders, err := readBuilders(m.Dir)
	if err != nil {
		return nil, err
	}
	models, err := indexModels(m.Dir + "/models")
	if err != nil {
		return nil, err
	}
	out := &metadata.Version{
		Module: m.Path, Release: m.Version, Date: published.Time.Format(time.DateOnly),
		Paths: map[string]map[string]metadata.Resource{}, Types: map[string]*metadata.Type{}, Enums: map[string][]string{},
	}
	for path, expand := range graphtest.Served() {
		b, found := builders.find(path)
		if !found {
			continue // another version has it
		}
		verb, r, err := b.reads(models)
		if err == nil {
			out.Paths[path] = map[string]metadata.Resource{verb: r}
			err = models.add(out, r.Type, expand)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return out, nil
}
