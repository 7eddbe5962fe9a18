package main

import (
	"bytes"
	"os"
	"regexp"

	"prepaudit/cmd/prepaudit/process"
)

// networks probes laboratories in which nothing or something is wrong. Reports are made of the JSON after what differs
// from one probing to the next was taken out, and an audit is made with it.
func (w *writing) networks(formats []string) {
	for name, faults := range map[string][]string{
		"well": {"time.windows.com:123=+30s"}, // a right clock is now before and now behind it
		"faults": {
			"login.live.com:443=refused", "*:80=refused", "time.windows.com:123=+9m",
			"enterpriseregistration.windows.net=nxdomain", "login.microsoftonline.com:443=private",
			"activation.sls.microsoft.com:443=expired",
		},
	} {
		at := "network/" + name + "-direct"
		out, said := new(bytes.Buffer), new(bytes.Buffer)
		s := inLab(w.t, out, said, faults...)
		s.OutWidth = 100
		status := run(w.t.Context(), append([]string{"network", "--timeout", "1m"}, w.outputs(at, formats)...), s)
		w.put(at+"/said.txt", probed(append(out.Bytes(), said.Bytes()...)))
		if status == process.StatusUsage || status == process.StatusFailed {
			w.t.Errorf("network %s: status %d: %s", name, status, said)
			continue
		}
		w.rendered(at, formats, w.texts(at, formats))
		b, err := os.ReadFile(w.file(at, "json"))
		if err != nil {
			w.t.Error(err)
			continue
		}
		still := w.input(name+".json", string(probed(b)))
		w.formats("network/"+name, formats, "render", still)
		w.formats("audit/contoso-network-"+name, formats, append(auditOf("contoso"), "--network", still)...)
	}
}

// accidents are what differs between two probings of one laboratory.
var accidents = []struct {
	is  *regexp.Regexp
	say string
}{
	{regexp.MustCompile(`"(started|finished)": "[^"]*"`), `"$1": "2026-11-25T09:00:00Z"`},
	{regexp.MustCompile(`"(dnsMs|ms)": \d+`), `"$1": 1`},
	{regexp.MustCompile(`198\.51\.\d+\.\d+`), `198.51.100.1`},
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), `127.0.0.1:1`},
	{regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d UTC`), `2026-11-25 09:00 UTC`},
	{regexp.MustCompile(`\b(?:\d+m)?[\d.]+m?s\b`), `1ms`},
	{regexp.MustCompile(`\([\d,]+ (?:bytes|kB)\)`), `(1 kB)`},
	{regexp.MustCompile(`"offsetMs": [23]\d{4}\b`), `"offsetMs": 30000`},
	{regexp.MustCompile(`"offsetMs": 5[34]\d{4}\b`), `"offsetMs": 540000`},
}

func probed(b []byte) []byte {
	for _, a := range accidents {
		b = a.is.ReplaceAll(b, []byte(a.say))
	}
	return b
}
