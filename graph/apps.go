package graph

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"prepaudit/graph/crash"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

type wireApp struct {
	identified
	Type    string `json:"@odata.type"`
	Name    string `json:"displayName" sent:"null"`
	Install *struct {
		RunAs string `json:"runAsAccount" sent:"maybe"`
	} `json:"installExperience" sent:"maybe"`
	Device      *bool            `json:"useDeviceContext" sent:"maybe"` // of a windowsMobileMSI; beta
	Assignments []wireAssignment `json:"assignments"`
}

// lack finds an assignment that does not say what it does, and an installer that does not say as whom it runs.
func (w wireApp) lack() string {
	for _, a := range w.Assignments {
		if a.Intent == "" {
			return "assignments.intent"
		}
	}
	if w.Type == "#microsoft.graph.win32LobApp" && (w.Install == nil || w.Install.RunAs == "") {
		return "installExperience.runAsAccount"
	}
	return ""
}

type wireScript struct {
	identified
	Name        string           `json:"displayName" sent:"null"`
	RunAs       string           `json:"runAsAccount"`
	Assignments []wireAssignment `json:"assignments"`
}

// apps reads the applications that device preparation policies name, each once, in the order of their ids. One that
// Intune does not have is among them too, as not found.
func (c *Client) apps(ctx context.Context, s *tenant.Settings) (err error) {
	var ids []string
	for i := range s.Preparation { // not by value: the device groups may be on their way
		ids = append(ids, s.Preparation[i].AppIDs...)
	}
	s.Apps, err = byID(ids, func(id string) (tenant.App, error) {
		w, found, err := assigned[wireApp](ctx, c, "/beta/deviceAppManagement/mobileApps", id)
		app := tenant.App{ID: id, Found: found, Name: w.Name, Type: strings.TrimPrefix(w.Type, "#microsoft.graph.")}
		app.RunAs = runContext(w.Device)
		if w.Install != nil {
			app.RunAs = w.Install.RunAs
		}
		if err == nil {
			app.Assignments, err = targets(w.Assignments)
		}
		return app, err
	})
	return err
}

// pushed are the types of apps of the Microsoft Store and of Microsoft 365 for Windows.
var pushed = []string{"winGetApp", "microsoftStoreForBusinessApp", "windowsStoreApp", "officeSuiteApp"}

// pushedApps reads the apps of the Microsoft Store and of Microsoft 365 that policies install, whoever they are
// assigned to.
func (c *Client) pushedApps(ctx context.Context, s *tenant.Settings) error {
	all, err := list[wireApp](ctx, c, "/beta/deviceAppManagement/mobileApps?$expand=assignments")
	if err != nil {
		return err
	}
	var out []tenant.App
	for _, w := range all {
		app := tenant.App{ID: w.ID, Found: tenant.Yes, Name: w.Name}
		app.Type = strings.TrimPrefix(w.Type, "#microsoft.graph.")
		if !slices.Contains(pushed, app.Type) {
			continue
		}
		if app.Assignments, err = targets(w.Assignments); err != nil {
			return err
		}
		if slices.ContainsFunc(app.Assignments, installs) {
			out = append(out, app)
		}
	}
	s.PushedApps = out
	return nil
}

// installs reports whether an assignment installs an app on its own.
func installs(a tenant.Assignment) bool { return a.Intent == "required" && a.Kind != "exclusion" }

// scripts reads the platform scripts that device preparation policies name, like apps.
func (c *Client) scripts(ctx context.Context, s *tenant.Settings) (err error) {
	var ids []string
	for i := range s.Preparation {
		ids = append(ids, s.Preparation[i].ScriptIDs...)
	}
	s.Scripts, err = byID(ids, func(id string) (tenant.Script, error) {
		w, found, err := assigned[wireScript](ctx, c, "/beta/deviceManagement/deviceManagementScripts", id)
		script := tenant.Script{ID: id, Found: found, Name: w.Name, RunAs: w.RunAs}
		if err == nil {
			script.Assignments, err = targets(w.Assignments)
		}
		return script, err
	})
	return err
}

// byID reads objects side by side; the client's own bound keeps them from being too many at once. The error is the
// first in the order of the ids.
func byID[T any](ids []string, read func(id string) (T, error)) ([]T, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	out, errs := make([]T, len(ids)), make([]error, len(ids))
	var reading crash.Group
	for i, id := range ids {
		reading.Go(func() { out[i], errs[i] = read(id) })
	}
	reading.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// assigned reads an app or a script with its assignments, and whether there is one.
func assigned[W element](ctx context.Context, c *Client, collection, id string) (w W, found tenant.Tri, err error) {
	address := collection + "/{id}?$expand=assignments"
	err = c.get(ctx, &w, address, id)
	if statusOf(err) == http.StatusNotFound {
		return w, tenant.No, nil
	}
	if lack := w.lack(); err == nil && lack != "" && c.saved == nil {
		err = &odata.FormatError{Path: collection + "/" + id, Problem: "there is no " + lack, Absent: lack}
	}
	return w, tenant.Yes, err
}
