//go:build linux

// Command bench measures whole processes: prepaudit, a bare client, and the Graph SDK's own way of reading users,
// against a simulated tenant in another process. `make bench` builds what it needs and runs it.
// It prints a table in Markdown; it judges nothing.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	prepaudit := flag.String("prepaudit", "./prepaudit", "the program to measure")
	sdk := flag.String("sdk", "", "the SDK baseline; empty leaves it out")
	runs := flag.Int("n", 5, "runs of each; the median is printed")
	bare := flag.Bool("bare", false, "be the bare client, of the tenant that the environment names")
	flag.Parse()
	if *bare {
		if err := readBare(os.Getenv("PREPAUDIT_GRAPH_URL"), os.Getenv("PREPAUDIT_ACCESS_TOKEN")); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	if err := bench(*prepaudit, *sdk, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// work is a simulated tenant, and the lines of the table that are measured there in turn: what the machine does
// besides falls on all of them.
type work struct {
	sim   []string // arguments of the simulator
	lines []line
}

// line is one line of the table.
type line struct {
	name    string
	command func(b *bed) []string
}

func bench(prepaudit, sdk string, runs int) error {
	dir, err := os.MkdirTemp("", "prepaudit-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	audit := func(outputs ...string) func(*bed) []string {
		return func(*bed) []string {
			args := []string{prepaudit, "audit", "--quiet"}
			for _, o := range outputs {
				format, name, _ := strings.Cut(o, "=")
				args = append(args, "-o", format+"="+filepath.Join(dir, name))
			}
			return args
		}
	}
	// What the work before it wrote, in another format.
	render := func(format string) func(*bed) []string {
		return func(*bed) []string {
			return []string{prepaudit, "render", filepath.Join(dir, "r.json"), "-o",
				format + "=" + filepath.Join(dir, "r."+format)}
		}
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	bare := func(*bed) []string { return []string{self, "-bare"} }
	baseline := func(b *bed) []string { return []string{sdk, b.url} }
	users := func(n string, more ...string) []string {
		return append([]string{"--scenario", "large", "--users", n}, more...)
	}
	// In contoso the MDM user scope is a group of three users in five, whose members are one chain of pages.
	group := func(n string, more ...string) []string {
		return append([]string{"--scenario", "contoso", "--users", n}, more...)
	}
	// What the licensing part of the document needs, of every member: what others read too.
	licenses := func(b *bed) []string {
		return append(audit("json=r.json")(b), "--only", "LIC-01,LIC-02,LIC-03,LIC-04,MDM-01,MDM-02,MDM-03",
			"--scope", "members")
	}
	everyRule := audit("json=r.json")
	// Two reports: that of the line before, which is read twice.
	compare := func(*bed) []string {
		return []string{prepaudit, "diff", filepath.Join(dir, "r.json"), filepath.Join(dir, "r.json"), "--quiet"}
	}
	// Reads what the license rules need, and plans for everybody.
	plan := func(*bed) []string {
		return []string{prepaudit, "plan", "--quiet", "--scope", "members", "-o", "json=" + filepath.Join(dir, "p.json")}
	}
	// Every tenant of the simulator, 16 at once.
	several := func(outputs ...string) func(*bed) []string {
		return func(b *bed) []string {
			return append([]string{prepaudit, "audit", "--all-tenants", "--tenants-at-once", "16", "--quiet",
				"--config", b.config, "--out-dir", filepath.Join(dir, "tenants")}, outputs...)
		}
	}
	works := []work{
		{users("100000"), []line{
			{"100,000 users: licenses and enrollment, JSON", licenses},
			{"100,000 users: " + bareClient, bare},
			{"100,000 users: " + pageIterator, baseline},
		}},
		{users("100000", "--latency", "100ms"), []line{
			{"100,000 users, 100 ms a request: licenses and enrollment, JSON", licenses},
			{"100,000 users, 100 ms a request: " + pageIterator, baseline},
		}},
		{users("1000000"), []line{
			{"1,000,000 users: licenses and enrollment, JSON", licenses},
			{"1,000,000 users: " + bareClient, bare},
			{"1,000,000 users: license plan, JSON", plan},
		}},
		{users("100000"), []line{
			{"100,000 users and 120,000 devices: every rule, JSON", everyRule},
			{"that report to a workbook with all sheets: render", render("xlsx")},
		}},
		{users("100000", "--latency", "100ms"), []line{
			{"100,000 users and 120,000 devices, 100 ms a request: every rule, JSON", everyRule},
		}},
		{group("100000"), []line{
			{"100,000 users, a group of 60,000 as MDM user scope: licenses and enrollment, JSON", licenses},
		}},
		{users("1000"), []line{{"1,000 users: every rule, JSON", everyRule}}},
		{users("10000"), []line{{"10,000 users: every rule, JSON", everyRule}}},
		{users("1000000"), []line{
			{"1,000,000 users and 1,200,000 devices: every rule, JSON", everyRule},
			{"two such reports: diff", compare},
		}},
		{users("100000"), []line{{"100,000 users: every rule, workbook", audit("xlsx=r.xlsx")}}},
		{users("5000", "--tenants", "20", "--sign-in"), []line{
			{"20 tenants of 5,000 users, 16 at once: every rule, JSON", several("-o", "r.json")},
			{"20 tenants of 5,000 users, 16 at once: every rule, page, workbook and JSON", several()},
		}},
	}
	fmt.Printf("%s, %d CPUs, %s/%s, median of %d\n\n", runtime.Version(), runtime.NumCPU(),
		runtime.GOOS, runtime.GOARCH, runs)
	fmt.Println("| work | CPU | of the bare client's | wall | peak memory | server CPU |\n" +
		"| --- | --- | --- | --- | --- | --- |")
	for _, w := range works {
		w.lines = slices.DeleteFunc(w.lines, func(l line) bool {
			return sdk == "" && strings.HasSuffix(l.name, pageIterator)
		})
		if err := measure(prepaudit, dir, w, runs); err != nil {
			return err
		}
	}
	return nil
}

// The programs that prepaudit is measured beside.
const (
	bareClient   = "a bare client with encoding/json"
	pageIterator = "SDK PageIterator"
)

// bed is a simulator in a process of its own.
type bed struct {
	cmd *exec.Cmd
	url string
	env []string

	config string // a configuration with its tenants, where it has several
}

func startBed(prepaudit, dir string, args []string) (*bed, error) {
	b := &bed{cmd: exec.Command(prepaudit, append([]string{"sim", "--plain"}, args...)...)}
	b.cmd.Stderr = os.Stderr
	out, err := b.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := b.cmd.Start(); err != nil {
		return nil, err
	}
	var config strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if line, tenants := strings.CutPrefix(lines.Text(), "# "); tenants {
			config.WriteString(line + "\n")
			continue
		}
		name, value, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "=")
		b.env = append(b.env, name+"="+value)
		if name == "PREPAUDIT_GRAPH_URL" {
			b.url = value
		}
		if name == "PREPAUDIT_ACCESS_TOKEN" || name == "PREPAUDIT_AUTH" && value != "token" { // the last line
			b.config = filepath.Join(dir, "tenants.yaml")
			return b, os.WriteFile(b.config, []byte(config.String()), 0o600)
		}
	}
	b.stop()
	return nil, errors.New("the simulator did not start")
}

// stop ends the simulator.
func (b *bed) stop() {
	b.cmd.Process.Signal(os.Interrupt)
	b.cmd.Wait()
}

// cpu is the processor time that the simulator used so far, in hundredths of a second.
func (b *bed) cpu() (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", b.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	// The name, in brackets, may have spaces; utime and stime are the 14th and the 15th field.
	var user, system int64
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if _, err := fmt.Sscan(strings.Join(fields[11:13], " "), &user, &system); err != nil {
		return 0, err
	}
	return time.Duration(user+system) * (time.Second / 100), nil
}

// figures is what the operating system says of one finished process, and the processor time of the server meanwhile.
type figures struct {
	cpu, wall, server time.Duration
	peak              int64 // KiB
}

func measure(prepaudit, dir string, w work, runs int) error {
	b, err := startBed(prepaudit, dir, w.sim)
	if err != nil {
		return err
	}
	defer b.stop()
	all := make([][]figures, len(w.lines))
	for i := range runs + 1 {
		for j, l := range w.lines {
			before, err := b.cpu()
			if err != nil {
				return err
			}
			f, err := runOnce(l.command(b), b.env)
			if err != nil {
				return fmt.Errorf("%s: %w", l.name, err)
			}
			after, err := b.cpu()
			if err != nil {
				return err
			}
			f.server = after - before
			if i > 0 { // the first warms up
				all[j] = append(all[j], f)
			}
		}
	}
	bare := slices.IndexFunc(w.lines, func(l line) bool { return strings.HasSuffix(l.name, bareClient) })
	for j, l := range w.lines {
		ratio := ""
		if bare >= 0 {
			var ratios []float64
			for i, f := range all[j] {
				ratios = append(ratios, f.cpu.Seconds()/all[bare][i].cpu.Seconds())
			}
			ratio = fmt.Sprintf("%.2f", median(ratios))
		}
		fmt.Printf("| %s | %.2f s | %s | %.2f s | %d MiB | %.2f s |\n", l.name,
			of(all[j], func(f figures) time.Duration { return f.cpu }).Seconds(), ratio,
			of(all[j], func(f figures) time.Duration { return f.wall }).Seconds(),
			of(all[j], func(f figures) int64 { return f.peak })/1024,
			of(all[j], func(f figures) time.Duration { return f.server }).Seconds())
	}
	return nil
}

func runOnce(command, env []string) (figures, error) {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), env...)
	var said strings.Builder
	cmd.Stderr = &said
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	// 3 and 4 are verdicts of a run that worked.
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil &&
		(!ok || exit.ExitCode() != 3 && exit.ExitCode() != 4) {
		return figures{}, fmt.Errorf("%s: %w: %s", strings.Join(command, " "), err, said.String())
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return figures{}, errors.New("this system does not tell the memory of a process")
	}
	return figures{cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall: wall, peak: usage.Maxrss}, nil
}

// of is the median of one figure.
func of[T int64 | time.Duration](all []figures, figure func(figures) T) T {
	var vs []T
	for _, f := range all {
		vs = append(vs, figure(f))
	}
	return median(vs)
}

func median[T cmp.Ordered](vs []T) T {
	slices.Sort(vs)
	return vs[len(vs)/2]
}
