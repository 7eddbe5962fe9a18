package command

import (
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
)

// ReportFlags are those of a command that writes reports of a tenant.
func ReportFlags(cmd *cobra.Command, o *output.Options) {
	OutputFlags(cmd, o)
	f := cmd.Flags()
	f.BoolVar(&o.Details, "details", false, "show more than the one screen of the table: every change and rule, "+
		"and the first findings of each")
	RedactFlags(cmd, &o.Redact, &o.Drop)
	f.StringVar(&o.Prices, "prices", "", "add what seats cost, from a CSV `FILE` with the columns sku, currency, "+
		"price and period (month or year); \"prepaudit prices template\" prints one to fill in")
	f.StringVar(&o.SplitBy, "split-by", "", "write a workbook a value of this `PROPERTY` of users in place of -o xlsx=FILE: "+
		"\"FILE Sales.xlsx\"; companyName, department, costCenter, country, usageLocation, licensing-group, or one that "+
		"--columns takes")
	Complete(cmd, "split-by", output.SplitProperties)
	f.StringVar(&o.Folder, "out-dir", "", "write page, workbook and JSON into a new folder in `DIR`, named after the "+
		"date and time")
	BOMFlag(cmd, &o.BOM)
	Must(cmd.MarkFlagDirname("out-dir"))
	f.BoolVar(&o.Show, "open", false, "open the page that -o html=FILE or --out-dir wrote in a browser")
	AllowFlag(cmd, &o.Allowed)
	f.StringVar(&o.FailOn, "fail-on", output.FailOnDefault, "exit with status 3 for `WHAT`: blocked (somebody "+
		"is), required (or a required rule fails), recommended (or a recommended one), never; what is incomplete stays 4")
	Complete(cmd, "fail-on", output.FailOnWords)
}

// BOMFlag is that of a command that writes tables.
func BOMFlag(cmd *cobra.Command, bom *bool) {
	cmd.Flags().BoolVar(bom, "bom", false, "begin CSV files with a byte-order mark, so that Excel opens them as UTF-8")
}

// RedactFlags are those of a command whose files may have pseudonyms.
func RedactFlags(cmd *cobra.Command, key *string, drop *[]string) {
	f := cmd.Flags()
	f.StringVar(key, "redact", "", "replace what names a person or a device by pseudonyms, with the key in "+
		"`KEYFILE`, 16 bytes or more (openssl rand -hex 32)")
	f.StringSliceVar(drop, "redact-columns", nil, "with --redact leave out the `COLUMN` of users or devices by its name "+
		"in JSON (department, country, lastSignIn), or one of --columns; repeats, or takes a list with commas")
	Complete(cmd, "redact-columns", output.Droppable)
}

// AllowFlag is that of a command that says whether everything was read that it needed.
func AllowFlag(cmd *cobra.Command, words *[]string) {
	cmd.Flags().StringSliceVar(words, "allow-incomplete", nil, "exit with status 0 though something is missing of "+
		"`RULE|DATASET`: a rule, a family or a dataset by its name in reports; repeats, or takes a list with commas")
	Complete(cmd, "allow-incomplete", output.MayBeMissing)
}

// OutputFlags are those of a command that writes reports.
func OutputFlags(cmd *cobra.Command, o *output.Options) {
	cmd.Flags().StringArrayVarP(&o.Targets, "output", "o", nil, "write `FORMAT=FILE`, or FILE where its ending "+
		"says the format (report.xlsx, page.html); - is standard output, which gets the table where nothing else is written there; repeats. Formats: "+
		strings.Join(output.FormatNames(), ", "))
	Must(cmd.RegisterFlagCompletionFunc("output", completeOutput))
	ColorFlag(cmd, &o.Color)
}

// ColorFlag is that of a command whose text may be colored.
func ColorFlag(cmd *cobra.Command, mode *string) {
	cmd.Flags().StringVar(mode, "color", "auto", "colors: `WHEN` is auto, always or never")
	Complete(cmd, "color", func() []string { return process.ColorWords })
}

// QuietFlag is that of a command that takes its time.
func QuietFlag(cmd *cobra.Command, quiet *bool) {
	cmd.Flags().BoolVarP(quiet, "quiet", "q", false, "no progress on standard error, and no word of what was "+
		"written")
}

// completeOutput completes -o: a format, then a file.
func completeOutput(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if strings.Contains(typed, "=") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var words []string
	for _, name := range output.FormatNames() {
		words = append(words, name+"=")
	}
	return words, cobra.ShellCompDirectiveNoSpace
}
