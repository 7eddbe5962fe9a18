package main

import (
	_ "embed"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/graph/login"
	"prepaudit/rules"
)

// The functions of each script; what they are called with follows.
var (
	//go:embed requests/az.sh
	azFunctions string
	//go:embed requests/powershell.ps1
	powerShellFunctions string
)

// shells are what a script can be for.
var shells = []string{"powershell", "az"}

func newRequests(sys *process.Sys) *cobra.Command {
	var only, skip []string
	var cloud string
	shell := "az"
	if runtime.GOOS == "windows" {
		shell = "powershell"
	}
	cmd := &cobra.Command{
		Use:   "requests",
		Short: "Print a script that saves the answers of Graph, to audit offline",
		Long: `Print a script that saves every answer of Microsoft Graph that an audit reads.
Somebody who may sign in runs it, and you audit the folder anywhere, offline:
prepaudit audit --from FOLDER. The script only reads.`,
		Example: "  prepaudit requests --shell powershell > save.ps1\n" +
			"  prepaudit requests --shell az --only LIC,MDM > save.sh\n" +
			"  bash save.sh answers\n  prepaudit audit --from answers",
		Args: command.Arguments(0, 0),
		RunE: command.Listing(func([]string) error {
			if err := process.OneOf("--shell", shell, shells); err != nil {
				return err
			}
			in, err := login.CloudNamed(cloud)
			if err != nil {
				return process.Usage(err)
			}
			selected, err := rules.Select(only, skip, nil)
			if err != nil {
				return unknownRule(err, slices.Concat(only, skip))
			}
			run := &audit.Run{Rules: selected, People: true}
			return printRequests(sys.Stdout, shell, in, run.Requests(), permissions(selected, false))
		}),
	}
	cmd.Flags().StringSliceVar(&only, "only", nil, "save only what this rule `ID` (LIC-02) or family (LIC) needs"+command.Listed)
	cmd.Flags().StringSliceVar(&skip, "skip", nil, "don't save what only this rule `ID` or family needs"+command.Listed)
	cmd.Flags().StringVar(&shell, "shell", shell, "the `SHELL` that runs the script: "+strings.Join(shells, ", "))
	cmd.Flags().StringVar(&cloud, "cloud", login.CloudNames()[0], "the `CLOUD` of the tenant: "+
		strings.Join(login.CloudNames(), ", "))
	command.Complete(cmd, "only", ruleIDs)
	command.Complete(cmd, "skip", ruleIDs)
	command.Complete(cmd, "cloud", login.CloudNames)
	command.Complete(cmd, "shell", func() []string { return shells })
	return cmd
}

func printRequests(w io.Writer, shell string, in login.Cloud, requests []graph.Request, needed []permission) error {
	var b strings.Builder
	// The scripts are for the global cloud; of another they name the Graph, and how one signs in to it.
	const then, welcome = "prepaudit audit --from ", "Connect-MgGraph -NoWelcome"
	inCloud := strings.NewReplacer()
	if environment, azure, national := rules.Environments(in.Name); national {
		inCloud = strings.NewReplacer(login.Clouds()[0].GraphURL, in.GraphURL, then, "prepaudit audit --cloud "+in.Name+
			" --from ", welcome, welcome+" -Environment "+environment, "sign in with az login", "az cloud set --name "+
			azure+" and az login")
	}
	if shell == "powershell" {
		var scopes []string
		for _, p := range needed {
			if !slices.Contains(scopes, "'"+p.Delegated+"'") {
				scopes = append(scopes, "'"+p.Delegated+"'")
			}
		}
		b.WriteString(strings.Replace(powerShellFunctions, "SCOPES", strings.Join(scopes, ", "), 1))
	} else {
		b.WriteString(azFunctions)
	}
	for _, r := range requests {
		line := []string{r.File, strings.Replace(r.Address, "{id}", "ID", 1)}
		if r.From != (graph.Source{}) {
			line = append(line, r.From.File, r.From.At, r.From.If, r.From.Is, r.From.Setting)
		}
		b.WriteString(scriptLine(shell, line))
	}
	b.WriteString(map[string]string{
		"az":         "echo \"Now: " + then + "$folder\" >&2\n",
		"powershell": "Write-Host \"Now: " + then + "$Folder\"\n",
	}[shell])
	_, err := inCloud.WriteString(w, b.String())
	return err
}

// scriptLine calls one of the functions.
func scriptLine(shell string, words []string) string {
	name := "save"
	if len(words) > 2 {
		name = "each"
	}
	if shell == "az" {
		return fmt.Sprintf("%s '%s'\n", name, strings.Join(words, "' '"))
	}
	words[1] = strings.TrimPrefix(words[1], "/") // of the Graph that one is connected to
	line := fmt.Sprintf("%s '%s' '%s'", strings.ToUpper(name[:1])+name[1:], words[0], words[1])
	if len(words) > 2 {
		line += " '" + strings.Join(words[2:], "','") + "'"
	}
	return line + "\n"
}
