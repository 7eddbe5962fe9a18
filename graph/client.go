// Package graph reads a tenant from Microsoft Graph, or from Graph's saved answers, into the types
// of package tenant. It is the only package that knows Graph and its SDK; it knows no rule and
// judges nothing. It reads only: package odata lets nothing else out.
package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	abstractions "github.com/microsoft/kiota-abstractions-go"
	"github.com/microsoft/kiota-abstractions-go/authentication"
	"github.com/microsoft/kiota-abstractions-go/serialization"
	kiotahttp "github.com/microsoft/kiota-http-go"
	kiotajson "github.com/microsoft/kiota-serialization-json-go"

	"prepaudit/graph/login"
	"prepaudit/graph/odata"
	"prepaudit/graph/saved"
	"prepaudit/graph/snapshot"
	"prepaudit/rules/tenant"
)

// Config says which Graph is read and how.
type Config struct {
	GraphURL string // scheme and host: https, or http on a loopback address
	// Token brings the bearer token, see odata.TokenFunc; nil sends none.
	Token     odata.TokenFunc
	Transport http.RoundTripper // nil for http.DefaultTransport
	Log       *slog.Logger      // a debug line for each request; nil for none
	// Auth names the sign-in method, for hints; nil when there is none to speak of.
	Auth     func() string
	Parallel int // requests under way at once; 0 for 24
	// Budget is the longest that one request may wait in all, throttled or between tries; 0 for 10 minutes.
	Budget time.Duration
	// Divide is from how many objects on lists are read in parts side by side; 0 is where that begins to pay, 8,000, and
	// of users 20,000.
	Divide int
	// Paces are shared by the clients of a process that reads several tenants; nil for this client alone.
	Paces *Paces
}

// Stats is what a Client did so far.
type Stats = odata.Stats

// Client reads one tenant. Its methods may be called from several goroutines, Users once at a time.
//
// Of the Graph SDK it uses the adapter, which makes every request, and three models: those of the organization, of the
// products and of the subscriptions. All else is read by package odata, since models drop words that are newer than
// the SDK.
type Client struct {
	odata   *odata.Client
	adapter *kiotahttp.NetHttpRequestAdapter
	base    *url.URL
	log     *slog.Logger
	auth    func() string
	counted atomic.Int64  // users by the last CountUsers; 0 before it, -1 when there is no number
	doubles atomic.Int64  // users that the last Users dropped since they came twice
	divide  int           // Config.Divide
	paces   *Paces        // Config.Paces
	saved   *saved.Folder // nil when a tenant is read
	offline bool          // a snapshot is read, which has no limits
	asked   sync.Once     // sets served
	served  bool          // the tenant has Intune after all, see confirmed

	planning sync.Mutex
	planned  bool
	parts    []partition // see partitions
}

// New makes a Client. It sends nothing.
func New(cfg Config) (*Client, error) { return newClient(cfg, false) }

// newClient is New; sparse says that answers may lack something, see odata.Config.
func newClient(cfg Config, sparse bool) (*Client, error) {
	base, err := graphBase(cfg.GraphURL)
	if err != nil {
		return nil, err
	}
	if cfg.Transport == nil {
		cfg.Transport = http.DefaultTransport
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Paces == nil {
		cfg.Paces = &Paces{}
	}
	c := &Client{base: base, log: cfg.Log, auth: cfg.Auth, divide: cfg.Divide, paces: cfg.Paces}
	c.odata = odata.New(odata.Config{
		Base: base, Token: cfg.Token, Transport: cfg.Transport, Log: cfg.Log,
		Sparse: sparse, Parallel: cfg.Parallel, Patience: cfg.Budget, TokenHosts: graphHosts(),
	})
	// Without the SDK's root client nobody tells Kiota how to read JSON. The adapter makes requests and sends none: that,
	// with the token, is package odata's.
	factory := serialization.NewParseNodeFactoryRegistry()
	factory.ContentTypeAssociatedFactories["application/json"] = kiotajson.NewJsonParseNodeFactory()
	c.adapter, err = kiotahttp.NewNetHttpRequestAdapterWithParseNodeFactoryAndSerializationWriterFactoryAndHttpClient(
		&authentication.AnonymousAuthenticationProvider{}, factory, nil, new(http.Client))
	if err != nil {
		return nil, fmt.Errorf("setting up the Graph SDK: %w", err)
	}
	c.adapter.SetBaseUrl(base.String() + "/v1.0")
	return c, nil
}

// URL is the scheme and host that requests go to.
func (c *Client) URL() string { return c.base.String() }

// Method is how one signed in, or "".
func (c *Client) Method() string {
	if c.auth == nil {
		return ""
	}
	return c.auth()
}

// Stats counts what was done so far.
func (c *Client) Stats() Stats { return c.odata.Stats() }

// LastRequestID is the id that Graph gave the last answer that has one, or "".
func (c *Client) LastRequestID() string { return c.odata.LastRequestID() }

// AppOnly reports whether the last token named no user. It is not checked, so it is good for
// words only.
func (c *Client) AppOnly() bool { return c.odata.AppOnly() }

// placeHolder is what request fills in.
var placeHolder = regexp.MustCompile(`\{\w+\}`)

// request makes a GET by way of the SDK's adapter. The address is written as Graph's documentation writes it, with
// version and query: /v1.0/groups/{id}/members?$select=id. What fills its place holders, in path and query, stands in
// their order, and is escaped here and nowhere else: an id from Graph or a name from somebody is one segment. Graph counts only where ConsistencyLevel says that a count may lag behind.
func (c *Client) request(ctx context.Context, address string, fill ...string) (*http.Request, error) {
	values := map[string]string{}
	for i, name := range placeHolder.FindAllString(address, -1) {
		values[name] = fill[i]
	}
	path, query, _ := strings.Cut(address, "?")
	info := abstractions.NewRequestInformation()
	info.Method = abstractions.GET
	info.PathParameters["host"] = c.base.String()
	for name, value := range values {
		if strings.Contains(path, name) && (value == "." || value == "..") { // which no escape keeps from being a way
			return nil, fmt.Errorf("making a Graph request: %q isn't an object id", value)
		}
		info.PathParameters[strings.Trim(name, "{}")] = value
	}
	var names []string
	for option := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(option, "=")
		if filled, ok := values[value]; ok {
			value = filled
		}
		name = url.QueryEscape(name) // the dollar sign is none of a template's
		names, info.QueryParametersAny[name] = append(names, name), value
	}
	info.UrlTemplate = "{+host}" + path
	if query != "" {
		info.UrlTemplate += "{?" + strings.Join(names, ",") + "}"
	}
	info.Headers.Add("Accept", "application/json")
	native, err := c.adapter.ConvertToNativeRequest(ctx, info)
	if err != nil {
		return nil, fmt.Errorf("making a Graph request: %w", err)
	}
	req, ok := native.(*http.Request)
	if !ok {
		return nil, fmt.Errorf("making a Graph request: the SDK made a %T", native)
	}
	if strings.Contains(query, "$count=true") {
		req.Header.Set("ConsistencyLevel", "eventual")
	}
	if !ofDirectory(path) {
		req.Header.Set("Prefer", odata.NewEnumMembers)
	}
	return req, nil
}

// ofDirectory reports whether a path is of objects of the directory, of which no enumeration is read.
func ofDirectory(path string) bool {
	root, _, _ := strings.Cut(strings.Join(strings.SplitN(path, "/", 3)[2:], ""), "/")
	return slices.Contains([]string{"users", "groups", "devices"}, root) || strings.HasPrefix(root, "servicePrincipals")
}

// failed gives an error of a read its type, and takes off what net/http wrote around it, which
// holds the query.
func (c *Client) failed(ds tenant.Dataset, err error) error {
	if parts, ok := err.(Parts); ok || err == nil {
		return parts.err() // each has its type already
	}
	if outer, ok := errors.AsType[*url.Error](err); ok {
		err = outer.Err
	}
	if own, ok := errors.AsType[*login.Error](err); ok {
		return own
	}
	if own, ok := errors.AsType[*saved.Error](err); ok {
		return own
	}
	if own, ok := errors.AsType[*snapshot.Error](err); ok {
		return own
	}
	if broken, ok := errors.AsType[*odata.FormatError](err); ok && broken.Absent != "" && c.saved != nil {
		broken.Advice = "save the whole answer to GET " + c.saved.Request(broken.Path)
	}
	if answer, ok := errors.AsType[*odata.Error](err); ok {
		if e := denied(ds, answer, c.Granted()); e != nil {
			e.cli = c.auth != nil && c.auth() == "cli"
			return e
		}
	}
	return fmt.Errorf("reading %s: %w", ds, err)
}

// Refused is what a token function is told, see odata.TokenFunc.
type Refused = odata.Refused
