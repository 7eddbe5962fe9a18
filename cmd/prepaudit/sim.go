package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
)

// sim is a simulated tenant as a server of its own, to measure against or to rehearse with.
type sim struct {
	sys      *process.Sys
	tenant   graphtest.Tenant
	address  string
	faults   []string
	signIn   bool
	lifetime time.Duration // of a token

	person    string   // of --sign-in: admin, user or AADSTS and a number; "" for an app
	consented []string // permissions, before
}

func newSim(sys *process.Sys) *cobra.Command {
	s := &sim{sys: sys}
	cmd := &cobra.Command{
		Use:   "sim",
		Short: "Serve a simulated tenant on this machine",
		Long:  simHelp(),
		Example: `  prepaudit sim --users 1000000 --latency 100ms
  prepaudit sim --fault 429=2@/users,page=3 --fault cut@/users,after=10
  prepaudit sim > sim.env & sleep 1; . ./sim.env; prepaudit audit`,
		Args: command.Arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return s.run(cmd.Context()) },
	}
	f := cmd.Flags()
	f.StringVar(&s.tenant.Scenario, "scenario", "contoso", "what the tenant is like: `NAME`")
	f.IntVar(&s.tenant.Users, "users", 0, "`N` users; 0 for the scenario's own number")
	f.Uint64Var(&s.tenant.Seed, "seed", 0, "another `N` makes other people; the same one makes the same bytes "+
		"(default 0)")
	f.DurationVar(&s.tenant.Latency, "latency", 0, "wait `TIME` before each answer (100ms); without it there is no "+
		"wait")
	f.BoolVar(&s.tenant.AppOnly, "app-only", false, "take the caller for an app without a user")
	f.StringSliceVar(&s.tenant.Permissions, "permission", nil, "grant the permission `NAME` only (User.Read.All); "+
		"repeats, or takes a list with commas; without it all are granted")
	f.StringArrayVar(&s.faults, "fault", nil, "let `FAULT` go wrong, see above; repeats")
	f.StringSliceVar(&s.tenant.Dialects, "dialect", nil, "answer in the dialect `NAME`, see above; repeats, or takes a "+
		"list with commas")
	f.BoolVar(&s.signIn, "sign-in", false, "serve a token endpoint too, and accept its tokens only")
	f.StringVar(&s.person, "person", "", "with --sign-in, let a person sign in through Microsoft Graph Command Line "+
		"Tools instead of an app: `WHO` is admin, who consents to everything, user, who may not, or the error with "+
		"which it ends (AADSTS53000)")
	f.StringSliceVar(&s.consented, "consented", nil, "the permission `NAME` was consented to before, for --person; "+
		"repeats, or takes a list with commas")
	f.DurationVar(&s.lifetime, "token-lifetime", time.Hour, "`TIME` until a token of --sign-in expires")
	f.BoolVar(&s.tenant.Plain, "plain", false, "answer without compression")
	f.StringVar(&s.address, "listen", "127.0.0.1:0", "`HOST:PORT` on this machine")
	command.Complete(cmd, "scenario", scenarios)
	command.Complete(cmd, "permission", graphtest.Permissions)
	command.Complete(cmd, "dialect", dialectNames)
	return cmd
}

func simHelp() string {
	var b strings.Builder
	b.WriteString("Serve a simulated tenant on this machine until interrupted. What to set so that\n" +
		"`prepaudit audit` reads it is printed on standard output.\n\nFaults\n" +
		"  --fault KIND[=VALUE][@PATH][,page=N][,after=N][,times=N|ever] lets something\n" +
		"  go wrong at PATH (/users without it), at page N alone, after N requests that\n" +
		"  are spared, N times. The kinds:\n")
	for _, k := range graphtest.FaultKinds() {
		name := k.Name
		if k.Value != "" {
			name += "=" + k.Value
		}
		fmt.Fprintf(&b, "  %s\n%s\n", name, wrap(k.Description, 80, "      "))
	}
	b.WriteString("\nDialects\n" +
		"  --dialect NAME answers as only some tenants do; the default is what most live\n" +
		"  tenants answer. Where and when each was seen:\n")
	for _, d := range graphtest.Dialects() {
		fmt.Fprintf(&b, "  %s\n%s\n", d.Name, wrap(fmt.Sprintf("%s (%s, %s)", d.Description, d.Source, d.Date), 80, "      "))
	}
	b.WriteString("\nScenarios\n")
	for _, sc := range graphtest.Scenarios() {
		fmt.Fprintf(&b, "  %s\n%s\n", sc.Name, wrap(sc.Description, 80, "      "))
	}
	return b.String()
}

// personWords are the values of --person.
var personWords = regexp.MustCompile(`^(admin|user|AADSTS\d{5,7})?$`)

// check refuses what cannot be meant.
func (s *sim) check() error {
	if s.tenant.Users < 0 || s.tenant.Latency < 0 {
		return process.Usagef("--users and --latency are not below zero")
	}
	for _, text := range s.faults {
		f, err := graphtest.ParseFault(text)
		if err != nil {
			return process.WithHint(process.Usage(err), "`prepaudit sim --help` says what each kind does")
		}
		s.tenant.Faults = append(s.tenant.Faults, f)
	}
	known := graphtest.Permissions()
	for _, name := range s.tenant.Permissions {
		if !slices.Contains(known, name) {
			return process.WithHint(process.Usagef("--permission %q is none that a simulated tenant knows", name),
				process.DidYouMean(name, known, "`prepaudit permissions` lists what is asked for"))
		}
	}
	for _, name := range s.tenant.Dialects {
		if err := graphtest.CheckDialect(name); err != nil {
			return process.WithHint(process.Usage(err),
				process.DidYouMean(name, dialectNames(), "`prepaudit sim --help` says what each is"))
		}
	}
	if (s.person != "" || s.consented != nil) && !s.signIn {
		return process.Usagef("--person and --consented are for --sign-in")
	}
	if !personWords.MatchString(s.person) {
		return process.Usagef("--person %q is neither admin nor user nor an error like AADSTS53000", s.person)
	}
	if _, err := graphtest.Demo(s.tenant.Scenario); err != nil {
		return unknownScenario(err, s.tenant.Scenario)
	}
	host, _, err := net.SplitHostPort(s.address)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return process.Usagef("--listen %q is not an address of this machine alone, like 127.0.0.1:8080", s.address)
	}
	return nil
}

func (s *sim) run(ctx context.Context) error {
	if err := s.check(); err != nil {
		return err
	}
	l, err := net.Listen("tcp", s.address)
	if err != nil {
		return fmt.Errorf("serving a simulated tenant: %w", err)
	}
	s.tenant.RequireLogin = s.signIn
	handler := s.tenant.Handler()
	server := &http.Server{Handler: handler}
	context.AfterFunc(ctx, func() { server.Close() })
	fmt.Fprintf(s.sys.Stdout, "export PREPAUDIT_GRAPH_URL=http://%s\n", l.Addr())
	if s.signIn {
		dir, err := os.MkdirTemp("", "prepaudit-sim-")
		if err != nil {
			return fmt.Errorf("serving a sign-in: %w", err)
		}
		defer os.RemoveAll(dir)
		stop, err := s.serveLogin(handler, dir)
		if err != nil {
			return fmt.Errorf("serving a sign-in: %w", err)
		}
		defer stop()
	} else {
		fmt.Fprint(s.sys.Stdout, "export PREPAUDIT_AUTH=token\nexport PREPAUDIT_ACCESS_TOKEN=simulated\n")
	}
	if err := server.Serve(l); err != http.ErrServerClosed {
		return fmt.Errorf("serving a simulated tenant: %w", err)
	}
	return nil
}

func dialectNames() []string {
	var names []string
	for _, d := range graphtest.Dialects() {
		names = append(names, d.Name)
	}
	return names
}
