package command

import (
	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
)

// Listing is the RunE of a command that prints what the program knows. A reader that closes its pipe early (| head) has
// seen enough: that is no failure. Of a report it is one, since nobody has seen it whole.
func Listing(list func(args []string) error) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		if err := list(args); !process.ClosedPipe(err) {
			return err
		}
		return nil
	}
}
