package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/notify"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/login"
	"prepaudit/graph/smallfile"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// notifyFlags say whom to tell what an audit came to.
type notifyFlags struct {
	kind    string
	urlFile string
	state   string
	url     string // once check has read it
}

// notifyURL is where a message goes, unless a file says it. It is no option, which others on the machine would see.
const notifyURL = "PREPAUDIT_NOTIFY_URL"

func (n *notifyFlags) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&n.kind, "notify", "", "when the result changes, post how many people are ready and what blocks the "+
		"others, without names: `KIND` is teams (a workflow's webhook), slack or json; the URL comes from "+notifyURL)
	f.StringVar(&n.urlFile, "notify-url-file", "", "`FILE` with the https URL to post to; default: "+notifyURL)
	f.StringVar(&n.state, "notify-state", "", "remember what was posted in `FILE`, and post only changes and audits that "+
		"fail; without it, every run is posted")
	command.Choose(cmd, "notify", notify.Kinds)
	command.Must(cmd.MarkFlagFilename("notify-url-file"))
}

const notifyHint = "put the URL into the variable " + notifyURL + ", or into a file for --notify-url-file: whoever sees it " +
	"can post, and everybody on the machine sees flags"

// check refuses what can't be meant, and reads where to post. What it says of a URL never has it in it.
func (n *notifyFlags) check(sys *process.Sys) (err error) {
	for _, value := range []string{n.kind, n.urlFile, n.state} {
		if strings.Contains(value, "://") {
			return process.WithHint(process.Usagef("--notify takes no URL"), notifyHint)
		}
	}
	switch {
	case n.kind == "" && (n.urlFile != "" || n.state != ""):
		return process.Usagef("--notify-url-file and --notify-state go with --notify")
	case n.kind == "" || n.url != "": // which may come from a pipe, and only once
		return nil
	}
	if err := process.OneOf("--notify", n.kind, notify.Kinds()); err != nil {
		return err
	}
	n.url, err = n.address(sys)
	return err
}

func (n *notifyFlags) address(sys *process.Sys) (string, error) {
	address, from := sys.Getenv(notifyURL), notifyURL
	if n.urlFile != "" {
		from = "--notify-url-file"
		text, err := smallfile.Text(n.urlFile, 64<<10)
		if failed, ok := errors.AsType[*fs.PathError](err); ok {
			err = failed.Err // without the path, for which somebody may have taken the URL
		}
		if err != nil {
			return "", process.WithHint(process.Usagef("--notify-url-file: %w", err), "it is a file with the URL in one line")
		}
		address = string(text)
	}
	if address = strings.TrimSpace(address); address == "" {
		return "", process.WithHint(process.Usagef("--notify %s has no URL", n.kind), notifyHint)
	}
	if err := notify.CheckAddress(address); err != nil {
		return "", process.WithHint(process.Usagef("%s: %w", from, err), "it takes one https URL, as the service shows it")
	}
	return address, nil
}

// notifier is nil where nobody is to be told.
func (a *auditFlags) notifier(run *audit.Run) (*notify.Notifier, error) {
	n := a.notify
	if n.kind == "" {
		return nil, nil
	}
	transport, err := login.NewTransport(a.caFile)
	if err != nil {
		return nil, fmt.Errorf("--ca-file: %w", err)
	}
	asked, id := process.Printable(cmp.Or(a.tenantAsked(), a.sys.Name)), ""
	if guid, err := tenant.ParseGUID(asked); err == nil {
		id = guid.String()
	}
	return &notify.Notifier{Kind: n.kind, Address: n.url, State: n.state, Audit: a.asked(run.Rules),
		Tenant: asked, TenantID: id, Version: process.Version(), Transport: transport, Now: a.sys.Now}, nil
}

// tenantAsked is the tenant that somebody asked for, by domain or id; "" where nobody did.
func (a *auditFlags) tenantAsked() string {
	return cmp.Or(a.login.Tenant, a.sys.Getenv("AZURE_TENANT_ID"))
}

// asked is the same for two audits of which the second may say what changed: of one tenant, of the same people, by the
// same rules. It is a hash, since groups have names.
func (a *auditFlags) asked(selected []*rules.Rule) string {
	var ids []string
	for _, r := range selected {
		ids = append(ids, r.ID)
	}
	text, err := json.Marshal([]any{a.sys.Name, a.tenantAsked(), a.base, a.groups, a.notGroups, a.scope.ExcludeUPN, a.scope.IncludeDisabled,
		a.scope.IncludeGuests, a.scope.IncludeUnlicensed, ids, a.otherMDM, a.signIns})
	command.Must(err)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// tell posts what came of the audit. Whatever comes of that, the audit is what it is.
func (a *auditFlags) tell(ctx context.Context, n *notify.Notifier, out *output.Output, ended error) {
	var said string
	var err error
	_, verdict := process.VerdictOf(ended)
	switch {
	case process.IsUsage(ended): // whoever wrote the command line reads it
		return
	case ended != nil && !verdict:
		said, err = n.Failed(ctx, process.StatusFailed)
	default:
		run, summary := out.Said()
		said, err = n.Audited(ctx, run, summary)
	}
	if said != "" && !a.quiet {
		a.sys.Note("--notify: " + said)
	}
	if err != nil {
		a.sys.Warn("--notify: " + process.Printable(err.Error()))
	}
}
