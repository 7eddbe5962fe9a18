package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/record"
)

func newSchema(sys *process.Sys) *cobra.Command {
	schemas := map[string]func() string{"json": record.Schema, "user": record.AnswerSchema,
		"plan": record.PlanSchema}
	formats := append([]string{"json", "user", "plan"}, reports.ColumnFormats()...)
	return &cobra.Command{
		Use:   "schema [FORMAT]",
		Short: "Print the JSON schema of a report, or the columns of a table",
		Long: wrap("Print the JSON schema of a report; with user or plan, that of prepaudit user or plan -o json; "+
			"or with the name of a format the columns of its tables: csv, csv:findings, csv:devices, csv:assignments, "+
			"csv:associations, the same for "+
			"parquet, and "+
			"xlsx. They are the same for every tenant. It says too where a file tells that the run "+
			"is not complete.", 80, ""),
		Example:           "  prepaudit schema > report.schema.json\n  prepaudit schema csv:devices",
		Args:              command.Arguments(0, 1),
		ValidArgsFunction: cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp),
		RunE: command.Listing(func(args []string) error {
			name := "json"
			if len(args) > 0 {
				name = args[0]
			}
			if schema, found := schemas[name]; found {
				_, err := fmt.Fprint(sys.Stdout, schema())
				return err
			}
			if err := reports.WriteColumns(sys.Stdout, name); err != nil {
				hint := process.DidYouMean(name, formats, "it takes "+strings.Join(formats, ", "))
				return process.WithHint(process.Usage(err), hint)
			}
			return nil
		}),
	}
}
