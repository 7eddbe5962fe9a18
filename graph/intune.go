package graph

import (
	"context"
	"errors"
	"fmt"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// intune reads the state of the Intune subscription; a tenant without Intune has a state too.
func (c *Client) intune(ctx context.Context, s *tenant.Settings) error {
	var w struct {
		State string `json:"subscriptionState"`
	}
	err := c.get(ctx, &w, "/v1.0/deviceManagement?$select=subscriptionState")
	if answer, ok := errors.AsType[*odata.Error](err); ok && notApplicable(answer) {
		w.State, err = tenant.NoIntune, nil
	}
	s.Intune.State = w.State
	return err
}

// confirmed holds a refusal for want of Intune against what Intune says of the tenant as a whole, which is asked once:
// a single path may have reasons of its own.
func (c *Client) confirmed(ctx context.Context, err error) error {
	d, ok := errors.AsType[*DeniedError](err)
	if !ok || !d.NoIntune {
		return err
	}
	c.asked.Do(func() {
		var s tenant.Settings
		c.served = c.intune(ctx, &s) == nil && s.Intune.State != tenant.NoIntune
	})
	if c.served {
		return fmt.Errorf("reading %s: %w", d.Dataset, d.answer)
	}
	return err
}

// diagnostics reads whether the tenant collects diagnostics. These settings exist in beta only (Microsoft365DSC,
// IntuneDeviceManagementDeviceDiagnosticSettings, 2026-07); what is not sent is Unknown.
func (c *Client) diagnostics(ctx context.Context, s *tenant.Settings) error {
	var w struct {
		Settings struct {
			Collection *bool `json:"enableLogCollection" sent:"maybe"`
			Failures   *bool `json:"enableAutopilotDiagnostics" sent:"maybe"`
		} `json:"settings" sent:"maybe"`
	}
	err := c.get(ctx, &w, "/beta/deviceManagement?$select=settings")
	s.Diagnostics = tenant.Diagnostics{Collection: triOf(w.Settings.Collection), Failures: triOf(w.Settings.Failures)}
	return err
}
