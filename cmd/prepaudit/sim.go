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
	tenants  int
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
		Short: "Run a simulated tenant on this machine",
		Long:  simHelp,
		Example: `  prepaudit sim --users 1000000 --latency 100ms
  prepaudit sim --fault 429=2@/users,page=3 --fault cut@/users,after=10
  prepaudit sim > sim.env & sleep 1; . ./sim.env; prepaudit audit`,
		Args: command.Arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return s.run(cmd.Context()) },
	}
	f := cmd.Flags()
	f.StringVar(&s.tenant.Scenario, "scenario", "contoso", "run the scenario `NAME`")
	f.IntVar(&s.tenant.Users, "users", 0, "simulate `N` users; 0 means the scenario's own number")
	f.IntVar(&s.tenants, "tenants", 1, "with --sign-in, simulate `N` tenants at one address, with other people each, and "+
		"print their part of a configuration for --all-tenants as comments")
	f.Uint64Var(&s.tenant.Seed, "seed", 0, "choose the people: the same `N` makes the same ones (default 0)")
	f.DurationVar(&s.tenant.Latency, "latency", 0, "wait `TIME` (100ms) before each answer")
	f.BoolVar(&s.tenant.AppOnly, "app-only", false, "answer as if an app without a user had signed in")
	f.StringSliceVar(&s.tenant.Permissions, "permission", nil, "grant only the permission `NAME` "+
		"(User.Read.All); by default all are granted"+command.Listed)
	f.StringArrayVar(&s.faults, "fault", nil, "make requests fail: `FAULT` is below"+command.Repeated)
	f.StringSliceVar(&s.tenant.Dialects, "dialect", nil, "answer in the dialect `NAME`, see below"+
		command.Listed)
	f.BoolVar(&s.signIn, "sign-in", false, "also serve a token endpoint, and accept only its tokens")
	f.StringVar(&s.person, "person", "", "at that endpoint, let a person sign in through Microsoft Graph Command Line "+
		"Tools instead of an app: `WHO` is admin (consents to everything), user (can't consent), or an error "+
		"(AADSTS53000) that the sign-in ends with")
	f.StringSliceVar(&s.consented, "consented", nil, "somebody already consented to the permission `NAME` for that "+
		"person"+command.Listed)
	f.DurationVar(&s.lifetime, "token-lifetime", time.Hour, "`TIME` until a token of that endpoint expires")
	f.BoolVar(&s.tenant.Plain, "plain", false, "answer without compression")
	f.StringVar(&s.address, "listen", "127.0.0.1:0", "listen on `HOST:PORT` of this machine")
	command.More(cmd, simMore())
	command.Complete(cmd, "scenario", scenarios)
	command.Complete(cmd, "permission", graphtest.Permissions)
	command.Complete(cmd, "dialect", dialectNames)
	return cmd
}

const simHelp = `Run a simulated tenant on this machine until you stop it. It prints the variables
that make "prepaudit audit" read it.`

func simMore() string {
	var b strings.Builder
	b.WriteString("Scenarios\n")
	for _, sc := range graphtest.Scenarios() {
		fmt.Fprintf(&b, "  %s\n%s\n", sc.Name, wrap(sc.Description, 80, "      "))
	}
	b.WriteString(`
Faults
  --fault KIND[=VALUE][@PATH][,page=N][,after=N][,times=N|ever] makes requests
  fail: those of PATH (/users by default), only page N, only after N requests
  that succeed, only N times. The kinds:
`)
	for _, k := range graphtest.FaultKinds() {
		name := k.Name
		if k.Value != "" {
			name += "=" + k.Value
		}
		fmt.Fprintf(&b, "  %s\n%s\n", name, wrap(k.Description, 80, "      "))
	}
	b.WriteString(`
Dialects
  --dialect NAME answers as only some tenants do. By default the simulated tenant
  answers as most tenants do. Who saw each dialect, and when:
`)
	for _, d := range graphtest.Dialects() {
		fmt.Fprintf(&b, "  %s\n%s\n", d.Name, wrap(fmt.Sprintf("%s (%s, %s)", d.Description, d.Source, d.Date), 80, "      "))
	}
	return b.String()
}

// personWords are the values of --person.
var personWords = regexp.MustCompile(`^(admin|user|AADSTS\d{5,7})?$`)

// check refuses what cannot be meant.
func (s *sim) check() error {
	if s.tenant.Users < 0 || s.tenant.Latency < 0 {
		return process.Usagef("--users and --latency must be 0 or more")
	}
	if s.tenants < 1 || s.tenants > 1 && !s.signIn {
		return process.Usagef("--tenants must be 1 or more, and several tenants need --sign-in")
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
			return process.WithHint(process.Usagef("--permission %q isn't known to the simulated tenant", name),
				process.DidYouMean(name, known, "`prepaudit permissions` lists what an audit needs"))
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
	var all graphtest.Several
	for range s.tenants {
		all = append(all, s.tenant.Handler())
		s.tenant.Seed++
	}
	server := &http.Server{Handler: all}
	context.AfterFunc(ctx, func() { server.Close() })
	if len(all) > 1 {
		fmt.Fprintf(s.sys.Stdout, "# tenants:\n")
		for i, one := range all {
			fmt.Fprintf(s.sys.Stdout, "#   sim%d: {tenant: %s}\n", i+1, one.TenantID())
		}
	}
	fmt.Fprintf(s.sys.Stdout, "export PREPAUDIT_GRAPH_URL=http://%s\n", l.Addr())
	if s.signIn {
		dir, err := os.MkdirTemp("", "prepaudit-sim-")
		if err != nil {
			return fmt.Errorf("serving a sign-in: %w", err)
		}
		defer os.RemoveAll(dir)
		stop, err := s.serveLogin(all, dir)
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
