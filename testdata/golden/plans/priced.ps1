# Carries out the license plan of 2026-11-22 for Contoso (87b30836-7d79-4839-b423-05ea600b06b7), which prepaudit made.
#   .\plan.ps1          shows what it would do, and changes nothing (-WhatIf)
#   .\plan.ps1 -Apply   does it
# It needs Microsoft Graph PowerShell 2.29 or later: Install-Module Microsoft.Graph. Whoever runs it needs the roles
# License Administrator and, for members of groups, Groups Administrator. Run it once: then audit the tenant again, and
# plan again for whoever is left.
#Requires -Modules @{ ModuleName = 'Microsoft.Graph.Authentication'; ModuleVersion = '2.29.0' }, @{ ModuleName = 'Microsoft.Graph.Identity.DirectoryManagement'; ModuleVersion = '2.29.0' }, @{ ModuleName = 'Microsoft.Graph.Groups'; ModuleVersion = '2.29.0' }, @{ ModuleName = 'Microsoft.Graph.Users'; ModuleVersion = '2.29.0' }, @{ ModuleName = 'Microsoft.Graph.Users.Actions'; ModuleVersion = '2.29.0' }
[CmdletBinding()]
param(
	[switch] $Apply,
	[string] $UsageLocation # two letters, such as DE, for 1 person without one
)
$ErrorActionPreference = 'Stop'

$tenant = '87b30836-7d79-4839-b423-05ea600b06b7'
$scopes = @(
	'LicenseAssignment.Read.All' # which seats are free
	'LicenseAssignment.ReadWrite.All' # licenses of people and groups
	'GroupMember.ReadWrite.All' # members of groups
	'User.ReadWrite.All' # usage locations, and reprocessing
)

# What must be there first: seats in all (Have), and free ones (Take).
$seats = @(@'
"Product","SkuId","Have","Take","First"
"Microsoft 365 E3","05e9a617-0261-4cee-bb44-138d3ef5d965","0","7",""
"Microsoft Entra ID P1","078d2b04-f1bd-4111-bbd4-b4b1b354cef4","0","1",""
'@ | ConvertFrom-Csv)

# Plans to turn on in what groups assign. License is the product and, behind the colon, the plans that stay off.
$groups = @(@'
"Group","GroupId","License","Change"
"Licenses: Microsoft 365 E3 without Intune","3616a1e9-c756-4daa-a01c-c10ba2d6a59e","05e9a617-0261-4cee-bb44-138d3ef5d965","turn on Intune in Microsoft 365 E3"
"Licenses: Microsoft 365 E3 without Entra ID P1","5ff836f0-6952-4bbe-87bb-df01e8deb228","05e9a617-0261-4cee-bb44-138d3ef5d965","turn on Entra ID P1 in Microsoft 365 E3"
'@ | ConvertFrom-Csv)

# People, in an order in which seats are free when they are taken. Join and Leave are groups, Add and Remove what is
# assigned directly. Await are products that the groups must have assigned before anything is taken away.
$people = @(@'
"Person","UserId","Location","LeaveFirst","Join","Await","Add","Remove","Leave","Reprocess","Change"
"伟 张 (wei.h.zhang@contoso.com)","29a23126-1b66-4507-a507-a9823ef03587","","","","","078d2b04-f1bd-4111-bbd4-b4b1b354cef4","","","","assign Microsoft Entra ID P1"
"Arthur Larsen (arthur.larsen@contoso.com)","0c73d8b4-10fe-4447-a447-a856d5be4dd0","","","011c3866-d4ed-49a0-a73b-d29a52701543","05e9a617-0261-4cee-bb44-138d3ef5d965","","6fd2c87f-b296-42f0-b197-1e91e994b900","","","join group ""Licenses: Microsoft 365 E3""; remove Office 365 E3"
"Gustav Costa (gustav.costa@contoso.com)","2ea002e9-50ae-4cfc-bcfc-a89d48d91aec","yes","","011c3866-d4ed-49a0-a73b-d29a52701543","","","","","","set the usage location; join group ""Licenses: Microsoft 365 E3"""
"Ivan Novák (ivan.novak@contoso.com)","9bdf9243-ec9e-43ec-93ec-a8b4c48cb4a0","","","011c3866-d4ed-49a0-a73b-d29a52701543","05e9a617-0261-4cee-bb44-138d3ef5d965","","6fd2c87f-b296-42f0-b197-1e91e994b900","","","join group ""Licenses: Microsoft 365 E3""; remove Office 365 E3"
"Mateo Blanc (mateo.blanc@contoso.com)","133fe2ce-2751-483c-983c-a8fb37a781bc","","","011c3866-d4ed-49a0-a73b-d29a52701543","05e9a617-0261-4cee-bb44-138d3ef5d965","","6fd2c87f-b296-42f0-b197-1e91e994b900","","","join group ""Licenses: Microsoft 365 E3""; remove Office 365 E3"
"Ольга Кузнецова (olga.m.kuznetsova@contoso.com)","e146ac30-eaa1-4690-9690-a918924801dd","","","011c3866-d4ed-49a0-a73b-d29a52701543","","","","","","join group ""Licenses: Microsoft 365 E3"""
"Petra Moreno (petra.moreno@contoso.com)","83090c3c-abba-4b86-bb86-a92a2f0eb524","","","","","","6fd2c87f-b296-42f0-b197-1e91e994b900","","yes","remove Office 365 E3; reprocess"
"Rosa Bennett (rosa.bennett@contoso.com)","e8405a2f-8aaf-4501-8501-a94789af3545","","","011c3866-d4ed-49a0-a73b-d29a52701543","05e9a617-0261-4cee-bb44-138d3ef5d965","","6fd2c87f-b296-42f0-b197-1e91e994b900","","","join group ""Licenses: Microsoft 365 E3""; remove Office 365 E3"
'@ | ConvertFrom-Csv)

# To do manually, before this script runs: their seats come by groups that nobody can leave for one product alone.
$manual = @(@'
"Person","Change"
'@ | ConvertFrom-Csv)

# Items TEXT: what stands between blanks.
function Items([string] $Text) { $Text -split ' ' | Where-Object { $_ } }

# Licenses TEXT: each SKU:PLAN+PLAN as Graph takes it, with the plans that are off.
function Licenses([string] $Text) {
	foreach ($item in Items $Text) {
		$sku, $off = $item -split '[:+]'
		@{ SkuId = $sku; DisabledPlans = @($off | Where-Object { $_ }) }
	}
}

# Step WHO WHAT DO: says what is done, does it, and goes on where that fails.
function Step([string] $Who, [string] $What, [scriptblock] $Do) {
	Write-Host "${Who}: $What"
	try {
		& $Do | Out-Null
		$script:done++
	} catch {
		$script:failed++
		Write-Warning "${Who}: $_"
	}
}

# Await PERSON: waits, a minute at most, until groups have assigned what a person joined them for.
function Await($Person) {
	for ($try = 0; $try -lt 12; $try++) {
		$has = (Get-MgUser -UserId $Person.UserId -Property AssignedLicenses -ErrorAction Stop).AssignedLicenses.SkuId
		if (-not (Items $Person.Await | Where-Object { $_ -notin $has })) { return }
		Start-Sleep -Seconds 5
	}
	throw 'The group has not assigned its license yet, so nothing was taken away.'
}

if (-not (Get-MgContext)) {
	Connect-MgGraph -NoWelcome -Environment Global -TenantId $tenant -Scopes $scopes
}
if ((Get-MgContext).TenantId -ne $tenant) {
	throw "The plan is for tenant $tenant, not for $((Get-MgContext).TenantId): run Disconnect-MgGraph first."
}
if ($UsageLocation -notmatch '^[A-Za-z]{2}$') {
	throw 'Give -UsageLocation, such as DE. Whoever works elsewhere needs theirs set first: it is left alone.'
}

$stock = @(Get-MgSubscribedSku -All)
$short = @(foreach ($s in $seats) {
	$sku = $stock | Where-Object { $_.SkuId -eq $s.SkuId }
	$have = [int] $sku.PrepaidUnits.Enabled
	$free = $have - [int] $sku.ConsumedUnits
	if ($have -lt [int] $s.Have) {
		"$($s.Product): $($s.First) first. There are $have seats, and the plan needs $($s.Have)."
	} elseif ($free -lt [int] $s.Take) {
		"$($s.Product): $free seats are free, and the plan needs $($s.Take)."
	}
})
foreach ($m in $manual) { Write-Warning "$($m.Person): to do manually. $($m.Change)" }
foreach ($line in $short) { Write-Warning $line }
if ($short -and $Apply) { throw 'Seats are missing. Nothing was changed.' }

$done, $failed = 0, 0
$with = @{ WhatIf = -not $Apply; ErrorAction = 'Stop' }
foreach ($g in $groups) {
	Step $g.Group $g.Change {
		Set-MgGroupLicense -GroupId $g.GroupId -AddLicenses @(Licenses $g.License) -RemoveLicenses @() @with
	}
}
foreach ($p in $people) {
	Step $p.Person $p.Change {
		if ($p.Location -and -not (Get-MgUser -UserId $p.UserId -Property UsageLocation -ErrorAction Stop).UsageLocation) {
			Update-MgUser -UserId $p.UserId -UsageLocation $UsageLocation @with
		}
		foreach ($group in Items $p.Join) {
			New-MgGroupMember -GroupId $group -DirectoryObjectId $p.UserId @with
		}
		if ($p.Join -or $p.LeaveFirst) { Invoke-MgLicenseUser -UserId $p.UserId @with }
		if ($p.Await -and $Apply) { Await $p }
		if ($p.Add -or $p.Remove) {
			Set-MgUserLicense -UserId $p.UserId -AddLicenses @(Licenses $p.Add) -RemoveLicenses @(Items $p.Remove) @with
		}
		if ($p.Reprocess) { Invoke-MgLicenseUser -UserId $p.UserId @with }
	}
}
Write-Host "$done done, $failed failed, $($manual.Count) to do manually."
if (-not $Apply) { Write-Host 'Nothing was changed. -Apply does it.' }
if ($failed) { exit 1 }
