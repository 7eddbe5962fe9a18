package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// parsePowerShell prints what tree-sitter sees of a script on standard input: what is no PowerShell, by line, the
// functions and the commands.
const parsePowerShell = `
const {Parser, Language} = require('web-tree-sitter');
(async () => {
	await Parser.init();
	const parser = new Parser();
	parser.setLanguage(await Language.load(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')));
	const text = require('fs').readFileSync(0, 'utf8');
	const seen = {Errors: [], Functions: [], Commands: []};
	const walk = n => {
		if (n.isError || n.isMissing) {
			const row = n.startPosition.row;
			seen.Errors.push((row + 1) + ': ' + text.split('\n')[row]);
		}
		if (n.type === 'function_name') seen.Functions.push(n.text);
		if (n.type === 'command_name') seen.Commands.push(n.text);
		n.children.forEach(walk);
	};
	walk(parser.parse(text).rootNode);
	console.log(JSON.stringify(seen));
})().catch(e => { console.error(e); process.exit(1); });
`

// cmdlets are those of PowerShell itself and of Microsoft.Graph.Authentication that the script may call.
var cmdlets = []string{"Connect-MgGraph", "ConvertFrom-Json", "ConvertTo-Json", "ForEach-Object", "Get-ChildItem",
	"Get-MgContext", "Invoke-MgGraphRequest", "Join-Path", "New-Item", "Select-Object", "Sort-Object", "Test-Path",
	"Where-Object", "Write-Host", "Write-Warning"}

type powerShell struct{ Errors, Functions, Commands []string }

// parsed parses a script. Without Node.js and its modules the test skips, and fails where CI=true.
func parsed(t *testing.T, script string) (seen powerShell) {
	t.Helper()
	_, err := exec.LookPath("node")
	found := err == nil
	for _, file := range []string{"web-tree-sitter/package.json", "tree-sitter-powershell/tree-sitter-powershell.wasm"} {
		found = found && slices.ContainsFunc(filepath.SplitList(os.Getenv("NODE_PATH")), func(dir string) bool {
			_, err := os.Stat(filepath.Join(dir, file))
			return err == nil
		})
	}
	if !found {
		const why = "without node, and web-tree-sitter and tree-sitter-powershell in NODE_PATH, PowerShell is not parsed"
		if os.Getenv("CI") == "true" {
			t.Fatal(why)
		}
		t.Skip(why)
	}
	// The grammar is one large function, which takes a minute to optimize.
	cmd := exec.Command("node", "--liftoff-only", "-e", parsePowerShell)
	cmd.Stdin, cmd.Stderr = strings.NewReader(script), os.Stderr
	text, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(text, &seen)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return seen
}

// The script for PowerShell is well formed, whatever it is for, and calls nothing that there is not.
func TestPowerShellSyntax(t *testing.T) {
	for _, args := range [][]string{nil, {"--only", "LIC"}, {"--only", "DPP,MDM-08"}, {"--skip", "DEV"}} {
		seen := parsed(t, scriptFor(t, append([]string{"--shell", "powershell"}, args...)...))
		if len(seen.Errors) > 0 || len(seen.Functions) < 5 || len(seen.Commands) < 20 {
			t.Errorf("%v: %+v", args, seen)
		}
		for _, name := range seen.Commands {
			if !slices.Contains(cmdlets, name) && !slices.Contains(seen.Functions, name) {
				t.Errorf("%v: %s is no command", args, name)
			}
		}
	}
}

// What would break the script is seen.
func TestPowerShellErrorsAreSeen(t *testing.T) {
	script := scriptFor(t, "--shell", "powershell")
	for old, broken := range map[string]string{
		"in @($From)) {": "in @($From) {",
		"while ($url) {": "while $url {",
		"'users'":        "'users",
		"\n}\n\n# Way":   "\n\n# Way",
		"param([string]": "param([string",
	} {
		if !strings.Contains(script, old) {
			t.Errorf("the script has no %q", old)
		}
		if seen := parsed(t, strings.Replace(script, old, broken, 1)); len(seen.Errors) == 0 {
			t.Errorf("%q in place of %q is not seen", broken, old)
		}
	}
}
