package graphtest

import "strings"

// hostile has names that somebody chose to break a terminal, a spreadsheet, a web page or a build log.
func hostile() scenario {
	sc := contoso()
	sc.Scenario = Scenario{"hostile", "names that try to break terminals, spreadsheets, web pages and build logs"}
	names := []string{
		"\x1b[31mred\x1b[0m \x1b]0;title\x07", "\x1b[2J\x1b[1;1Hgone",
		"=HYPERLINK(\"http://evil.example\",\"click\")", "+1+cmd|' /C calc'!A0",
		"-2+3", "@SUM(1+1)", "\t=1+1", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
		"\u202egnp.exe", "a\u2066b\u2069c\u200f",
		"line one\nline two\r\nline three", "::error::not from this build",
		"##vso[task.complete result=Succeeded;]", "null", "NaN", "",
		"' OR 1=1 --", "\"quoted\", comma; semicolon", "zero\u200bwidth\ufeff", "\u0000nul",
		"Z\u0351\u036b\u0343a\u0329\u0314l\u036cg\u0301o\u0352",
		"👩\u200d👩\u200d👧\u200d👦 family", "漢字かな交じり文の長い名前", strings.Repeat("x", 10_000), "{{7*7}} ${7*7}",
		"../../etc/passwd", "CON", "|table| *bold* `code`", "\u0085next\u2028line\u2029para",
	}
	for _, n := range names {
		quoted := string(plainJSON(n))
		sc.shownNames = append(sc.shownNames, quoted[1:len(quoted)-1])
	}
	sc.org = "Contoso \x1b[5mblink\x1b[0m =1+1 <b>AG</b>"
	for i := range sc.stock {
		if sc.stock[i].part == "POWER_BI_STANDARD" {
			sc.stock[i].rename = "=cmd|' /C calc'!A0 \x1b[7m<i>"
		}
	}
	for i := range sc.groups {
		if sc.groups[i].name == "MDM enrollment" {
			sc.groups[i].name = "MDM <script>\u202e ::error:: enrollment"
			sc.mdm[0].groups = []string{sc.groups[i].name}
		}
		for j, n := range sc.groups[i].nested {
			if n == "MDM enrollment" {
				sc.groups[i].nested[j] = "MDM <script>\u202e ::error:: enrollment"
			}
		}
	}
	sc.mdm = append(sc.mdm,
		mdm{id: "11111111-2222-4333-8444-555555555555", name: "\x1b[31mOther MDM\x1b[0m\n=1+1", appliesTo: "none"})
	return sc
}
