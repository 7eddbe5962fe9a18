package command

import (
	"fmt"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules/endpoint"
	"prepaudit/rules/license"
	"prepaudit/rules/windows"
)

func versionText() string {
	releases := windows.Default().Date().Format(time.DateOnly)
	built := ""
	if id, at := process.Commit(); id != "" {
		built = fmt.Sprintf("commit %s of %s\n", id, at)
	}
	return fmt.Sprintf("prepaudit %s\n%sSKU catalog of %s\nWindows releases of %s\nendpoints of %s\n%s %s/%s\n",
		process.Version(), built, license.CatalogDate(), releases, endpoint.Embedded().Date,
		runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// NewVersion is the command that prints versions and dates.
func NewVersion(sys *process.Sys) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version, and the dates of the built-in tables",
		Args:  Arguments(0, 0),
		RunE: Listing(func([]string) error {
			_, err := fmt.Fprint(sys.Stdout, versionText())
			return err
		}),
	}
}
