package output

import (
	"errors"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pkg/browser"

	"prepaudit/cmd/prepaudit/process"
)

// page is the file that a browser can open; nil where none is asked for.
func (o *Output) page() *target {
	i := slices.IndexFunc(o.targets, func(t *target) bool { return t.format == "html" && t.path != "-" })
	if i < 0 {
		return nil
	}
	return o.targets[i]
}

// show opens the page in a browser, where somebody is there to look at it. The report stands, whatever comes of that.
func (o *Output) show() {
	path := real(o.page().path)
	err := errors.New("there is no terminal")
	if o.sys.OutWidth > 0 || o.sys.ErrWidth > 0 {
		err = browse(path)
	}
	if err != nil {
		o.sys.Warn(process.Printable(path) + " was not opened: " + process.Printable(err.Error()))
	}
}

// browse has the system open a file.
func browse(path string) error {
	slashes := filepath.ToSlash(path)
	if !strings.HasPrefix(slashes, "/") { // C:/
		slashes = "/" + slashes
	}
	address := url.URL{Scheme: "file", Path: slashes}
	return OpenInBrowser(address.String())
}

// OpenInBrowser has the system open an address. A browser that runs until it is closed is not waited for.
func OpenInBrowser(address string) error {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	done := make(chan error, 1)
	go func() { done <- browser.OpenURL(address) }()
	select {
	case err := <-done:
		return err
	case <-time.After(5 * time.Second):
		return nil
	}
}
