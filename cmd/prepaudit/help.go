package main

import (
	"fmt"
	"strings"

	"prepaudit/cmd/prepaudit/process"
)

var auditHelp = `Read a tenant, judge it against the requirements of Windows Autopilot device
preparation, and report.

Signing in
  In a terminal it is enough to name the tenant: --tenant contoso.com. Your
  browser opens, or you get a code without one. Microsoft Graph Command Line
  Tools, an app that every tenant has, asks for what the selected rules read, by
  name. An administrator consents once, for everybody with "Consent on behalf of
  your organization"; then Global Reader is enough. Standard error says what is
  asked for, who signed in, what was not granted, and what the token allows
  besides. Without a terminal no window opens.

  The tenant is --tenant or AZURE_TENANT_ID, the app --client-id or
  AZURE_CLIENT_ID, an app of your own. --auth is one of
    browser               a person, in the browser; needs a terminal
    device-code           a person, by a code that is entered in any browser
    cli                   what az is signed in as; az itself may not read
                          policies or Intune
    secret                an app; needs tenant, app and --client-secret-file or
                          AZURE_CLIENT_SECRET
    certificate           an app; needs tenant, app and --certificate or
                          AZURE_CLIENT_CERTIFICATE_PATH
    workload              an app with a federated token; needs tenant, app and
                          --federated-token-file or AZURE_FEDERATED_TOKEN_FILE
    github, pipelines     the same in GitHub Actions and Azure DevOps, see below
    managed-identity      the identity of the Azure machine; the app where it
                          has several
    token                 PREPAUDIT_ACCESS_TOKEN, as long as it lasts
    auto                  what the environment holds on purpose, the first of a
                          token, a client secret, a certificate, a federated
                          token, Azure Pipelines, GitHub Actions, a managed
                          identity. Without any of these, in a terminal browser
                          or device-code, whoever az is signed in as; else the
                          Azure CLI, then a managed identity. Standard error
                          says which it was, and who signed in.
  Secrets come from files or the environment, never from a flag, and nothing is
  stored. ` + "`prepaudit permissions`" + ` lists the least permissions. A sign-in ends after 45
  seconds without an answer, where it asks a person after 15 minutes, and in
  any case with --timeout.

In a pipeline
  An app with the application permissions and a federated credential, whose
  audience is api://AzureADTokenExchange, needs no secret:
    GitHub Actions  --auth github, in a job with permissions: id-token: write
    Azure DevOps    --auth pipelines; map SYSTEM_ACCESSTOKEN:
                    $(System.AccessToken) in the step, and put the id of the
                    service connection into
                    AZURESUBSCRIPTION_SERVICE_CONNECTION_ID
    GitLab          id_tokens: with that audience, written to the file of --auth
                    workload --federated-token-file FILE
  The automatic enrollment settings can be read by a signed-in user only. As an
  app say that they may be missing, or the run exits with status 4:
    --allow-incomplete mobileDeviceManagementPolicies
    --allow-incomplete mobileAppManagementPolicies
  Exit statuses 3 and 4 fail the job; reports are written before that. GitHub's
  code scanning reads SARIF, Azure DevOps and GitLab show JUnit as tests, and
  -o markdown="$GITHUB_STEP_SUMMARY" is a job summary.

Who is in scope
  The users to whom device preparation policies are assigned, where there are
  any; else the MDM user scope, where it is a selection; else the members of the
  tenant. --scope forces one of the three, --group names others, direct and
  nested. What could not be read does not decide: then it is the members, and
  the report says so first. Guests, external members and disabled accounts are
  counted apart. Where the scope is the members, those without any license are
  neither passed nor failed, since a shared mailbox and a new colleague look the
  same, nor those whose only licenses are for a room or a shared device.
  --include-unlicensed fails both; --sign-in-activity fails those without license
  who have signed in, and warns of the others. Every report says who was in
  scope, why, and what each exclusion removed.

The network
  Graph does not know it. Run "prepaudit network -o json=network.json" where the
  devices will be, then audit with --network network.json. Without it the rules
  about the network are not evaluated, which raises nothing.

Saved responses
  --from DIR reads what Graph, Graph Explorer or az rest answered, one file a
  response, named after the last segment of the path:
    organization.json            users*.json
    organization-ID.json         its mobileDeviceManagementAuthority alone
    subscribedSkus.json          subscriptions.json
    mobileDeviceManagementPolicies.json
    includedGroups-POLICYID*.json
    transitiveMembers-GROUPID*.json, members-GROUPID*.json
    groups*.json                 for --group by name, and the names of others
  and so on: the report names every file that it missed, with the request that
  it should answer. One reading a folder: every page but the last keeps its
  @odata.nextLink. A file that is missing is a dataset that is missing; a page
  that no file continues makes its dataset incomplete. UTF-8, or UTF-16 with a
  byte-order mark, as Windows PowerShell writes it.

Exit status
` + exitStatuses() + `  If several apply, the first of 130, 2, 1, 3, 4, 0 is returned; "complete" in the
  JSON tells whether a run that exits with status 3 read everything.`

// exitStatuses are the statuses with their meanings, indented for a help.
func exitStatuses() string {
	var b strings.Builder
	for _, m := range process.Meanings {
		text := wrap(m.Text, 80, "       ")
		fmt.Fprintf(&b, "  %-5d%s\n", m.Status, strings.TrimLeft(text, " "))
	}
	return b.String()
}
