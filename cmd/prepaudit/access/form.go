package access

import (
	_ "embed"
	"encoding/json"
	"strings"
	"text/template"
)

var (
	//go:embed forms/az.sh
	azText string
	//go:embed forms/powershell.ps1
	powerShellText string
	//go:embed forms/app.bicep
	bicepText string
)

// Forms are what an app can be printed as.
func Forms() []string { return []string{"powershell", "az", "bicep", "manifest"} }

// Text is the app in one of Forms. What a person has to know of a manifest, which has no comments, is about.
func (a *App) Text(form string, wrap func(text, indent string) string) (text, about string, err error) {
	if form == "manifest" {
		return a.body(false) + "\n", a.manifestAbout(wrap), nil
	}
	source := map[string]string{"az": azText, "powershell": powerShellText, "bicep": bicepText}[form]
	t, err := template.New(form).Funcs(template.FuncMap{
		"comment": func(mark, text string) string {
			if strings.Contains(text, "\n") || strings.Contains(mark, "   ") { // lines to copy
				return mark + strings.ReplaceAll(text, "\n", "\n"+mark)
			}
			return wrap(text, mark)
		},
	}).Parse(source)
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	err = t.Execute(&b, a)
	return b.String(), "", err
}

// Body is the app as Microsoft Graph takes it.
func (a *App) Body() string { return a.body(true) }

// body is the app as Microsoft Graph takes it, or as the portal's manifest has it, to which keys are uploaded.
func (a *App) body(keys bool) string {
	type access struct {
		ID   string `json:"id"`
		Type string `json:"type"`
	}
	type resource struct {
		App    string   `json:"resourceAppId"`
		Access []access `json:"resourceAccess"`
	}
	type client struct {
		Redirects []string `json:"redirectUris"`
	}
	type credential struct {
		Name  string `json:"displayName"`
		Type  string `json:"type"`
		Usage string `json:"usage"`
		Key   string `json:"key"`
	}
	app := struct {
		Title    string       `json:"displayName"`
		Audience string       `json:"signInAudience"`
		Public   bool         `json:"isFallbackPublicClient,omitempty"`
		Client   *client      `json:"publicClient,omitempty"`
		Keys     []credential `json:"keyCredentials,omitempty"`
		Required []resource   `json:"requiredResourceAccess"`
	}{Title: a.Title, Audience: "AzureADMyOrg", Required: []resource{{App: "00000003-0000-0000-c000-000000000000"}}}
	for _, p := range a.Permissions {
		app.Required[0].Access = append(app.Required[0].Access, access{p.ID, a.Type()})
	}
	if a.Delegated {
		app.Public, app.Client = true, &client{[]string{"http://localhost"}}
	}
	if a.Certificate && keys {
		app.Keys = []credential{{"prepaudit", "AsymmetricX509Cert", "Verify", "CERTIFICATE"}}
	}
	text, err := json.MarshalIndent(app, "", "  ")
	if err != nil {
		panic(err) // plain values
	}
	return string(text)
}

// manifestAbout says how a manifest is used.
func (a *App) manifestAbout(wrap func(text, indent string) string) string {
	text := a.About() + " Entra admin center > Entra ID > App registrations > New registration, then Manifest: add what " +
		"is here. Then API permissions > Grant admin consent."
	switch {
	case a.Federated && a.Issuer != "":
		text += " Certificates & secrets > Federated credentials > Add credential > Other issuer: issuer " + a.Issuer +
			", audience api://AzureADTokenExchange. " + a.Subject
	case a.Federated:
		text += " Certificates & secrets > Federated credentials > Add credential > Other issuer: audience " +
			"api://AzureADTokenExchange. " + a.Subject
	case a.Certificate:
		text += " Certificates & secrets > Certificates > Upload certificate, which is without its key."
	}
	return wrap(text, "") + "\nThen:\n  " + strings.ReplaceAll(a.Use(), "\n", "\n  ") + "\n"
}
