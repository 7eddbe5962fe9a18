package graph

import (
	"context"

	"prepaudit/rules/tenant"
)

// intune reads the state of the Intune subscription.
func (c *Client) intune(ctx context.Context, s *tenant.Settings) error {
	var w struct {
		State string `json:"subscriptionState"`
	}
	err := c.get(ctx, &w, "/v1.0/deviceManagement?$select=subscriptionState")
	s.Intune.State = w.State
	return err
}

// diagnostics reads whether the tenant collects diagnostics. These settings exist in beta only (Microsoft365DSC,
// IntuneDeviceManagementDeviceDiagnosticSettings, 2026-07); what is not sent is Unknown.
func (c *Client) diagnostics(ctx context.Context, s *tenant.Settings) error {
	var w struct {
		Settings struct {
			Collection *bool `json:"enableLogCollection"`
			Failures   *bool `json:"enableAutopilotDiagnostics"`
		} `json:"settings"`
	}
	err := c.get(ctx, &w, "/beta/deviceManagement?$select=settings")
	s.Diagnostics = tenant.Diagnostics{Collection: triOf(w.Settings.Collection), Failures: triOf(w.Settings.Failures)}
	return err
}
