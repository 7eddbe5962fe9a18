package smallfile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for name, test := range map[string]struct{ bytes, want string }{
		"UTF-8":             {"SKU,größe\r\n", "SKU,größe\r\n"},
		"UTF-8 with a mark": {"\xef\xbb\xbfa", "a"},
		"UTF-16 LE":         {"\xff\xfea\x00\xf6\x00", "aö"},
		"UTF-16 BE":         {"\xfe\xff\x00a\x00\xf6", "aö"},
		"bytes":             {"p\xe4ss", "p\xe4ss"}, // a secret is what it is
		"empty":             {"", ""},
		"just as large":     {strings.Repeat("x", 1024), strings.Repeat("x", 1024)},
	} {
		if err := os.WriteFile(path, []byte(test.bytes), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := Text(path, 1024); err != nil || string(got) != test.want {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	for bytes, want := range map[string]string{
		"a\x00b\x00":              "neither UTF-8 nor UTF-16",
		strings.Repeat("x", 1025): "larger than 1 KiB",
	} {
		if err := os.WriteFile(path, []byte(bytes), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Text(path, 1024); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if _, err := Read(t.TempDir(), 1024); err == nil {
		t.Error("a folder is read")
	}
	if _, err := Read(path+"2", 1024); !os.IsNotExist(err) {
		t.Errorf("got %v", err)
	}
}
