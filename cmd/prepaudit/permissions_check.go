package main

import (
	"context"
	"io"

	"prepaudit/cmd/prepaudit/access"
	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules"
)

// checkAccess signs in, and says what the token has against what the rules need.
func (c *connection) checkAccess(ctx context.Context, sys *process.Sys, selected []*rules.Rule, allow []string) error {
	allowed, err := output.Allowed(allow)
	if err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	if c.demo != "" {
		return process.WithHint(process.Usagef("--check looks at a sign-in, and a simulated tenant has none"),
			"`prepaudit sim --sign-in` serves one with a sign-in")
	}
	run := &audit.Run{Rules: selected}
	from, stop, err := c.connect(ctx, sys, consent{permissions: run.Permissions()}) // what it brought is the answer
	if err != nil {
		return err
	}
	defer stop()
	token, err := from.Client.Access(ctx)
	if err != nil {
		return err
	}
	found := access.Compare(token, selected, allowed)
	width := 80
	if sys.OutWidth > 0 {
		width = min(sys.OutWidth, 100)
	}
	text := found.Text(func(text, indent string) string { return wrap(process.Printable(text), width, indent) })
	if _, err := io.WriteString(sys.Stdout, text); err != nil {
		return err
	}
	if found.Fails() {
		return process.Verdict(process.StatusUndecided)
	}
	return nil
}
