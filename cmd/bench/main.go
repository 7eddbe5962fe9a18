//go:build linux

// Command bench measures whole processes: prepaudit, and the Graph SDK's own way of reading users,
// against a simulated tenant in another process. `make bench` builds what it needs and runs it.
// It prints a table in Markdown; it judges nothing.
package main

import (
	"bufio"
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
	flag.Parse()
	if err := bench(*prepaudit, *sdk, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// work is one line of the table.
type work struct {
	name    string
	sim     []string // arguments of the simulator
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
	baseline := func(b *bed) []string { return []string{sdk, b.url} }
	users := func(n string, more ...string) []string {
		return append([]string{"--scenario", "large", "--users", n}, more...)
	}
	// In contoso the MDM user scope is a group of three users in five, whose members are one chain of pages.
	group := func(n string, more ...string) []string {
		return append([]string{"--scenario", "contoso", "--users", n}, more...)
	}
	// What the licensing part of the document needs, of every member: what others read too.
	licences := func(outputs ...string) func(*bed) []string {
		return func(b *bed) []string {
			return append(audit(outputs...)(b), "--only",
				"LIC-01,LIC-02,LIC-03,LIC-04,MDM-01,MDM-02,MDM-03", "--scope", "members")
		}
	}
	works := []work{
		{"100,000 users: licences and enrolment, JSON", users("100000"), licences("json=r.json")},
		{"100,000 users: SDK PageIterator", users("100000"), baseline},
		{"100,000 users, 100 ms a request: licences and enrolment, JSON",
			users("100000", "--latency", "100ms"), licences("json=r.json")},
		{"100,000 users, 100 ms a request: SDK PageIterator", users("100000", "--latency", "100ms"), baseline},
		{"1,000,000 users: licences and enrolment, JSON", users("1000000"), licences("json=r.json")},
		{"100,000 users and 120,000 devices: every rule, JSON", users("100000"), audit("json=r.json")},
		{"that report to a workbook with all sheets: render", users("10"), render("xlsx")},
		{"100,000 users and 120,000 devices, 100 ms a request: every rule, JSON",
			users("100000", "--latency", "100ms"), audit("json=r.json")},
		{"100,000 users, a group of 60,000 as MDM user scope: licences and enrolment, JSON",
			group("100000"), licences("json=r.json")},
		{"1,000 users: every rule, JSON", users("1000"), audit("json=r.json")},
		{"10,000 users: every rule, JSON", users("10000"), audit("json=r.json")},
		{"1,000,000 users and 1,200,000 devices: every rule, JSON", users("1000000"), audit("json=r.json")},
		{"100,000 users: every rule, workbook", users("100000"), audit("xlsx=r.xlsx")},
	}
	fmt.Printf("%s, %d CPUs, %s/%s, median of %d\n\n", runtime.Version(), runtime.NumCPU(),
		runtime.GOOS, runtime.GOARCH, runs)
	fmt.Println("| work | CPU | wall | peak memory | server CPU |\n| --- | --- | --- | --- | --- |")
	for _, w := range works {
		if sdk == "" && strings.Contains(w.name, "SDK") {
			continue
		}
		if err := measure(prepaudit, w, runs); err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
	}
	return nil
}

// bed is a simulator in a process of its own.
type bed struct {
	cmd *exec.Cmd
	url string
	env []string
}

func startBed(prepaudit string, args []string) (*bed, error) {
	b := &bed{cmd: exec.Command(prepaudit, append([]string{"sim", "--plain"}, args...)...)}
	b.cmd.Stderr = os.Stderr
	out, err := b.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := b.cmd.Start(); err != nil {
		return nil, err
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		name, value, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "=")
		b.env = append(b.env, name+"="+value)
		if name == "PREPAUDIT_GRAPH_URL" {
			b.url = value
		}
		if name == "PREPAUDIT_ACCESS_TOKEN" { // the last line
			return b, nil
		}
	}
	b.stop()
	return nil, errors.New("the simulator did not start")
}

// stop ends the simulator and returns the processor time that it used.
func (b *bed) stop() time.Duration {
	b.cmd.Process.Signal(os.Interrupt)
	b.cmd.Wait()
	return b.cmd.ProcessState.UserTime() + b.cmd.ProcessState.SystemTime()
}

// figures is what the operating system says of one finished process.
type figures struct {
	cpu, wall time.Duration
	peak      int64 // KiB
}

func measure(prepaudit string, w work, runs int) error {
	b, err := startBed(prepaudit, w.sim)
	if err != nil {
		return err
	}
	var all []figures
	for i := range runs + 1 {
		f, err := runOnce(w.command(b), b.env)
		if err != nil {
			b.stop()
			return err
		}
		if i > 0 { // the first warms up
			all = append(all, f)
		}
	}
	server := b.stop() / time.Duration(runs+1)
	fmt.Printf("| %s | %.2f s | %.2f s | %d MiB | %.2f s |\n", w.name,
		median(all, func(f figures) time.Duration { return f.cpu }).Seconds(),
		median(all, func(f figures) time.Duration { return f.wall }).Seconds(),
		median(all, func(f figures) int64 { return f.peak })/1024, server.Seconds())
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
	return figures{cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall, usage.Maxrss}, nil
}

func median[T int64 | time.Duration](all []figures, of func(figures) T) T {
	var vs []T
	for _, f := range all {
		vs = append(vs, of(f))
	}
	slices.Sort(vs)
	return vs[len(vs)/2]
}
