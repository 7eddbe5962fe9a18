package graph

import (
	"context"

	"prepaudit/rules/tenant"
)

// Intune reads the state of the Intune subscription.
func (c *Client) Intune(ctx context.Context) (tenant.Intune, error) {
	var w struct {
		State string `json:"subscriptionState"`
	}
	if err := c.get(ctx, &w, "/v1.0/deviceManagement?$select=subscriptionState"); err != nil {
		return tenant.Intune{}, c.failed(tenant.IntuneState, err)
	}
	return tenant.Intune{State: w.State}, nil
}

// Diagnostics reads whether the tenant collects diagnostics. These settings exist in beta only (Microsoft365DSC,
// IntuneDeviceManagementDeviceDiagnosticSettings, 2026-07); what is not sent is Unknown.
func (c *Client) Diagnostics(ctx context.Context) (tenant.Diagnostics, error) {
	var w struct {
		Settings struct {
			Collection *bool `json:"enableLogCollection"`
			Failures   *bool `json:"enableAutopilotDiagnostics"`
		} `json:"settings"`
	}
	if err := c.get(ctx, &w, "/beta/deviceManagement?$select=settings"); err != nil {
		return tenant.Diagnostics{}, c.failed(tenant.DiagnosticsSet, err)
	}
	return tenant.Diagnostics{Collection: triOf(w.Settings.Collection), Failures: triOf(w.Settings.Failures)}, nil
}
