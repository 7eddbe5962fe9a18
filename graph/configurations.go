package graph

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// The properties of device configurations, the beginnings of settings and the parts of addresses in profiles of one's
// own (OMA-URI) that the requirement document speaks of: proxies and diagnostic data (Graph's metadata of 2026-08 and
// the reference of windowsWifiConfiguration for the properties; the others are those of the Windows configuration
// service providers NetworkProxy and Policy, general knowledge). Not read: administrative templates
// (groupPolicyConfigurations), whose proxies are those of browsers and of single components, the proxy of a VPN,
// which serves the tunnel alone, and baselines of the older kind (intents).
var (
	spokenProperties = []string{
		"networkProxyApplySettingsDeviceWide", "networkProxyDisableAutoDetect", "networkProxyAutomaticConfigurationUrl",
		"networkProxyServer", "diagnosticsDataSubmissionMode",
	}
	wifiProxy      = "proxySetting" // none, manual, automatic; a beta property
	spokenSettings = []string{
		"vendor_msft_networkproxy", "device_vendor_msft_networkproxy", "user_vendor_msft_networkproxy",
		"device_vendor_msft_policy_config_system_allowtelemetry",
	}
	spokenAddresses = []string{"/vendor/msft/networkproxy/", "/vendor/msft/policy/config/system/allowtelemetry"}
)

// configurations reads the Intune policies that set something the requirement document speaks of, with only
// these settings.
func (c *Client) configurations(ctx context.Context, s *tenant.Settings) error {
	profiles, err := c.deviceConfigurations(ctx)
	if err != nil {
		return err
	}
	policies, err := c.settingsCatalogue(ctx)
	s.Configurations = append(profiles, policies...)
	return err
}

func (c *Client) deviceConfigurations(ctx context.Context) ([]tenant.Configuration, error) {
	const path = "/beta/deviceManagement/deviceConfigurations" // v1.0 has no Wi-Fi profiles for Windows
	var all []tenant.Configuration
	err := gatherer[tenant.Configuration]{
		address: path,
		begin:   func() { all = nil },
		read:    readConfiguration,
		take:    func(k tenant.Configuration) { all = append(all, k) },
	}.gather(ctx, c)
	if err != nil {
		return nil, err
	}
	return all, c.findAssigned(ctx, path, all)
}

// readConfiguration reads one device configuration; false for one that sets nothing of this.
func readConfiguration(d *odata.Decoder, g *gathered[tenant.Configuration]) (k tenant.Configuration, wanted bool) {
	var must struct {
		identified
		Type string `json:"@odata.type"`
		Name string `json:"displayName"`
		OMA  []struct {
			Address string `json:"omaUri"`
		} `json:"omaSettings" sent:"maybe"` // of a profile of one's own
	}
	text := d.Into(&must)
	if must.Type == "#microsoft.graph.windows10CustomConfiguration" && must.OMA == nil {
		d.Lack("omaSettings")
	}
	if d.Err() != nil {
		return k, false
	}
	g.id = append(g.id, must.ID...)
	k.ID, k.Name, k.Type = must.ID, must.Name, must.Type
	var w map[string]json.RawMessage
	_ = json.Unmarshal(text, &w)
	k.Type = strings.TrimPrefix(k.Type, "#microsoft.graph.")
	for _, name := range spokenProperties {
		if value := propertyText(w[name]); value != "" {
			k.Sets = append(k.Sets, tenant.Setting{ID: name, Value: value})
		}
	}
	if value := propertyText(w[wifiProxy]); value != "none" && value != "" && strings.HasPrefix(k.Type, "windowsWifi") {
		k.Sets = append(k.Sets, tenant.Setting{ID: wifiProxy, Value: value})
	}
	k.Sets = append(k.Sets, spokenOMA(w["omaSettings"])...)
	return k, len(k.Sets) > 0
}

// spokenOMA is what a profile of one's own sets by the addresses of configuration service providers.
func spokenOMA(raw json.RawMessage) (sets []tenant.Setting) {
	var all []struct {
		Address string          `json:"omaUri"`
		Value   json.RawMessage `json:"value"`
	}
	_ = json.Unmarshal(raw, &all) // absent in all other profiles
	for _, o := range all {
		address := strings.ToLower(o.Address)
		if slices.ContainsFunc(spokenAddresses, func(part string) bool { return strings.Contains(address, part) }) {
			sets = append(sets, tenant.Setting{ID: o.Address, Value: wireValue{o.Value}.text()})
		}
	}
	return sets
}

// propertyText is a value that is set; "" for what Graph sends where nothing is.
func propertyText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		if s == "userDefined" || s == "notConfigured" {
			return ""
		}
		return s
	}
	switch string(raw) {
	case "", "null", "false", "[]", "{}":
		return ""
	}
	return string(raw)
}

func (c *Client) findAssigned(ctx context.Context, path string, all []tenant.Configuration) error {
	for i := range all {
		targets, err := c.assignments(ctx, path, all[i].ID)
		if err != nil {
			return err
		}
		all[i].Assigned = tenant.No
		if slices.ContainsFunc(targets, func(a tenant.Assignment) bool { return a.Kind != "exclusion" }) {
			all[i].Assigned = tenant.Yes
		}
	}
	return nil
}

// settingsCatalogue reads the policies of the settings catalog, whose settings are read one policy at a time.
func (c *Client) settingsCatalogue(ctx context.Context) ([]tenant.Configuration, error) {
	policies, err := list[wirePolicy](ctx, c, configurationPolicies+"?$filter=platforms eq 'windows10'")
	if err != nil {
		return nil, err
	}
	var ids []string
	names := map[string]string{}
	for _, p := range policies {
		// Security baselines set such things too.
		if p.forWindows() != tenant.No && p.Template.Family != preparationFamily {
			ids, names[p.ID] = append(ids, p.ID), p.Name
		}
	}
	found, err := byID(ids, func(id string) (tenant.Configuration, error) {
		k := tenant.Configuration{ID: id, Name: names[id], Type: "configurationPolicy"}
		settings, err := list[wireSetting](ctx, c, configurationPolicies+"/{id}/settings", id)
		for _, w := range settings {
			k.Sets = w.Instance.spoken(k.Sets)
		}
		return k, err
	})
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(k tenant.Configuration) bool { return len(k.Sets) == 0 })
	return found, c.findAssigned(ctx, configurationPolicies, found)
}

// spoken adds what the requirement document speaks of, however deep it stands.
func (s wireInstance) spoken(sets []tenant.Setting) []tenant.Setting {
	id := strings.ToLower(s.Definition)
	if slices.ContainsFunc(spokenSettings, func(beginning string) bool { return strings.HasPrefix(id, beginning) }) {
		value := ""
		switch {
		case s.Choice != nil:
			value = s.Choice.Value
		case s.Simple != nil:
			value = s.Simple.text()
		}
		sets = append(sets, tenant.Setting{ID: s.Definition, Value: value})
	}
	groups := s.Groups
	if s.Group != nil {
		groups = append(groups, *s.Group)
	}
	if s.Choice != nil {
		groups = append(groups, s.Choice.wireGroup)
	}
	for _, g := range s.Choices {
		groups = append(groups, g.wireGroup)
	}
	for _, g := range groups {
		for _, child := range g.Children {
			sets = child.spoken(sets)
		}
	}
	return sets
}
