package reports

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// program finds a program that a test needs. Without it the test skips, and fails where CI=true.
func program(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	absent(t, names[0]+" is not installed")
	return ""
}

// module finds a file of a Node.js module, in the folders of NODE_PATH.
func module(t *testing.T, file string) string {
	t.Helper()
	for _, dir := range filepath.SplitList(os.Getenv("NODE_PATH")) {
		if path := filepath.Join(dir, file); fileExists(path) {
			return path
		}
	}
	absent(t, file+" is in no folder of NODE_PATH")
	return ""
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func absent(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}
