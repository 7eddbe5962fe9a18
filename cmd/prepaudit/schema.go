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
		"plan": record.PlanSchema, "tenants": record.TenantsSchema, "diff": record.DiffSchema,
		"history": record.HistorySchema, "notify": record.NoticeSchema}
	formats := append([]string{"json", "user", "plan", "diff", "tenants", "history", "notify"}, reports.ColumnFormats()...)
	return &cobra.Command{
		Use:   "schema [FORMAT]",
		Short: "Print the JSON schema of a report, or the columns of a table",
		Long: `Print the JSON schema of a report of audit. "schema user", "schema plan",
"schema diff", "schema tenants", "schema history" and "schema notify" print
those of user, plan, diff, --all-tenants, history and --notify json. With the
name of a format, print the columns of its tables: csv, csv:findings,
csv:devices and the others of csv, the same for parquet, and xlsx. They are the
same for every tenant. Each says where a file shows that a run is incomplete.`,
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
