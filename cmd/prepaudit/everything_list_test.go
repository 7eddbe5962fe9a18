package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"prepaudit/cmd/prepaudit/process"
)

// all writes what people ask about users last: who a scenario's users are stands in the reports of its audit.
func (w *writing) all(scenarios []string, people int) {
	formats := w.words("audit", "-o", "")
	jobs := []func(){w.help, w.tables, func() { w.networks(formats) }}
	for _, s := range scenarios {
		jobs = append(jobs, w.audits(s, formats)...)
	}
	jobs = append(jobs, w.variants(scenarios, formats)...)
	inParallel(jobs)
	jobs = nil
	for _, s := range scenarios {
		for i, upn := range w.people(s, people) {
			jobs = append(jobs, func() {
				w.command(fmt.Sprintf("user/%s/%02d", s, i+1), 100, "user", upn, "--demo="+s, "--as-of", "2026-11-22")
			})
		}
	}
	inParallel(jobs)
}

// inParallel runs more jobs than there are processors: some scenarios wait rather than work.
func inParallel(jobs []func()) {
	var g errgroup.Group
	g.SetLimit(8)
	for _, job := range jobs {
		g.Go(func() error { job(); return nil })
	}
	g.Wait()
}

// auditOf begins the command line of an audit: what has a date is held against a fixed day.
func auditOf(scenario string) []string {
	return []string{"audit", "--demo=" + scenario, "-q", "--as-of", "2026-11-22"}
}

// audits are those of one scenario: every format, named and redacted, and the table on terminals of two widths. Of
// 100,000 users only what is small is written.
func (w *writing) audits(scenario string, formats []string) []func() {
	args := auditOf(scenario)
	everybody := func() {
		w.command("audit/"+scenario+"-everybody", 80, append(args, "--scope", "members", "--include-guests",
			"--include-disabled", "--include-unlicensed", "-o", "csv="+w.file("audit/"+scenario+"-everybody", "csv"))...)
	}
	if scenario == "large" {
		return []func(){everybody, func() {
			w.formats("audit/large", []string{"table", "html", "markdown", "sarif", "junit", "parquet", "csv"}, args...)
		}}
	}
	key := w.input("key", strings.Repeat("fixed ", 8))
	jobs := []func(){
		everybody,
		func() { w.formats("audit/"+scenario, formats, args...) },
		func() { w.formats("audit/"+scenario+"-redacted", formats, append(args, "--redact", key)...) },
	}
	for _, width := range []int{80, 120} {
		jobs = append(jobs,
			func() { w.command(fmt.Sprintf("audit/%s-%d", scenario, width), width, args...) },
			func() {
				w.command(fmt.Sprintf("audit/%s-%d-details", scenario, width), width, append(args, "--details")...)
			})
	}
	return jobs
}

// variants are options that change what is read, judged or shown.
func (w *writing) variants(scenarios, formats []string) (jobs []func()) {
	prices := w.input("prices.csv", "sku,currency,price,period\n"+
		"SPE_E3,EUR,36.20,month\nSPE_F1,EUR,96,year\nEMS,USD,10.60,month\n")
	lifecycle := w.input("windows.txt", w.printed("catalog", "windows"))
	for name, of := range map[string]string{
		"only":      "--only LIC,MDM-02",
		"skip":      "--skip LIC-02,DEV,NET",
		"members":   "--scope members",
		"mdm":       "--scope mdm --mdm other",
		"group":     "--group All|staff --exclude-group MDM|enrollment",
		"included":  "--scope members --include-guests --include-disabled --include-unlicensed",
		"exclude":   "--exclude-upn a*@contoso.com --expiry-days 400",
		"columns":   "--columns jobTitle,extensionAttribute1",
		"prices":    "--prices " + prices,
		"lifecycle": "--lifecycle " + lifecycle,
		"sign-ins":  "--scope members --sign-in-activity --confirm-plans",
		"earlier":   "--as-of 2026-06-01",
		"later":     "--as-of 2028-01-01",
	} {
		for _, s := range []string{"contoso", "neglected"} {
			if slices.Contains(scenarios, s) {
				args := append(auditOf(s), strings.Fields(of)...)
				for i := range args {
					args[i] = strings.ReplaceAll(args[i], "|", " ")
				}
				jobs = append(jobs, func() { w.formats("audit/"+s+"-"+name, formats, args...) })
			}
		}
	}
	return append(jobs,
		func() { w.command("audit/told", 0, append(auditOf("healthy"), "-q=false")...) },
		func() {
			w.command("audit/colors", 100, append(auditOf("healthy"), "--color", "always", "--details")...)
		},
	)
}

// people are users of a scenario, from all over the table of users.
func (w *writing) people(scenario string, n int) (upns []string) {
	f, err := os.Open(w.file("audit/"+scenario+"-everybody", "csv"))
	if err != nil {
		w.t.Error(err)
		return nil
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) <= n {
		w.t.Errorf("%s has %d rows of users: %v", scenario, len(rows), err)
		return nil
	}
	at := slices.Index(rows[0], "userPrincipalName")
	for i := range n {
		upns = append(upns, rows[1+i*(len(rows)-1)/n][at])
	}
	return upns
}

// unfit is what no name of a file should hold.
var unfit = regexp.MustCompile(`[^a-zA-Z0-9.,-]+`)

// help writes the help of every command.
func (w *writing) help() {
	w.command("help", 80, "help")
	for _, path := range commandPaths() {
		args := append(path, "--help")
		w.command(strings.Join(append([]string{"help"}, args...), "/"), 80, args...)
	}
}

// commandPaths are all commands: the words after the name of the program.
func commandPaths() (all [][]string) {
	root := newRoot(process.System())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	var of func(cmd *cobra.Command)
	of = func(cmd *cobra.Command) {
		all = append(all, strings.Fields(cmd.CommandPath())[1:])
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() || c.Name() == "help" {
				of(c)
			}
		}
	}
	of(root)
	return all
}

// printed is what a command line that must not fail prints.
func (w *writing) printed(args ...string) string {
	s, out, said := world(80)
	if status := run(w.t.Context(), args, s); status != process.StatusMet {
		w.t.Errorf("%q ends with %d: %s", args, status, said)
	}
	return out.String()
}

// tables writes what the program says without a tenant, and what it says of command lines that cannot be meant.
func (w *writing) tables() {
	for _, line := range []string{
		"version", "rules list", "rules matrix", "permissions", "permissions --only LIC,MDM --skip LIC-09", "schema",
		"catalog windows", "network list", "network list --source", "network list --cloud usgov",
		"network list --cloud china", "network list --region eu", "network export", "network export -o csv=-",
		"network export -o json=- --region na", "completion bash", "completion zsh", "completion fish",
		"completion powershell", "__complete audit --only LIC", "__complete audit --columns e",
		"__complete audit --scope ", "__complete user --auth ", "__complete rules show ", "__complete ", "nothing",
		"audit --demo=contso", "audit --demo --only LIC-99", "audit --demo --columns wrong", "audit --demo -o pdf=x",
		"audit --demo --from x", "audit --as-of soon", "user", "user nobody@contoso.com --demo", "render",
		"render missing.json", "schema csv:device", "rules show LIC-0", "catalog show SPE_E33",
		"network --region moon",
	} {
		args := strings.Fields(line)
		if strings.HasSuffix(line, " ") {
			args = append(args, "") // to be completed
		}
		w.command("words/"+strings.Trim(unfit.ReplaceAllString(line, "_"), "_"), 80, args...)
	}
	for _, format := range w.words("schema", "") {
		w.command("schema/"+strings.ReplaceAll(format, ":", "-"), 80, "schema", format)
	}
	for _, id := range w.words("rules", "show", "") {
		w.command("rules/show-"+id, 80, "rules", "show", id)
	}
	for _, sku := range w.words("catalog", "show", "") {
		w.command("catalog/"+sku, 80, "catalog", "show", sku)
	}
}
