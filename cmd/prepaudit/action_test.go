package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const auditAction = "../../.github/actions/audit/action.yml"

// archived is a release's archive with one program, a script.
func archived(t *testing.T, name, script string) []byte {
	t.Helper()
	var out bytes.Buffer
	var err error
	if strings.HasSuffix(name, ".zip") {
		w := zip.NewWriter(&out)
		h := &zip.FileHeader{Name: "prepaudit"}
		h.SetMode(0o755)
		file, failed := w.CreateHeader(h)
		if failed == nil {
			_, failed = file.Write([]byte(script))
		}
		if err = w.Close(); failed != nil {
			err = failed
		}
	} else {
		packed := gzip.NewWriter(&out)
		w := tar.NewWriter(packed)
		err = w.WriteHeader(&tar.Header{Name: "prepaudit", Mode: 0o755, Size: int64(len(script))})
		if err == nil {
			_, err = w.Write([]byte(script))
		}
		if err == nil {
			err = w.Close()
		}
		if err == nil {
			err = packed.Close()
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// published serves a release with one archive below a path, whose program is the script; without one, this program. The
// checksum is that of the archive, unless it is forged.
func published(t *testing.T, below, name, script string, forged bool) (address string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the shell of runners is played on Linux and macOS")
	}
	for _, tool := range []string{"bash", "curl", "jq", "unzip"} {
		if _, err := exec.LookPath(tool); err != nil {
			absent(t, "without "+tool+" the shell of the action isn't played")
		}
	}
	t.Setenv("NO_PROXY", "*")
	if script == "" {
		program, err := exec.LookPath("prepaudit")
		if err != nil {
			t.Fatal(err)
		}
		script = fmt.Sprintf("#!/bin/sh\nexec '%s' \"$@\"\n", program)
	}
	archive := archived(t, name, script)
	listed := archive
	if forged {
		listed = []byte("another file")
	}
	files := http.NewServeMux()
	files.HandleFunc(below+name, func(w http.ResponseWriter, _ *http.Request) { w.Write(archive) })
	files.HandleFunc(below+"checksums.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "%x  other_%s\n%[3]x  %[2]s\n", sha256.Sum256(nil), name, sha256.Sum256(listed))
	})
	server := httptest.NewServer(files)
	t.Cleanup(server.Close)
	return server.URL
}

const latest = "/OWNER/prepaudit/releases/latest/download/"

func newRunner(t *testing.T, server, system, processor string) *runner {
	r := &runner{T: t, dir: t.TempDir(), known: map[string]string{"github.server_url": server,
		"github.action_repository": "OWNER/prepaudit", "github.repository": "someone/else"}}
	r.env = []string{"RUNNER_OS=" + system, "RUNNER_ARCH=" + processor}
	put(t, filepath.Join(r.dir, "path"), nil)
	put(t, filepath.Join(r.dir, "summary"), nil)
	return r
}

// The job ends with the status of the audit, after the outputs, the summary and the files; without a report there are
// none of these.
func TestActionStatuses(t *testing.T) {
	for _, c := range []struct {
		args   string
		status int
	}{
		{"--demo=healthy", 0},
		{"--demo=healthy\n--lifecycle=/there/is/none", 1},
		{"--demo=contoso\n\n--exclude-upn=a name with a space*\n", 3},
		{"--demo=contoso", 3},
		{"--demo=app-only", 4},
	} {
		const file = "prepaudit_linux_amd64.tar.gz"
		r := newRunner(t, published(t, latest, file, "", false), "Linux", "X64")
		outputs := r.play(auditAction, map[string]string{"args": c.args, "summary": "full"})
		if r.status != c.status {
			t.Fatalf("%q: status %d, not %d: %s", c.args, r.status, c.status, r.printed)
		}
		if c.status == 1 {
			if len(r.used) > 0 || r.summary != "" || !strings.Contains(r.printed, "prepaudit: --lifecycle: ") {
				t.Errorf("%q: used %v, summary %q, printed %s", c.args, r.used, r.summary, r.printed)
			}
			continue
		}
		page := r.used["actions/upload-artifact"]["path"]
		var report struct {
			Summary struct {
				Complete bool
				Ready    struct{ Ready, Blocked int }
			}
		}
		if err := json.Unmarshal(contents(t, filepath.Dir(page), "report.json"), &report); err != nil {
			t.Fatal(err)
		}
		s := report.Summary
		want := map[string]string{"ready": strconv.Itoa(s.Ready.Ready), "blocked": strconv.Itoa(s.Ready.Blocked),
			"complete": strconv.FormatBool(s.Complete)}
		for name, value := range want {
			if outputs[name] != value {
				t.Errorf("%q: %s is %q, not %s", c.args, name, outputs[name], value)
			}
		}
		for _, file := range []string{page, r.used["github/codeql-action/upload-sarif"]["sarif_file"]} {
			if info, err := os.Stat(file); err != nil || info.Size() == 0 {
				t.Errorf("%q: %v, %v", c.args, info, err)
			}
		}
		if !strings.Contains(r.summary, "\n## Rules") {
			t.Errorf("%q: the full summary has no rules: %.500s", c.args, r.summary)
		}
	}
}

// What nobody wants uploaded isn't, and a short summary is the beginning of the full one.
func TestActionInputs(t *testing.T) {
	r := newRunner(t, published(t, latest, "prepaudit_linux_arm64.tar.gz", "", false), "Linux", "ARM64")
	r.play(auditAction, map[string]string{"args": "--demo", "upload-sarif": "false", "artifact": "", "fail-on": "never"})
	if r.status != 0 || len(r.used) > 0 {
		t.Errorf("status %d, used %v", r.status, r.used)
	}
	if !strings.HasPrefix(r.summary, "# NOT READY") || !strings.Contains(r.summary, "## What to change first") ||
		strings.Contains(r.summary, "### ") || strings.Contains(r.summary, "## Rules") {
		t.Errorf("the short summary: %s", r.summary)
	}
}

// GitHub takes no summary above 1 MiB: a full one above it becomes the short one.
func TestActionLongSummary(t *testing.T) {
	const program = `#!/bin/sh
for argument; do
	case $argument in
	json=*) echo '{"summary":{"ready":{"ready":1,"blocked":2},"complete":false}}' >"${argument#json=}" ;;
	markdown=*) { echo '# short' && echo '### 1.' && head -c 1100000 /dev/zero | tr '\0' x; } >"${argument#markdown=}" ;;
	sarif=* | html=*) echo >"${argument#*=}" ;;
	esac
done
`
	r := newRunner(t, published(t, latest, "prepaudit_linux_amd64.tar.gz", program, false), "Linux", "X64")
	outputs := r.play(auditAction, map[string]string{"summary": "full"})
	if r.summary != "# short\n" || outputs["blocked"] != "2" || outputs["complete"] != "false" {
		t.Errorf("%.100q, %v, %s", r.summary, outputs, r.printed)
	}
}

// Every system gets its archive of the version, and one that isn't that of its checksum is never run.
func TestActionInstalls(t *testing.T) {
	const program = "#!/bin/sh\necho installed\nexit 1\n"
	for _, c := range []struct{ system, processor, file string }{
		{"Linux", "X64", "prepaudit_linux_amd64.tar.gz"},
		{"macOS", "ARM64", "prepaudit_darwin_arm64.tar.gz"},
		{"Windows", "X64", "prepaudit_windows_amd64.zip"},
	} {
		for _, forged := range []bool{false, true} {
			server := published(t, "/OWNER/prepaudit/releases/download/v1.2.3/", c.file, program, forged)
			r := newRunner(t, server, c.system, c.processor)
			r.play(auditAction, map[string]string{"version": "1.2.3"})
			if r.status != 1 || strings.Contains(r.printed, "installed") == forged {
				t.Errorf("%s, forged %v: %d, %s", c.file, forged, r.status, r.printed)
			}
		}
	}
	r := newRunner(t, "http://127.0.0.1:1", "Linux", "RISCV")
	if r.play(auditAction, nil); !strings.Contains(r.printed, "::error::prepaudit has no release for RISCV") {
		t.Errorf("%d, %s", r.status, r.printed)
	}
}

// The scripts of the action and of the templates are what shellcheck knows of good ones.
func TestActionShell(t *testing.T) {
	if _, err := exec.LookPath("shellcheck"); err != nil {
		absent(t, "without shellcheck the shell of the action isn't looked at")
	}
	var a action
	if err := yaml.Unmarshal(contents(t, auditAction), &a); err != nil {
		t.Fatal(err)
	}
	var scripts []string
	for _, s := range a.Runs.Steps {
		scripts = append(scripts, s.Run)
	}
	for _, s := range azureSteps(t) {
		scripts = append(scripts, s.Bash)
	}
	scripts = append(scripts, strings.Join(gitlabJob(t).Script, "\n"))
	scripts = slices.DeleteFunc(scripts, func(s string) bool { return s == "" })
	for _, script := range scripts {
		cmd := exec.Command("shellcheck", "--shell=bash", "-")
		cmd.Stdin = strings.NewReader("set -eo pipefail\n" + expression.ReplaceAllString(script, "x"))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	}
	if len(scripts) < 6 {
		t.Errorf("%d scripts", len(scripts))
	}
}
