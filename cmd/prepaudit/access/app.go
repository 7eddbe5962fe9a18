package access

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"prepaudit/graph"
	"prepaudit/rules/tenant"
)

// App is an app of one's own for one place to run, with the permissions that it needs and no others.
type App struct {
	place
	Permissions []Permission
	denied      []tenant.Dataset // what it can't read, as an app without a user
}

// Permission is one of Microsoft Graph, with its id for a signed-in user or for an app.
type Permission struct{ Name, ID string }

// place is where prepaudit runs.
type place struct {
	Where     string
	Title     string // the display name of the app
	about     string
	Delegated bool   // a person signs in
	Federated bool   // a job proves who it is by a token of its service
	Issuer    string // of these tokens; "" where it is asked for
	Subject   string // how a subject of these tokens looks
	Certificate,
	Managed bool // an identity of Azure, without an app
	use string // TENANT, APP and ALLOW are filled in
}

// places are what --app takes.
var places = []place{
	{Where: "desk", Title: "prepaudit", about: "a person who signs in: delegated permissions, which open no " +
		"more than the person's roles do", Delegated: true,
		use: "prepaudit audit --tenant TENANT --client-id APP --auth browser -o html=report.html --open"},
	{Where: "github", Title: "prepaudit (GitHub Actions)", about: "GitHub Actions", Federated: true,
		Issuer: "https://token.actions.githubusercontent.com", Subject: "SUBJECT is that of the job's token: " +
			"repo:OWNER/REPOSITORY:ref:refs/heads/main, with an environment repo:OWNER/REPOSITORY:environment:NAME; a " +
			"repository from after 2026-07-15 has ids in it: repo:OWNER@ID/REPOSITORY@ID:ref:refs/heads/main.",
		use: `permissions:
  contents: read
  id-token: write
env:
  AZURE_TENANT_ID: TENANT
  AZURE_CLIENT_ID: APP
steps:
  - run: >
      prepaudit audit --auth github -q ALLOW
      -o sarif=prepaudit.sarif -o markdown="$GITHUB_STEP_SUMMARY"`},
	{Where: "azure-devops", Title: "prepaudit (Azure DevOps)", about: "Azure Pipelines", Federated: true,
		Subject: "Project settings > Service connections > New service connection > Azure Resource Manager > App " +
			"registration (manual) > Workload identity federation shows ISSUER and SUBJECT. Save it as a draft, run this, and " +
			"let the pipeline use it.",
		use: `steps:
  - script: prepaudit audit --tenant TENANT --client-id APP --auth pipelines -q ALLOW -o junit=prepaudit.xml
    env:
      SYSTEM_ACCESSTOKEN: $(System.AccessToken)
      AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: ID of the service connection`},
	{Where: "gitlab", Title: "prepaudit (GitLab)", about: "GitLab CI/CD", Federated: true, Issuer: "https://gitlab.com",
		Subject: "SUBJECT is that of the job's token: project_path:GROUP/PROJECT:ref_type:branch:ref:main. ISSUER is the " +
			"address of your GitLab, if it isn't https://gitlab.com.",
		use: `prepaudit:
  id_tokens:
    AZURE_TOKEN:
      aud: api://AzureADTokenExchange
  script:
    - printf %s "$AZURE_TOKEN" > token.jwt
    - >
      prepaudit audit --tenant TENANT --client-id APP --auth workload --federated-token-file token.jwt -q ALLOW
      -o junit=prepaudit.xml
  artifacts:
    when: always
    reports:
      junit: prepaudit.xml`},
	{Where: "certificate", Title: "prepaudit (certificate)", about: "a machine of your own that has a certificate",
		Certificate: true,
		use: "prepaudit audit --tenant TENANT --client-id APP --auth certificate --certificate prepaudit.pem -q ALLOW -o " +
			"json=report.json"},
	{Where: "managed-identity", Title: "a managed identity", about: "an Azure machine, which has a managed identity and needs " +
		"no app", Managed: true,
		use: "prepaudit audit --auth managed-identity -q ALLOW -o json=report.json"},
}

// Places are what --app takes.
func Places() (names []string) {
	for _, p := range places {
		names = append(names, p.Where)
	}
	return names
}

//go:embed permissions.tsv
var permissionIDs string

// ids are those of a permission: of the delegated one, and of the application's.
func ids(name string) (delegated, application string) {
	for line := range strings.Lines(permissionIDs) {
		if cells := strings.Split(strings.TrimSpace(line), "\t"); len(cells) == 3 && cells[0] == name {
			return cells[1], cells[2]
		}
	}
	return "", ""
}

// NewApp is the app for one of Places that reads these datasets.
func NewApp(where string, needed []graph.Permission, read []tenant.Dataset) *App {
	a := &App{place: places[slices.IndexFunc(places, func(p place) bool { return p.Where == where })]}
	for _, p := range needed {
		one := Permission{Name: p.Application}
		if a.Delegated {
			one.Name = p.Delegated
		}
		delegated, application := ids(one.Name)
		if one.ID = application; a.Delegated {
			one.ID = delegated
		}
		if one.Name != "" && !slices.Contains(a.Permissions, one) {
			a.Permissions = append(a.Permissions, one)
		}
	}
	for _, ds := range read {
		if p := graph.PermissionFor(ds); !a.Delegated && p.Application == "" && p.Delegated != "" {
			a.denied = append(a.denied, ds)
		}
	}
	return a
}

// Name is what the app is found by, and not what it is shown as.
func (a *App) Name() string { return "prepaudit-" + a.Where }

// Type is that of its permissions in a manifest.
func (a *App) Type() string {
	if a.Delegated {
		return "Scope"
	}
	return "Role"
}

// Parameters are what a template asks for.
func (a *App) Parameters() []string {
	switch {
	case a.Managed:
		return []string{"identity"}
	case a.Federated:
		return []string{"subject", "issuer"}
	case a.Certificate:
		return []string{"certificate"}
	}
	return nil
}

// About says what this makes, and what it can't read.
func (a *App) About() string {
	kind := "The app that prepaudit signs in with"
	if a.Managed {
		kind = "What prepaudit needs"
	}
	text := fmt.Sprintf("%s, for %s. It has the least permissions, all of which only read: %s.", kind, a.about,
		strings.Join(a.names(), ", "))
	if a.denied != nil {
		text += fmt.Sprintf(" Graph shows %s to a signed-in user only: as an app, say that they may be missing, or audit "+
			"saved answers (prepaudit requests).", strings.Join(a.deniedNames(), " and "))
	}
	return text
}

// Use is the lines that then use it.
func (a *App) Use() string {
	allow := ""
	if a.denied != nil {
		allow = "--allow-incomplete " + strings.Join(a.deniedNames(), ",")
	}
	lines := strings.Split(strings.ReplaceAll(a.use, "ALLOW", cmp.Or(allow, "\x00")), "\n")
	for i, line := range lines {
		lines[i] = strings.ReplaceAll(strings.ReplaceAll(line, " \x00", ""), "\x00", "")
	}
	return strings.Join(lines, "\n")
}

func (a *App) names() (names []string) {
	for _, p := range a.Permissions {
		names = append(names, p.Name)
	}
	return names
}

func (a *App) deniedNames() (names []string) {
	for _, ds := range a.denied {
		names = append(names, string(ds))
	}
	return names
}
