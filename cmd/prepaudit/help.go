package main

import (
	"fmt"
	"strings"

	"prepaudit/cmd/prepaudit/process"
)

const auditHelp = `Check who in your tenant can prepare a PC with Windows Autopilot device
preparation, what stops the others, and what to change first. prepaudit reads
Microsoft Graph and changes nothing.

Try it without a tenant first: prepaudit audit --demo. Your own tenant takes one
flag: prepaudit audit --tenant contoso.com. Your browser opens, and you sign in.`

var auditMore = signingInHelp + `

Who is in scope
  By default, everyone assigned to a device preparation policy. If there is no
  such policy: everyone in the MDM user scope, if that is set to Some. Otherwise:
  all members of the tenant. If the policies or the MDM user scope couldn't be
  read, all members are checked, and the report says so first.
  --scope and --group choose other people. Guests, external members and disabled
  accounts are counted, but not checked.
  If all members are in scope, people without a license, or with only a license
  for a room or a shared device, neither pass nor fail: a shared mailbox and a
  new colleague look the same. With --include-unlicensed they fail. With
  --sign-in-activity, people without a license fail if they have signed in, and
  get a warning if they haven't.
  Every report says who was in scope, why, and how many each exclusion removed.

The network
  Microsoft Graph doesn't know your network. Run "prepaudit network -o
  json=network.json" where PCs will be prepared, then audit with --network
  network.json. Without it, the network rules aren't checked. That doesn't
  affect the exit status.

` + pipelineHelp + `

Several tenants
  --all-tenants audits every tenant that has a name in prepaudit.yaml: see
  "prepaudit config --help". It needs --out-dir DIR: each tenant has its files in
  DIR/NAME, instead of all that an earlier run wrote there; if a tenant can't be
  read, those of the earlier run are renamed to previous-FILE. The summary is printed, and is in DIR/summary.json and summary.xlsx.
  It begins with how many tenants were read completely, and how many but for what
  --allow-incomplete allows, and adds up only these. To check MDM policies with
  an app, save them every week, signed in (prepaudit snapshot --mdm-policies), and
  name the file with the key with below the tenant's name.
  If one tenant can't be read, the others still are. Nobody is asked to sign in:
  use an app that all tenants have consented to. The exit status is the first of
  1, 3, 4, 0 that a tenant has. If you interrupt it, what is finished stays.

Saved answers
  --from DIR reads answers of Graph that somebody saved with Graph Explorer, with
  az rest, or with the script that "prepaudit requests" prints. Each answer is a
  file, named after the last part of its path:
    organization.json            users*.json
    organization-ID.json         its mobileDeviceManagementAuthority alone
    subscribedSkus.json          subscriptions.json
    mobileDeviceManagementPolicies.json
    includedGroups-POLICYID*.json
    transitiveMembers-GROUPID*.json, members-GROUPID*.json
    groups*.json                 for --group by name, and the names of others
  The report names every file that is missing, with its request. Use an empty
  folder each time. Keep the @odata.nextLink in every page but the last. If a
  file is missing, its dataset is missing; if a page is missing, its dataset is
  incomplete. Files are UTF-8, or UTF-16 with a byte-order mark, as Windows
  PowerShell writes them.

Accepted findings
  The exit status is 0 instead of 3 if everything that the run fails for is
  accepted: first by --exceptions, then by --baseline, then by --max-blocked. It
  stays in every report, with how much of it is accepted. None of them accepts
  data that couldn't be read: that is still status 4.
  An exception has a rule or a cause, a subject or a group if it isn't for
  everything, a reason, an owner, and its last day. After that it fails again,
  even if the baseline has its findings. A person who is blocked is accepted if
  everything that blocks them is; the baseline accepts a person that it has as
  blocked by the same causes. With --max-blocked, status 0 means that at most so
  many are blocked even if everyone unknown is. Required settings that fail
  aren't people, and still fail.

Exit status
` + exitStatuses() + `  If several apply, you get the first of 130, 2, 1, 3, 4, 0. "complete" in the JSON
  report says whether a run that exits with status 3 read everything.`

const signingInHelp = `Signing in
  In a terminal, name your tenant: --tenant contoso.com. Your browser opens, or
  you get a code if there is no browser. You sign in through Microsoft Graph
  Command Line Tools, an app that every tenant has. It asks for the permissions
  that the selected rules need. An administrator consents once, for everyone with
  "Consent on behalf of your organization"; after that, the role Global Reader is
  enough. prepaudit prints what it asks for, who signed in, what wasn't granted,
  and what the token allows beyond that. Without a terminal, no window opens.

  For your own app registration, add --client-id. --auth says how to sign in:
    browser           you sign in, in a browser on this machine
    device-code       you sign in with a code, in any browser
    cli               your sign-in to the Azure CLI (az login); a person's
                      token from it can't read policies or Intune
    secret            an app with a client secret: --client-secret-file or
                      AZURE_CLIENT_SECRET
    certificate       an app with a certificate: --certificate or
                      AZURE_CLIENT_CERTIFICATE_PATH
    workload          an app with a federated token: --federated-token-file or
                      AZURE_FEDERATED_TOKEN_FILE
    github            an app with a federated token, in GitHub Actions
    pipelines         an app with a federated token, in Azure DevOps
    managed-identity  the managed identity of an Azure machine; --client-id
                      chooses one if it has several
    token             an access token, in the variable PREPAUDIT_ACCESS_TOKEN
    auto              the default: credentials in environment variables, the
                      first of an access token, a client secret, a certificate,
                      a federated token, Azure Pipelines, GitHub Actions, a
                      managed identity. If there are none: in a terminal, browser
                      or device-code; otherwise the Azure CLI, then a managed
                      identity. prepaudit prints which one it used.
  Put secrets in files or environment variables, never in a flag. prepaudit
  stores nothing. "prepaudit permissions" lists the permissions. If a sign-in
  gets no answer, it ends after 45 seconds; if a person has to sign in, after 15
  minutes; and always at --timeout.`

const pipelineHelp = `In a pipeline
  Use an app with application permissions and a federated credential with the
  audience api://AzureADTokenExchange. It needs no secret:
    GitHub Actions  --auth github, in a job with permissions: id-token: write
    Azure DevOps    --auth pipelines; in the step, set SYSTEM_ACCESSTOKEN:
                    $(System.AccessToken), and set
                    AZURESUBSCRIPTION_SERVICE_CONNECTION_ID to the id of the
                    service connection
    GitLab          id_tokens: with that audience, saved to FILE; --auth workload
                    --federated-token-file FILE
  Only a signed-in user can read the automatic enrollment settings. With an app,
  say that they may be missing, or the run exits with status 4:
    --allow-incomplete mobileDeviceManagementPolicies
    --allow-incomplete mobileAppManagementPolicies
  Exit statuses 3 and 4 fail the job after the reports are written. GitHub code
  scanning reads SARIF, Azure DevOps and GitLab show JUnit as tests, and
  -o markdown="$GITHUB_STEP_SUMMARY" writes a job summary.
  The repository has files to begin with in .github/templates, also for a timer of
  systemd and a CronJob of Kubernetes.

Notifications
  --notify teams posts a card to a channel. In Teams, add the workflow "Send
  webhook alerts to a channel", and put its URL into PREPAUDIT_NOTIFY_URL or a
  file. The message has counts, titles of rules and the tenant, as --tenant names
  it and by id, and no other names. With --notify-state FILE, it is posted only if
  the result changed, and each time the audit fails. A message that can't be posted is a warning, and doesn't
  affect the exit status.

Traces
  With OTEL_EXPORTER_OTLP_ENDPOINT, prepaudit sends OpenTelemetry traces by
  http/protobuf: what it reads and writes, and its requests, without names and
  ids. The standard variables work: OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_HEADERS,
  OTEL_RESOURCE_ATTRIBUTES, OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER (otlp, none, or
  console for standard error), TRACEPARENT.`

// exitStatuses are the statuses with their meanings, indented for a help.
func exitStatuses() string {
	var b strings.Builder
	for _, m := range process.Meanings {
		text := wrap(m.Text, 80, "       ")
		fmt.Fprintf(&b, "  %-5d%s\n", m.Status, strings.TrimLeft(text, " "))
	}
	return b.String()
}
