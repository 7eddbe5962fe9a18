package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/exceptions"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/record"
)

const exceptionsHelp = `An exception says that a finding is accepted until a day, why, and who answers
for it. audit and render take a file of them with --exceptions:

  exceptions:
    - rule: LIC-02
      subject: adele@contoso.com
      reason: Leaves in January
      owner: it@contoso.com
      expires: 2027-01-31

An exception is for a rule or for a cause (its id in the JSON report). subject is a
user by object ID or UPN, a device or a policy by its id, or a product by its id or
part number. group is a group by its object ID, for its members, direct and nested.
Without either, the exception is for the whole rule or cause. expires is its last
day; after it, its findings fail again.`

func newExceptions(sys *process.Sys) *cobra.Command {
	cmd := &cobra.Command{
		Use:        "exceptions",
		SuggestFor: []string{"accept", "exclude", "ignore", "suppress", "waive"},
		Short:      "Write and check the file of accepted findings",
		Long:       exceptionsHelp,
		Example: `  prepaudit exceptions init --from report.json --rule LIC-02 --expires 2027-01-31 -o accepted.yaml
  prepaudit exceptions check accepted.yaml
  prepaudit audit --tenant contoso.com --exceptions accepted.yaml`,
	}
	cmd.AddCommand(newExceptionsInit(sys), newExceptionsCheck(sys))
	return cmd
}

func newExceptionsInit(sys *process.Sys) *cobra.Command {
	var from, rule, expires, path string
	cmd := &cobra.Command{
		Use:   "init --from FILE --rule ID --expires DATE",
		Short: "Write exceptions for what a report found, to fill in",
		Long: `Write exceptions for everything that a rule found in a report of "prepaudit audit
-o json=REPORT.json": one for each cause, or for each user, device, product or
policy where the rule itself is the cause. Delete what isn't accepted, and fill in
reason and owner. It replaces no file.`,
		Example: "  prepaudit exceptions init --from report.json --rule LIC-02 --expires 2027-01-31 -o accepted.yaml",
		Args:    command.Arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			text, err := exceptionsFor(sys, from, rule, expires)
			if err != nil {
				return err
			}
			if path == "-" {
				_, err := io.WriteString(sys.Stdout, text)
				return err
			}
			if err := writeNew(path, text); errors.Is(err, fs.ErrExist) {
				return process.WithHint(fmt.Errorf("%s already exists", path), "use another name, or add to it what -o - prints")
			} else if err != nil {
				return err
			}
			fmt.Fprintf(sys.Stdout, "Wrote %s. Fill in reason and owner of each exception.\n", process.Printable(path))
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&from, "from", "", "read the JSON report `FILE`")
	f.StringVar(&rule, "rule", "", "accept what the rule `ID` found (LIC-02)")
	f.StringVar(&expires, "expires", "", "accept it up to and including `DATE` (2027-01-31)")
	f.StringVarP(&path, "output", "o", "-", "write a new `FILE`; - is standard output")
	command.Must(cmd.MarkFlagFilename("from", "json"))
	return cmd
}

// exceptionsFor is the file for what a rule found.
func exceptionsFor(sys *process.Sys, from, rule, expires string) (string, error) {
	for _, needed := range []struct{ name, value string }{{"from", from}, {"rule", rule}, {"expires", expires}} {
		if needed.value == "" {
			return "", process.WithHint(process.Usagef("--%s is missing", needed.name),
				"prepaudit exceptions init --from report.json --rule LIC-02 --expires 2027-01-31")
		}
	}
	switch day, err := time.Parse(time.DateOnly, expires); {
	case err != nil:
		return "", process.WithHint(process.Usagef("--expires %q isn't a date", expires), "write it as in 2027-01-31")
	case expires < record.Day(sys.Now()):
		return "", process.Usagef("--expires %s has passed", record.Day(day))
	}
	f, err := os.Open(from)
	if err != nil {
		return "", process.WithHint(err, "use a file that prepaudit wrote with -o json=FILE")
	}
	defer f.Close()
	text, err := exceptions.Template(bufio.NewReaderSize(f, 1<<20), rule, expires)
	if err != nil {
		return "", fmt.Errorf("%s: %w", from, err)
	}
	return text, nil
}

func newExceptionsCheck(sys *process.Sys) *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE",
		Short: "Check a file of exceptions, and list what expires",
		Long: `Check a file of exceptions, and list those that have expired or expire within 30
days, and those that are for a whole rule or cause. The exit status is 1 if the
file is wrong. Whether anything matches an exception, an audit says.`,
		Example: "  prepaudit exceptions check accepted.yaml",
		Args:    command.Arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			all, err := exceptions.Read(args[0])
			if err != nil {
				return err
			}
			for _, line := range exceptions.Lines(all, sys.Now()) {
				fmt.Fprintln(sys.Stdout, process.Printable(line))
			}
			return nil
		},
	}
}
