package graph

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

type wireApp struct {
	identified
	Type    string `json:"@odata.type"`
	Name    string `json:"displayName"`
	RunAs   string `json:"runAsAccount"` // of a script
	Install *struct {
		RunAs string `json:"runAsAccount"`
	} `json:"installExperience"`
	Device      *bool            `json:"useDeviceContext"` // of a windowsMobileMSI; beta
	Assignments []wireAssignment `json:"assignments"`
}

// Apps reads applications by their ids, each once, in the order of the ids. One that Intune does not have is among
// them too, as not found.
func (c *Client) Apps(ctx context.Context, ids []string) ([]tenant.App, error) {
	return byID(ids, func(id string) (tenant.App, error) {
		w, found, err := c.assigned(ctx, "/beta/deviceAppManagement/mobileApps", id)
		app := tenant.App{ID: id, Found: found, Name: w.Name, Type: strings.TrimPrefix(w.Type, "#microsoft.graph.")}
		app.RunAs = runContext(w.Device)
		if w.Install != nil {
			app.RunAs = w.Install.RunAs
		}
		if err == nil {
			app.Assignments, err = targets(w.Assignments)
		}
		return app, c.failed(tenant.Apps, err)
	})
}

// pushed are the types of apps of the Microsoft Store and of Microsoft 365 for Windows.
var pushed = []string{"winGetApp", "microsoftStoreForBusinessApp", "windowsStoreApp", "officeSuiteApp"}

// PushedApps reads the apps of the Microsoft Store and of Microsoft 365 that policies install, whoever they are
// assigned to.
func (c *Client) PushedApps(ctx context.Context) ([]tenant.App, error) {
	all, err := list[wireApp](ctx, c, "/beta/deviceAppManagement/mobileApps?$expand=assignments")
	if err != nil {
		return nil, c.failed(tenant.PushedApps, err)
	}
	var out []tenant.App
	for _, w := range all {
		app := tenant.App{ID: w.ID, Found: tenant.Yes, Name: w.Name, Type: strings.TrimPrefix(w.Type, "#microsoft.graph.")}
		if !slices.Contains(pushed, app.Type) {
			continue
		}
		if app.Assignments, err = targets(w.Assignments); err != nil {
			return nil, c.failed(tenant.PushedApps, err)
		}
		if slices.ContainsFunc(app.Assignments, func(a tenant.Assignment) bool { return a.Intent == "required" && a.Kind != "exclusion" }) {
			out = append(out, app)
		}
	}
	return out, nil
}

// Scripts reads platform scripts by their ids, like Apps.
func (c *Client) Scripts(ctx context.Context, ids []string) ([]tenant.Script, error) {
	return byID(ids, func(id string) (tenant.Script, error) {
		w, found, err := c.assigned(ctx, "/beta/deviceManagement/deviceManagementScripts", id)
		s := tenant.Script{ID: id, Found: found, Name: w.Name, RunAs: w.RunAs}
		if err == nil {
			s.Assignments, err = targets(w.Assignments)
		}
		return s, c.failed(tenant.Scripts, err)
	})
}

// byID reads objects side by side; the client's own bound keeps them from being too many at once. The error is the first
// in the order of the ids.
func byID[T any](ids []string, read func(id string) (T, error)) ([]T, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	out, errs := make([]T, len(ids)), make([]error, len(ids))
	var reading sync.WaitGroup
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
func (c *Client) assigned(ctx context.Context, collection, id string) (w wireApp, found tenant.Tri, err error) {
	err = c.get(ctx, &w, collection+"/{id}?$expand=assignments", id)
	if answer, ok := errors.AsType[*odata.Error](err); ok && answer.Status == http.StatusNotFound {
		return w, tenant.No, nil
	}
	return w, tenant.Yes, err
}
