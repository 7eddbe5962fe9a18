package command

import (
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
)

// What a flag says that may come several times: with one value each time, or with several.
const (
	Repeated = " (repeatable)"
	Listed   = " (repeatable, or separated by commas)"
)

// ReportFlags are those of a command that writes reports of a tenant.
func ReportFlags(cmd *cobra.Command, o *output.Options) {
	OutputFlags(cmd, o)
	f := cmd.Flags()
	f.BoolVar(&o.Details, "details", false, "show every change and rule with its first findings, not only what fits "+
		"on one screen")
	RedactFlags(cmd, &o.Redact, &o.Drop)
	f.StringVar(&o.Prices, "prices", "", "add costs, with the prices in a CSV `FILE` that has the columns sku, "+
		"currency, price and period (month or year); \"prepaudit prices template\" prints one to fill in")
	f.StringVar(&o.SplitBy, "split-by", "", "write a workbook for each value of this `PROPERTY` of users, such as "+
		"\"licenses Sales.xlsx\" for -o xlsx=licenses.xlsx: companyName, department, costCenter, country, usageLocation, "+
		"licensing-group, or one that --columns takes")
	Complete(cmd, "split-by", output.SplitProperties)
	f.StringVar(&o.Folder, "out-dir", "", "write the page, the workbook and the JSON report into a new folder in `DIR`, "+
		"named after the date and time")
	BOMFlag(cmd, &o.BOM)
	Must(cmd.MarkFlagDirname("out-dir"))
	f.BoolVar(&o.Show, "open", false, "open the page that you write with -o html=FILE or --out-dir, in a browser")
	AllowFlag(cmd, &o.Allowed)
	f.StringVar(&o.FailOn, "fail-on", output.FailOnDefault, "exit with status 3 if `WHAT`: blocked "+
		"(somebody can't prepare a PC), required (that, or a required rule fails), recommended (that, or a recommended "+
		"rule fails), never; data that is missing still exits with status 4")
	Choose(cmd, "fail-on", output.FailOnWords)
	f.StringVar(&o.Exceptions, "exceptions", "", "accept what the exceptions in a YAML `FILE` are for; each has a reason, "+
		"an owner and a last day; \"prepaudit exceptions init\" writes one to fill in")
	f.StringVar(&o.Baseline, "baseline", "", "accept what an earlier JSON report `FILE` of the same tenant has, and fail only for what is new")
	f.StringVar(&o.MaxBlocked, "max-blocked", "", "don't fail while at most `N|P%` of the people are blocked (5, or 1.5%); "+
		"people who are accepted already don't count, and required settings still fail")
}

// BOMFlag is that of a command that writes tables.
func BOMFlag(cmd *cobra.Command, bom *bool) {
	cmd.Flags().BoolVar(bom, "bom", false, "begin CSV files with a byte-order mark, so that Excel opens them as UTF-8")
}

// RedactFlags are those of a command whose files may have pseudonyms.
func RedactFlags(cmd *cobra.Command, key *string, drop *[]string) {
	f := cmd.Flags()
	f.StringVar(key, "redact", "", "replace the names of people and devices with pseudonyms, made with the "+
		"key in `KEYFILE`: 16 bytes or more (openssl rand -hex 32)")
	f.StringSliceVar(drop, "redact-columns", nil, "with pseudonyms, also remove this `COLUMN` of users or devices, by its "+
		"name in JSON (department, country, lastSignIn) or in --columns"+Listed)
	Complete(cmd, "redact-columns", output.Droppable)
}

// AllowFlag is that of a command that says whether everything was read that it needed.
func AllowFlag(cmd *cobra.Command, words *[]string) {
	cmd.Flags().StringSliceVar(words, "allow-incomplete", nil, "exit with status 0 even if `RULE|DATASET` couldn't "+
		"be checked or read: a rule, a family, or a dataset by its name in reports"+Listed)
	Complete(cmd, "allow-incomplete", output.MayBeMissing)
}

// OutputFlags are those of a command that writes reports.
func OutputFlags(cmd *cobra.Command, o *output.Options) {
	cmd.Flags().StringArrayVarP(&o.Targets, "output", "o", nil, "write a report: `FORMAT=FILE`, or only FILE if its "+
		"ending names the format (report.xlsx, page.html); - is standard output, which has the table unless you write "+
		"something else there, or --log-format is json"+Repeated+". Formats: "+
		strings.Join(output.FormatNames(), ", "))
	Must(cmd.RegisterFlagCompletionFunc("output", completeOutput))
	ColorFlag(cmd, &o.Color)
}

// ColorFlag is that of a command whose text may be colored.
func ColorFlag(cmd *cobra.Command, mode *string) {
	cmd.Flags().StringVar(mode, "color", "auto", "use colors: `WHEN` is auto, always or never")
	Choose(cmd, "color", func() []string { return process.ColorWords })
}

// QuietFlag is that of a command that takes its time.
func QuietFlag(cmd *cobra.Command, quiet *bool) {
	cmd.Flags().BoolVarP(quiet, "quiet", "q", false, "don't print progress, or which files were written")
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
