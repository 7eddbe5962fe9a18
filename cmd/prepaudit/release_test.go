package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// released is where a release lies that .ci/release made. Without one its tests skip, and fail where CI=true.
func released(t *testing.T) string {
	t.Helper()
	dir := filepath.Join("..", "..", "dist")
	if _, err := os.Stat(filepath.Join(dir, "image.digest")); err != nil {
		absent(t, "without a release in dist, which `make snapshot` makes, none is looked at")
	}
	return dir
}

// absent skips a test for what this machine doesn't have, and fails it where CI=true.
func absent(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}

func contents(t *testing.T, path ...string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// sums are the checksums of a release, by file.
func sums(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	lines := bufio.NewScanner(strings.NewReader(string(contents(t, dir, "checksums.txt"))))
	for lines.Scan() {
		sum, name, found := strings.Cut(lines.Text(), "  ")
		if !found {
			t.Errorf("checksums.txt: %q", lines.Text())
		}
		all[name] = sum
	}
	return all
}

// A release has every target in every form, each with its checksum, and says what each program is made of.
func TestReleaseIsWhole(t *testing.T) {
	dir := released(t)
	var want []string
	for _, arch := range []string{"amd64", "arm64"} {
		for _, name := range []string{"linux_%s.tar.gz", "darwin_%s.tar.gz", "windows_%s.zip", "linux_%s.deb",
			"linux_%s.rpm", "linux_%s.cdx.json", "darwin_%s.cdx.json", "windows_%s.cdx.json"} {
			want = append(want, "prepaudit_"+fmt.Sprintf(name, arch))
		}
		for _, name := range []string{"linux_%s", "darwin_%s", "windows_%s.exe", "linux_%s.cdx.json",
			"darwin_%s.cdx.json", "windows_%s.cdx.json"} {
			want = append(want, "prepaudit-network_"+fmt.Sprintf(name, arch))
		}
	}
	all := sums(t, dir)
	for _, name := range want {
		if all[name] == "" {
			t.Errorf("no checksum of %s", name)
		}
		delete(all, name)
	}
	for name := range all {
		t.Errorf("%s is new: say here that a release has it", name)
	}
	var release struct{ Version string }
	if err := json.Unmarshal(contents(t, dir, "metadata.json"), &release); err != nil {
		t.Fatal(err)
	}
	for _, name := range want {
		if !strings.HasSuffix(name, ".cdx.json") {
			continue
		}
		var list struct {
			BomFormat string
			Metadata  struct {
				Component struct{ Name, Version string }
			}
			Components []struct{ Name, Version, Purl string }
		}
		if err := json.Unmarshal(contents(t, dir, name), &list); err != nil {
			t.Fatal(err)
		}
		of := list.Metadata.Component
		if list.BomFormat != "CycloneDX" || of.Name != "prepaudit" || of.Version != "v"+release.Version ||
			len(list.Components) < 10 {
			t.Errorf("%s: %s of %s %s with %d modules", name, list.BomFormat, of.Name, of.Version, len(list.Components))
		}
	}
}

// The manifests fit the schemas of those who read them, and name files of the release by their checksums.
func TestReleaseManifests(t *testing.T) {
	dir := released(t)
	all := sums(t, dir)
	shown := map[string]string{} // the checksum beside each address in a manifest
	winget := compiled(t, string(contents(t, "../../testdata/schema/winget.json")))
	files, _ := filepath.Glob(filepath.Join(dir, "winget", "prepaudit.prepaudit*.yaml"))
	if len(files) != 3 {
		t.Errorf("winget: %q", files)
	}
	for _, file := range files {
		doc := yamlOf(t, contents(t, file))
		if err := winget.Validate(doc); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		installers, _ := doc.(map[string]any)["Installers"].([]any)
		for _, one := range installers {
			one := one.(map[string]any)
			shown[one["InstallerUrl"].(string)] = one["InstallerSha256"].(string)
		}
	}
	scoop := yamlOf(t, contents(t, dir, "scoop", "prepaudit.json"))
	if err := compiled(t, string(contents(t, "../../testdata/schema/scoop.json"))).Validate(scoop); err != nil {
		t.Errorf("Scoop: %v", err)
	}
	for _, one := range scoop.(map[string]any)["architecture"].(map[string]any) {
		one := one.(map[string]any)
		if address := one["url"].(string); shown[address] != one["hash"].(string) {
			t.Errorf("winget and Scoop have other checksums for %s", address)
		}
	}
	cask := filepath.Join(dir, "homebrew", "Casks", "prepaudit.rb")
	pairs := regexp.MustCompile(`sha256 "(\w{64})"\s+url "(.+)"`).FindAllStringSubmatch(string(contents(t, cask)), -1)
	for _, pair := range pairs {
		shown[strings.ReplaceAll(pair[2], "#{version}", "V")] = pair[1]
	}
	if len(shown) != 6 {
		t.Errorf("manifests name %d files: %v", len(shown), shown)
	}
	for address, sum := range shown {
		if name := address[strings.LastIndex(address, "/")+1:]; all[name] != sum {
			t.Errorf("%s has checksum %q, and %q in a manifest", name, all[name], sum)
		}
	}
	if _, err := exec.LookPath("ruby"); err != nil {
		absent(t, "without ruby the cask isn't parsed")
	}
	if out, err := exec.Command("ruby", "-c", cask).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// yamlOf is a document of YAML or JSON with the types of JSON.
func yamlOf(t *testing.T, text []byte) any {
	t.Helper()
	var doc any
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	plain, err := json.Marshal(doc)
	if err == nil {
		err = json.Unmarshal(plain, &doc)
	}
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Each file is that of its checksum.
func TestReleaseChecksums(t *testing.T) {
	dir := released(t)
	var artifacts []struct{ Name, Path string }
	if err := json.Unmarshal(contents(t, dir, "artifacts.json"), &artifacts); err != nil {
		t.Fatal(err)
	}
	paths := map[string]string{}
	for _, one := range artifacts {
		paths[one.Name] = one.Path
	}
	all := sums(t, dir)
	for name, sum := range all {
		if got := fmt.Sprintf("%x", sha256.Sum256(contents(t, "..", "..", paths[name]))); got != sum {
			t.Errorf("%s has checksum %s, not %s", name, got, sum)
		}
	}
	if len(all) < 20 {
		t.Errorf("%d files have checksums", len(all))
	}
}

// The module that fetches a release is well formed, and calls only what PowerShell has.
func TestPowerShellModule(t *testing.T) {
	seen := parsed(t, string(contents(t, "../../.github/packaging/Prepaudit.psm1")))
	if len(seen.Errors) > 0 || !slices.Contains(seen.Functions, "Install-Prepaudit") {
		t.Errorf("%+v", seen)
	}
	known := []string{"Expand-Archive", "Get-FileHash", "Invoke-WebRequest", "Join-Path", "New-Item", "Remove-Item",
		"Select-String", "Write-Host", "Export-ModuleMember"}
	for _, name := range seen.Commands {
		if !slices.Contains(known, name) {
			t.Errorf("%s is no command", name)
		}
	}
}
