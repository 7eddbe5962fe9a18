//go:build !netonly

package main

const auditHelp = `Read a tenant, judge it against the requirements of Windows Autopilot device
preparation, and report.

Signing in
  --auth auto takes what the environment holds on purpose: a token, a client
  secret, a certificate, a federated token, Azure Pipelines, GitHub Actions, a
  managed identity. Without any of these it tries the Azure CLI, then a managed
  identity. It says on standard error which one it used. The others:
    browser, device-code  a person; needs --client-id, an app of your own
    cli                   what az is signed in as; az itself may not read
                          policies or Intune
    secret, certificate   an app with a client secret or a certificate
    workload, github, pipelines
                          an app with a federated token, without a secret
    managed-identity      the identity of the Azure machine
    token                 PREPAUDIT_ACCESS_TOKEN, as long as it lasts
  Secrets come from files or the environment, never from a flag, and nothing is
  stored. ` + "`prepaudit permissions`" + ` lists the least permissions. The automatic
  enrolment settings can be read by a signed-in user only: as an app, MDM-02 and
  MDM-03 are not evaluated.

Who is in scope
  The users to whom device preparation policies are assigned, where there are
  any; else the MDM user scope, where it is a selection; else the members of the
  tenant. --scope forces one of the three, --group names others, direct and
  nested. What could not be read does not decide: then it is the members, and
  the report says so first. Guests, external members and disabled accounts are
  counted apart. Where the scope is the members, those without any licence are
  neither passed nor failed, since a shared mailbox and a new colleague look the
  same, nor those whose only licences are for a room or a shared device.
  --include-unlicensed fails both; --sign-in-activity fails those without licence
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
    organization-ID.json         /organization/ID?$select=mobileDeviceManagementAuthority
    subscribedSkus.json          subscriptions.json
    mobileDeviceManagementPolicies.json
    includedGroups-POLICYID*.json
    transitiveMembers-GROUPID*.json, members-GROUPID*.json
    groups*.json                 for --group by name
  One reading a folder: every page but the last keeps its @odata.nextLink. A file
  that is missing is a dataset that is missing; a page that no file continues
  makes its dataset incomplete. UTF-8, or UTF-16 with a byte-order mark, as
  Windows PowerShell writes it.

Exit status
  0    every selected required rule is met
  1    the run failed; no file was written or replaced
  2    the command line is wrong; nothing was read
  3    some required rule is not met
  4    nothing known is unmet, but a required rule was not evaluated, or not to
       the end
  130  interrupted; no file was written or replaced
  Where several hold, the first of 130, 2, 1, 3, 4, 0 is given; "complete" in the
  JSON tells a 3 with gaps from one without. Members who may not be persons raise
  nothing.`
