package main

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
)

// A shellRule is something that breaks a command in a shell in which it stands.
type shellRule struct {
	why string
	is  *regexp.Regexp
}

// everyShell are rules for a line that is pasted into any shell.
var everyShell = []shellRule{
	{"a command is one line: shells continue lines in different ways", regexp.MustCompile("[\r\n]|\\\\$")},
	// Page about_Quoting_Rules and PowerShell's language specification 2.3.5.2: these quotes are ' and " to PowerShell.
	{"typographic quotes are quotes in PowerShell alone", regexp.MustCompile(`[‘’‚‛“”„]`)},
	{"what is not ASCII depends on the code page of the console", regexp.MustCompile(`[^\x20-\x7E]`)},
	// The page that a command is copied from ends code with it, and both shells give it a meaning.
	{"a backtick continues a line of PowerShell, and runs a command in others", regexp.MustCompile("`")},
}

// ofPowerShell are rules for what stands outside quotes in Windows PowerShell 5.1 and PowerShell 7.
var ofPowerShell = []shellRule{
	// Page about_Pipeline_Chain_Operators: since 7.0. Page about_Operators: ?: and ?? since 7.0.
	{"Windows PowerShell has none of && || ?? ?.", regexp.MustCompile(`&&|\|\||\?\?|\?\.|\?\[`)},
	{"PowerShell has no redirection of input", regexp.MustCompile(`<`)},
	{"a comment hides what follows it", regexp.MustCompile(`(?:^|\s)#`)},
}

// Azure/azure-cli #15529 and PowerShell/PowerShell #1995: quotes within arguments of programs are lost before 7.3.
// Azure/azure-cli #13882: az is az.cmd on Windows, and cmd.exe reads & | < > ^ % in its arguments.
var (
	aProgram = shellRule{"a program's arguments are quoted differently by version", regexp.MustCompile(
		`(?:^|[|;({=]\s*)(?:az|curl|jq|bash|cmd|prepaudit)(?:\.exe|\.cmd)?\s`)}
	aSingleQuote = shellRule{"a program's arguments have no quotes within, and cmd.exe knows no other quotes than \"",
		regexp.MustCompile(`'`)}
)

// ofPOSIX are rules for what stands outside quotes in bash, dash, and zsh, which is macOS's.
var ofPOSIX = []shellRule{
	// zshoptions, INTERACTIVE_COMMENTS: off, so that zsh runs what stands behind # as words.
	{"zsh knows no comments where one types", regexp.MustCompile(`(?:^|\s)#`)},
	// zshoptions, NOMATCH: on, so that zsh refuses a pattern that matches no file, such as an address with ?.
	{"zsh refuses patterns without a match", regexp.MustCompile(`[*?\[\]~^]`)},
	{"! calls a line of the past in bash and zsh", regexp.MustCompile(`!`)},
	{"only bash and zsh have it", regexp.MustCompile(`\[\[|<<<|<\(|&>|\$'`)},
}

// outside is what stands outside quotes, with "" and ” in place of strings, and what stands within double quotes. It is
// not balanced where a quote is left open. In PowerShell ” within a string in ' is one of them.
func outside(command string, posix bool) (plain, double string, balanced bool) {
	var b, d strings.Builder
	stack := []byte{0} // what is open: 0 for nothing, a quote, or ( for what a shell puts in place within double quotes
	for i := 0; i < len(command); i++ {
		c, open := command[i], stack[len(stack)-1]
		switch {
		case open == '\'':
			if c == '\'' {
				stack = stack[:len(stack)-1]
			}
		case open == '"' && posix && c == '\\':
			i++
		case open == '"' && posix && strings.HasPrefix(command[i:], "$("):
			stack = append(stack, '(')
			i++
		case open == '"' && c == '"':
			stack = stack[:len(stack)-1]
		case open == '"':
			d.WriteByte(c)
		case c == '\'' || c == '"':
			stack = append(stack, c)
			b.WriteString(string([]byte{c, c}))
		case open == '(' && c == ')':
			stack = stack[:len(stack)-1]
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), d.String(), len(stack) == 1
}

// breaks says what of a command is wrong in a shell; what stands in place of a word is no part of it.
func breaks(command, shell string) (why []string) {
	plain, double, balanced := outside(command, shell != "PowerShell")
	if !balanced {
		why = append(why, "a quote is left open")
	}
	find := func(rules []shellRule, in string) {
		for _, r := range rules {
			if found := r.is.FindString(in); found != "" {
				why = append(why, r.why+": "+found)
			}
		}
	}
	find(everyShell, command)
	if shell != "POSIX" {
		find(ofPowerShell, plain)
	}
	if shell != "PowerShell" {
		find(ofPOSIX, plain)
	}
	switch shell {
	case "PowerShell":
		find([]shellRule{aProgram}, plain)
	case "any":
		find([]shellRule{aSingleQuote}, command)
	}
	if strings.Contains(double, "$") || shell != "PowerShell" && strings.Contains(double, "!") {
		why = append(why, "a variable or the past within double quotes: "+double)
	}
	return why
}

// The rules see what breaks a command, and let pass what doesn't.
func TestShellRules(t *testing.T) {
	for _, c := range []struct{ shell, command string }{
		{"PowerShell", `Get-MgUser -UserId ‘x’`},
		{"PowerShell", `az rest --body '{"a":1}'`},
		{"PowerShell", `Get-MgUser -UserId x && Get-MgGroup`},
		{"PowerShell", `$x ?? 'y'`},
		{"PowerShell", "Get-MgUser `\n-UserId x"},
		{"PowerShell", `Get-MgUser -UserId 'O'Brien'`},
		{"PowerShell", `Get-MgUser -Filter "id eq '$x'"`},
		{"PowerShell", `Get-MgUser -UserId x # who`},
		{"PowerShell", `(az ad sp show --id x).id`},
		{"POSIX", `az rest --url https://x/users?$top=1`},
		{"POSIX", `az rest --url 'https://x/users' # shows them`},
		{"POSIX", `az rest --url "https://x/users?$top=1"`},
		{"POSIX", `az rest --body '{"a":'O'Brien'"}`},
		{"POSIX", `az rest --body "hello!"`},
		{"POSIX", "az rest \\\n--url x"},
		{"POSIX", "az rest --url `date`"},
		{"POSIX", `jq . <<<'x'`},
		{"any", `prepaudit audit --group 'x`},
		{"any", `prepaudit audit && prepaudit plan`},
	} {
		if len(breaks(c.command, c.shell)) == 0 {
			t.Errorf("%s: nothing is wrong with %s", c.shell, c.command)
		}
	}
	for _, c := range []struct{ shell, command string }{
		{"PowerShell", `'a','b' | ForEach-Object {New-MgX -Id $_ -BodyParameter @{'@odata.type'='#x'; a=$false} -WhatIf}`},
		{"PowerShell", `Get-MgUser -Filter "name eq 'O''Brien'"`},
		{"PowerShell", `Get-MgUser -UserId 'O''Brien'`},
		{"POSIX", `echo az rest --url https://x --body "$(az rest --url 'https://x?$top=1' --query "{a:b[]|[?@]}")"`},
		{"POSIX", `for a in 1 2; do echo az rest --url https://x/$a --body '{"a":"$b"}'; done`},
		{"any", `prepaudit audit --group "Autopilot users" --only LIC,MDM -o xlsx=licenses.xlsx`},
	} {
		if why := breaks(c.command, c.shell); len(why) > 0 {
			t.Errorf("%s: %q is wrong with %s", c.shell, why, c.command)
		}
	}
}

// What stands in the texts of the program, the help and the README to be typed works in every shell that it may be typed
// into.
func TestCommandsInTexts(t *testing.T) {
	texts := spoken{}
	if err := everySource(texts); err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile("`([^`]+)`")
	spokenOf := regexp.MustCompile("az ad [^;`]+")
	cmdlet := regexp.MustCompile(`^[A-Z][a-z]+-Mg[A-Za-z]+ `)
	seen := map[string]int{}
	look := func(from, shell, command string) {
		seen[shell]++
		for _, why := range breaks(command, shell) {
			t.Errorf("%s: %s: %s", from, command, why)
		}
	}
	for text, from := range texts {
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			switch {
			case cmdlet.MatchString(m[1]):
				look(from, "PowerShell", m[1])
			case strings.HasPrefix(m[1], "prepaudit ") && !strings.ContainsAny(m[1], "…%"):
				look(from, "any", m[1])
			}
		}
		if !strings.Contains(text, "--query") || !strings.Contains(text, `"$(`) { // see TestEveryCauseHasCommands
			for _, command := range spokenOf.FindAllString(text, -1) {
				look(from, "any", command)
			}
		}
	}
	for path, example := range examples(newRoot(process.System())) {
		for line := range strings.Lines(example) {
			line = strings.TrimSpace(line)
			if path == "prepaudit sim" && strings.Contains(line, "sim.env") || strings.Contains(line, "ó") {
				continue // for a shell in the background; a name to be found
			}
			look(path, "any", line)
		}
	}
	if seen["PowerShell"] < 3 || seen["any"] < 40 {
		t.Errorf("%v", seen)
	}
}

// examples are those of a command's help and of the commands below it, by their names.
func examples(cmd *cobra.Command) map[string]string {
	all := map[string]string{cmd.CommandPath(): cmd.Example}
	for _, c := range cmd.Commands() {
		maps.Copy(all, examples(c))
	}
	return all
}
