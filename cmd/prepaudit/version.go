package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules/endpoint"
	"prepaudit/rules/license"
	"prepaudit/rules/windows"
)

// released is set by the linker in a release: -X main.released=v1.2.3.
var released string

// version is the release, or what the toolchain knows of a build from source.
func version() string {
	if released != "" {
		return released
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

func versionText() string {
	return fmt.Sprintf("prepaudit %s\nSKU catalogue of %s\nWindows releases of %s\nendpoints of %s\n%s %s/%s\n", version(), license.CatalogDate(), windows.Default().Date().Format(time.DateOnly), endpoint.Embedded().Date, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

func newVersion(sys *process.Sys) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version and the dates of the embedded data",
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(sys.Stdout, versionText())
			return err
		},
	}
}
