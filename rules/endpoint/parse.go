package endpoint

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"prepaudit/rules/tenant"
)

// The size of a table that somebody may really have made.
const (
	mostBytes     = 1 << 20
	mostEndpoints = 500
)

var (
	idForm   = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,60}$`)
	ruleForm = regexp.MustCompile(`^NET-[0-9]{2}$`)
	hostForm = regexp.MustCompile(`^(\*|(\*\.)?([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63})$`)
	textForm = regexp.MustCompile(`^[A-Za-z0-9][^\pC]{0,500}$`)
	pathForm = regexp.MustCompile(`^/[!-~]{0,200}$`)
)

// Parse reads a table. What its lines hold stands at the head of table.txt. Errors name the line.
func Parse(r io.Reader) (*Table, error) {
	t := &Table{}
	limited := &io.LimitedReader{R: r, N: mostBytes + 1}
	lines := bufio.NewScanner(limited)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if err := t.line(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	switch {
	case limited.N == 0:
		return nil, fmt.Errorf("the table is larger than %d bytes", mostBytes)
	case lines.Err() != nil:
		return nil, lines.Err()
	}
	return t, t.check()
}

func (t *Table) line(line string) error {
	if id, ok := strings.CutPrefix(line, "["); ok {
		id, ok = strings.CutSuffix(id, "]")
		if !ok || !idForm.MatchString(id) {
			return fmt.Errorf("%s isn't an [id]: lowercase letters, digits and hyphens", line)
		}
		t.Endpoints = append(t.Endpoints, Endpoint{ID: id, Cloud: "all"})
		return nil
	}
	key, value, _ := strings.Cut(line, " ")
	value = strings.TrimSpace(value)
	if len(t.Endpoints) == 0 {
		if key != "date" {
			return fmt.Errorf("%q comes before the first [id]", key)
		}
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			return fmt.Errorf("date %q is not like 2026-08-21", value)
		}
		t.Date = value
		return nil
	}
	return t.Endpoints[len(t.Endpoints)-1].set(key, value)
}

func (e *Endpoint) set(key, value string) error {
	text := func(field *string) error {
		if !textForm.MatchString(value) {
			return fmt.Errorf("%s %q must begin with a letter or a digit", key, value)
		}
		*field = value
		return nil
	}
	word := func(field *string, allowed ...string) error {
		if !slices.Contains(allowed, value) {
			return fmt.Errorf("%s %q is unknown; it takes %s", key, value, strings.Join(allowed, ", "))
		}
		*field = value
		return nil
	}
	switch key {
	case "rule":
		if !ruleForm.MatchString(value) {
			return fmt.Errorf("rule %q is not like NET-06", value)
		}
		e.Rule = value
		return nil
	case "section":
		return text(&e.Section)
	case "edition":
		return text(&e.Edition)
	case "need":
		return word((*string)(&e.Need), string(tenant.NeedRequired), string(tenant.NeedContinues),
			string(tenant.NeedFeature), string(tenant.NeedNothing))
	case "why":
		return text(&e.Why)
	case "lost":
		return text(&e.Lost)
	case "cloud":
		return word(&e.Cloud, append([]string{"all"}, Clouds...)...)
	case "region":
		return word(&e.Region, Regions...)
	case "set":
		e.AnyOf = value == "any"
		return word(new(string), "any")
	case "get", "range":
		if !pathForm.MatchString(value) {
			return fmt.Errorf("%s %q isn't a path", key, value)
		}
		if key == "get" {
			e.Get = value
		} else {
			e.Range = value
		}
		return nil
	case "body":
		return text(&e.Body)
	case "source":
		return text(&e.Source)
	case "host":
		h, err := parseHost(value)
		e.Hosts = append(e.Hosts, h)
		return err
	}
	return fmt.Errorf("unknown key %q", key)
}

// parseHost reads "NAME PORTS [sample=HOST] [check=tcp] [trap=WORD]".
func parseHost(value string) (Host, error) {
	words := strings.Fields(value)
	if len(words) < 2 {
		return Host{}, fmt.Errorf("host %q has no ports", value)
	}
	h := Host{Name: words[0]}
	if !hostForm.MatchString(h.Name) {
		return h, fmt.Errorf("%q isn't a host name", h.Name)
	}
	for s := range strings.SplitSeq(words[1], ",") {
		port, err := parsePort(s)
		if err != nil {
			return h, fmt.Errorf("host %s: %w", h.Name, err)
		}
		h.Ports = append(h.Ports, port)
	}
	for _, w := range words[2:] {
		key, v, _ := strings.Cut(w, "=")
		switch {
		case key == "sample" && hostForm.MatchString(v) && !strings.Contains(v, "*"):
			h.Sample = v
		case w == "check=tcp":
			h.TCPOnly = true
		case key == "trap" && slices.Contains([]Trap{Dead, Superseded, Only443}, Trap(v)):
			h.Trap = Trap(v)
		default:
			return h,
				fmt.Errorf("host %s: %q is neither sample=HOST, check=tcp nor trap=dead|superseded|443-only", h.Name, w)
		}
	}
	zone, wild := strings.CutPrefix(h.Name, "*.")
	switch {
	case h.Sample != "" && !wild:
		return h, fmt.Errorf("host %s: only a wildcard has a sample", h.Name)
	case h.Sample != "" && !strings.HasSuffix(strings.ToLower(h.Sample), "."+strings.ToLower(zone)):
		return h, fmt.Errorf("host %s: %s is not inside it", h.Name, h.Sample)
	}
	return h, nil
}

func parsePort(s string) (Port, error) {
	number, protocol, ok := strings.Cut(s, "/")
	if !ok {
		protocol = "tcp"
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > 65535 || ok && protocol != "udp" && protocol != "dns" {
		return Port{}, fmt.Errorf("%q isn't a port: 443, 123/udp or 53/dns", s)
	}
	return Port{n, protocol}, nil
}

// check says what is missing once every line was read.
func (t *Table) check() error {
	if t.Date == "" {
		return fmt.Errorf("the table has no date")
	}
	if len(t.Endpoints) == 0 || len(t.Endpoints) > mostEndpoints {
		return fmt.Errorf("the table has %d endpoints; 1 to %d are allowed", len(t.Endpoints), mostEndpoints)
	}
	seen := map[string]bool{}
	for _, e := range t.Endpoints {
		missing := ""
		switch {
		case seen[e.ID]:
			return fmt.Errorf("[%s] is listed twice", e.ID)
		case e.Rule == "":
			missing = "rule"
		case e.Section == "":
			missing = "section"
		case e.Edition == "":
			missing = "edition"
		case e.Need == "":
			missing = "need"
		case e.Why == "":
			missing = "why"
		case e.Lost == "" && e.Need != tenant.NeedNothing:
			missing = "lost"
		case len(e.Hosts) == 0:
			missing = "host"
		case e.Source == "":
			missing = "source"
		case (e.Get == "") != (e.Body == ""):
			missing = "get or body, which go together,"
		}
		if missing != "" {
			return fmt.Errorf("[%s] has no %s", e.ID, missing)
		}
		seen[e.ID] = true
	}
	return nil
}
