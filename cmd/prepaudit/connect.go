package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/cmd/prepaudit/telemetry"
	"prepaudit/graph"
	"prepaudit/graph/graphtest"
	"prepaudit/graph/login"
	"prepaudit/graph/snapshot"
)

// connection is where a tenant is read from and how one signs in to it.
type connection struct {
	login    login.Options
	cloud    string
	graphURL string
	caFile   string
	from     string
	demo     string
	parallel int
	verbose  bool
	paces    *graph.Paces                              // of several tenants; nil for one alone
	through  func(http.RoundTripper) http.RoundTripper // what every request passes; nil for nothing
}

func (c *connection) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.login.Method, "auth", "auto", "how to sign in: `METHOD` is "+strings.Join(login.Methods(), ", ")+
		". In a terminal, auto opens your browser. \"prepaudit audit --help\" explains each")
	f.StringVar(&c.login.Tenant, "tenant", "", "the `TENANT` to read, by domain or id; default: "+
		"AZURE_TENANT_ID, or where you are signed in")
	f.StringVar(&c.login.ClientID, "client-id", "", "the application (client) `ID` of your own app registration; default: "+
		"AZURE_CLIENT_ID, or for a person Microsoft Graph Command Line Tools")
	f.StringVar(&c.login.CertificateFile, "certificate", "", "PEM or PKCS #12 `FILE` with the app's certificate "+
		"and private key; default: AZURE_CLIENT_CERTIFICATE_PATH")
	f.StringVar(&c.login.SecretFile, "client-secret-file", "", "`FILE` with the app's client secret; default: "+
		"AZURE_CLIENT_SECRET")
	f.StringVar(&c.login.PasswordFile, "certificate-password-file", "", "`FILE` with the password of that certificate; "+
		"default: AZURE_CLIENT_CERTIFICATE_PASSWORD")
	f.StringVar(&c.login.TokenFile, "federated-token-file", "", "`FILE` with the app's federated token; default: "+
		"AZURE_FEDERATED_TOKEN_FILE")
	f.StringVar(&c.caFile, "ca-file", "", "PEM `FILE` of certificate authorities to trust, in addition to the system's")
	f.StringVar(&c.cloud, "cloud", "global", "the `CLOUD` of the tenant: "+strings.Join(login.CloudNames(), ", "))
	f.StringVar(&c.graphURL, "graph-url", "", "read Graph at `URL` instead of the cloud's address: https, or http "+
		"on this machine")
	f.StringVar(&c.demo, "demo", "", "read the simulated tenant `SCENARIO`, without signing in; "+
		"\"prepaudit sim --help\" lists them")
	f.Lookup("demo").NoOptDefVal = "contoso"
	f.IntVar(&c.parallel, "parallel", 0, "send up to `N` requests at once; 0 is the default, 24")
	f.BoolVarP(&c.verbose, "verbose", "v", false, "log every request on standard error")
	command.Choose(cmd, "auth", login.Methods)
	command.Choose(cmd, "cloud", login.CloudNames)
	command.Complete(cmd, "demo", scenarios)
	for _, file := range []string{"certificate", "certificate-password-file", "client-secret-file",
		"federated-token-file", "ca-file"} {
		command.Must(cmd.MarkFlagFilename(file))
	}
}

// fromFlag is that of a command that does without Graph.
func (c *connection) fromFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.from, "from", "", "read a snapshot, or saved answers of Graph, from `DIR|FILE.zip`; works "+
		"offline")
}

// check refuses what contradicts itself.
func (c *connection) check() error {
	if c.from != "" && c.demo != "" || (c.from != "" || c.demo != "") && c.graphURL != "" {
		return process.Usagef("--from, --demo and --graph-url can't be combined")
	}
	if c.parallel < 0 {
		return process.Usagef("--parallel %d must be 0 or more", c.parallel)
	}
	if err := process.OneOf("--cloud", c.cloud, login.CloudNames()); err != nil {
		return err
	}
	if c.graphURL != "" {
		if err := graph.CheckURL(c.graphURL); err != nil { // before anybody signs in for it
			return process.Usagef("--graph-url: %w", err)
		}
	}
	if c.demo != "" {
		if _, err := graphtest.Demo(c.demo); err != nil {
			return unknownScenario(err, c.demo)
		}
	}
	return process.OneOf("--auth", c.login.Method, login.Methods())
}

// connect makes the client. It signs in where that is needed, so that a refused sign-in is the
// first thing that is said, and asks a person for what is in the consent. stop ends what was started for it.
func (c *connection) connect(ctx context.Context, sys *process.Sys, asks consent) (from audit.Source, stop func(),
	err error) {
	switch {
	case c.demo != "":
		return c.simulate(sys)
	case c.from != "" && snapshot.Is(c.from):
		client, replay, err := graph.FromSnapshot(c.from, c.through)
		if err != nil {
			return from, nil, err
		}
		from = audit.Source{Client: client, Name: c.from, Cloud: replay.Cloud, Saved: true, Taken: replay.Started.UTC(),
			Tenant: c.login.Tenant}
		return from, func() { replay.Close() }, nil
	case c.from != "":
		client, err := graph.FromDir(c.from)
		from := audit.Source{Client: client, Name: c.from, Saved: true, Tenant: c.login.Tenant}
		if c.cloud != login.CloudNames()[0] { // which is the default: answers don't say where they are from
			from.Cloud = c.cloud
		}
		return from, func() {}, err
	}
	transport, err := login.NewTransport(c.caFile)
	if err != nil {
		return from, nil, fmt.Errorf("--ca-file: %w", err)
	}
	if from, err = c.signIn(ctx, sys, transport, asks); err != nil {
		transport.CloseIdleConnections()
		return from, nil, err
	}
	sys.LastRequestID = from.LastRequestID
	return from, transport.CloseIdleConnections, nil // each has 40 KB, and there may be hundreds of tenants
}

// readAt is when the tenant is read, or was.
func (c *connection) readAt(sys *process.Sys) (time.Time, error) {
	if c.from != "" && snapshot.Is(c.from) {
		return snapshot.Started(c.from)
	}
	return sys.Now(), nil
}

// signIn reads the tenant itself.
func (c *connection) signIn(ctx context.Context, sys *process.Sys, transport http.RoundTripper, asks consent) (
	from audit.Source, err error,
) {
	cloud, err := login.CloudNamed(c.cloud)
	if err != nil {
		return from, process.Usage(err)
	}
	if c.graphURL != "" {
		cloud.GraphURL = c.graphURL // and with it the scope of the token
	}
	c.login.Cloud, c.login.Transport, c.login.Getenv = cloud, transport, sys.Getenv
	c.login.Say = func(line string) { sys.Note(process.Printable(line)) }
	c.login.Scopes, c.login.Terminal, c.login.Open = asks.permissions, sys.Terminal, opener(sys)
	signedIn, err := login.New(c.login)
	if err != nil {
		return from, process.Usage(err) // something is missing; nobody was asked yet
	}
	signing, end := telemetry.Span(ctx, "sign in")
	_, err = signedIn.Token(signing, graph.Refused{})
	end(err)
	if err != nil {
		if ctx.Err() != nil {
			err = fmt.Errorf("signing in with --auth %s: %w", signedIn.Method(), err)
		}
		return from, err
	}
	client, err := graph.New(graph.Config{
		GraphURL: cloud.GraphURL, Token: signedIn.Token, Transport: c.transport(transport), Auth: signedIn.Method,
		Log: c.log(sys), Parallel: c.parallel, Paces: c.paces,
	})
	if err != nil {
		return from, err
	}
	from = audit.Source{
		Client: client, Name: cloud.GraphURL, Cloud: c.cloud, Tenant: signedIn.Tenant(), Live: true, Sure: signedIn.Asks(),
	}
	token, err := client.Access(ctx)
	if err != nil {
		return from, nil // it can't be looked into; what it opens shows
	}
	if err := from.Holds(token.Tenant); err != nil {
		return from, err
	}
	if signedIn.Person() && asks.rules != nil {
		for _, line := range asks.told(token) {
			c.login.Say(line)
		}
	}
	return from, nil
}

// simulate serves a simulated tenant on loopback and reads it like any other.
func (c *connection) simulate(sys *process.Sys) (from audit.Source, stop func(), err error) {
	tenant, err := graphtest.Demo(c.demo)
	if err != nil {
		return from, nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return from, nil, fmt.Errorf("starting the simulated tenant: %w", err)
	}
	server := &http.Server{Handler: tenant.Handler()}
	go server.Serve(l)
	client, err := graph.New(graph.Config{
		GraphURL: "http://" + l.Addr().String(), Log: c.log(sys), Parallel: c.parallel,
		Transport: c.transport(http.DefaultTransport),
		Budget:    5 * time.Second, // nobody wants to watch a demonstration wait
		Token:     func(context.Context, graph.Refused) (string, error) { return "demonstration", nil },
	})
	name := fmt.Sprintf("simulated tenant %q", c.demo)
	return audit.Source{Client: client, Name: name, Cloud: "global", Tenant: c.login.Tenant},
		func() { server.Close() }, err
}

func (c *connection) transport(t http.RoundTripper) http.RoundTripper {
	t = telemetry.Transport(t)
	if c.through == nil {
		return t
	}
	return c.through(t)
}

func (c *connection) log(sys *process.Sys) *slog.Logger {
	if !c.verbose {
		return nil
	}
	return sys.Logger()
}

func unknownScenario(err error, name string) error {
	var names []string
	for _, s := range graphtest.Scenarios() {
		names = append(names, s.Name)
	}
	return process.WithHint(process.Usage(err), process.DidYouMean(name, names,
		"`prepaudit sim --help` says what each is like"))
}

func scenarios() []string {
	var names []string
	for _, s := range graphtest.Scenarios() {
		names = append(names, s.Name+"\t"+s.Description)
	}
	return names
}
