package graph

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"prepaudit/rules/tenant"
)

const configurationPolicies = "/beta/deviceManagement/configurationPolicies"

type wirePolicy struct {
	identified
	Name      string `json:"name"`
	Platforms string `json:"platforms" sent:"maybe"` // windows10, macOS, …: one or more, with commas
	Template  struct {
		ID     string `json:"templateId" sent:"maybe"`     // of no template
		Family string `json:"templateFamily" sent:"maybe"` // none for a policy of no template
	} `json:"templateReference" sent:"maybe"`
	Priority struct {
		Value *int `json:"priority" sent:"null"`
	} `json:"priorityMetaData" sent:"null"`
}

// lack finds a policy that is perhaps one of device preparation, and does not say. What is not for Windows needs no
// template.
func (w wirePolicy) lack() string {
	switch {
	case w.forWindows() == tenant.No:
		return ""
	case w.Template.Family == "":
		return "templateReference.templateFamily"
	case w.Template.ID == "" && w.Template.Family != "none":
		return "templateReference.templateId"
	}
	return ""
}

// preparation reads the device preparation policies with their settings and assignments; the members of the groups
// and the device group are left to Members and DeviceGroup.
func (c *Client) preparation(ctx context.Context, s *tenant.Settings) error {
	all, err := list[wirePolicy](ctx, c, configurationPolicies+"?$filter="+preparationFilter)
	if err != nil {
		return err
	}
	var out []tenant.PreparationPolicy
	for _, w := range all {
		windows := w.forWindows()
		switch {
		case windows == tenant.No:
			continue
		case w.Template.Family != preparationFamily: // saved answers know no filter
			continue
		}
		p, err := c.preparationPolicy(ctx, &w)
		if err != nil {
			return err
		}
		if windows == tenant.Yes || len(p.Settings) == 0 || slices.ContainsFunc(p.Settings, ofPreparation) {
			out = append(out, p)
		}
	}
	s.Preparation = out
	return nil
}

// preparationPolicy reads what the list doesn't say of a policy.
func (c *Client) preparationPolicy(ctx context.Context, w *wirePolicy) (p tenant.PreparationPolicy, err error) {
	p = tenant.PreparationPolicy{ID: w.ID, Name: w.Name, TemplateID: w.Template.ID, Unranked: w.Priority.Value == nil}
	if !p.Unranked {
		p.Priority = *w.Priority.Value
	}
	if p.Settings, err = c.preparationSettings(ctx, w.ID); err != nil {
		return p, err
	}
	p.Mode = modeOf(w.template(), p.Settings)
	for _, s := range p.Settings {
		switch s.ID {
		case dppPrefix + "allowedappids":
			p.AppIDs = appIDs(s.Values)
		case dppPrefix + "allowedscriptids":
			p.ScriptIDs = appIDs(s.Values)
		}
	}
	if p.Assignments, err = c.assignments(ctx, configurationPolicies, w.ID); err != nil {
		return p, err
	}
	return p, c.nameGroups(ctx, p.Assignments)
}

// nameGroups gives the groups of assignments their names. One that has none so far keeps its id, and is asked again
// with its members.
func (c *Client) nameGroups(ctx context.Context, assignments []tenant.Assignment) error {
	for i := range assignments {
		g := &assignments[i].Group
		if g.ID.IsZero() {
			continue
		}
		name, err := c.NameOf(ctx, g.ID)
		if cause := context.Cause(ctx); cause != nil {
			return cause
		}
		if err != nil {
			c.log.Debug("a group has no name", "group", g.ID, "error", err)
		}
		g.DisplayName = name
	}
	return nil
}

type wireSetting struct {
	identified
	Instance wireInstance `json:"settingInstance" sent:"always"`
}

type wireInstance struct {
	Definition string       `json:"settingDefinitionId" sent:"always"`
	Choice     *wireChoice  `json:"choiceSettingValue" sent:"maybe"`
	Choices    []wireChoice `json:"choiceSettingCollectionValue" sent:"maybe"`
	Simple     *wireValue   `json:"simpleSettingValue" sent:"maybe"`
	Collection []wireValue  `json:"simpleSettingCollectionValue" sent:"maybe"`
	Group      *wireGroup   `json:"groupSettingValue" sent:"maybe"`
	Groups     []wireGroup  `json:"groupSettingCollectionValue" sent:"maybe"`
}

// lack finds a setting without a value, at any depth.
func (w wireSetting) lack() string {
	if lack := w.Instance.lack(); lack != "" {
		return "settingInstance." + lack
	}
	return ""
}

func (v wireInstance) lack() string {
	var groups []wireGroup
	switch {
	case v.Choice != nil:
		groups = []wireGroup{v.Choice.wireGroup}
	case v.Group != nil:
		groups = []wireGroup{*v.Group}
	case v.Simple == nil && v.Choices == nil && v.Collection == nil && v.Groups == nil:
		return "value of " + v.Definition
	}
	for _, choice := range v.Choices {
		groups = append(groups, choice.wireGroup)
	}
	for _, g := range append(groups, v.Groups...) {
		for _, child := range g.Children {
			if lack := child.lack(); lack != "" {
				return lack
			}
		}
	}
	return ""
}

// wireChoice is an option that is chosen, with what hangs under it.
type wireChoice struct {
	Value string `json:"value"`
	wireGroup
}

// wireGroup is settings that hang under another.
type wireGroup struct {
	Children []wireInstance `json:"children" sent:"maybe"`
}

// wireValue is a string, a number, or something newer, which stays as it is.
type wireValue struct {
	Value json.RawMessage `json:"value" sent:"null"`
}

func (v wireValue) text() string {
	var s string
	if json.Unmarshal(v.Value, &s) == nil {
		return s
	}
	return string(v.Value)
}

// definedSetting is a setting with its definitions, which name its options.
type definedSetting struct {
	wireSetting
	Definitions []struct {
		ID      string `json:"id"`
		Options []struct {
			ID   string `json:"itemId"`
			Name string `json:"displayName" sent:"null"`
		} `json:"options" sent:"maybe"` // of a choice
	} `json:"settingDefinitions"`
}

func (c *Client) preparationSettings(ctx context.Context, policy string) ([]tenant.PreparationSetting, error) {
	all, err := list[definedSetting](ctx, c, configurationPolicies+"/{id}/settings?$expand=settingDefinitions", policy)
	var out []tenant.PreparationSetting
	for _, w := range all {
		out = w.settings(out, w.Instance)
	}
	return out, err
}

// settings adds a setting and those that hang under it.
func (w *definedSetting) settings(out []tenant.PreparationSetting, v wireInstance) []tenant.PreparationSetting {
	s := tenant.PreparationSetting{ID: v.Definition}
	groups := v.Groups
	switch {
	case v.Choice != nil:
		s.Values = []string{v.Choice.Value}
		groups = []wireGroup{v.Choice.wireGroup}
	case v.Group != nil:
		groups = []wireGroup{*v.Group}
	case v.Simple != nil:
		s.Values = []string{v.Simple.text()}
	default:
		for _, one := range v.Collection {
			s.Values = append(s.Values, one.text())
		}
	}
	for _, value := range s.Values {
		s.Labels = append(s.Labels, w.label(value))
	}
	out = append(out, s)
	for _, g := range groups {
		for _, child := range g.Children {
			out = w.settings(out, child)
		}
	}
	return out
}

// label is what Intune calls an option; "" where it does not say.
func (w *definedSetting) label(option string) string {
	for _, d := range w.Definitions {
		for _, o := range d.Options {
			if o.ID == option {
				return o.Name
			}
		}
	}
	return ""
}

// appIDs reads the ids of apps and scripts: JSON objects with type and id, or bare ids.
func appIDs(values []string) []string {
	var ids []string
	for _, v := range values {
		var app struct {
			ID string `json:"id"`
		}
		if json.Unmarshal([]byte(v), &app) == nil && app.ID != "" {
			v = app.ID
		} else if unquoted, err := strconv.Unquote(v); err == nil {
			v = unquoted
		}
		if v != "" {
			ids = append(ids, v)
		}
	}
	return ids
}
