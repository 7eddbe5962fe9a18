# Carries out the license plan of 2026-11-22 for Contoso (87b30836-7d79-4839-b423-05ea600b06b7), which prepaudit made.
#   .\plan.ps1          shows what it would do, and changes nothing (-WhatIf)
#   .\plan.ps1 -Apply   does it
# It needs Microsoft Graph PowerShell 2.29 or later: Install-Module Microsoft.Graph. Whoever runs it needs the roles
# License Administrator and, for members of groups, Groups Administrator. Run it once: then audit the tenant again, and
# plan again for whoever is left.
#Requires -Modules @{ ModuleName = 'Microsoft.Graph.Authentication'; ModuleVersion = '2.29.0' }, @{ ModuleName = 'Microsoft.Graph.Identity.DirectoryManagement'; ModuleVersion = '2.29.0' }, @{ ModuleName = 'Microsoft.Graph.Groups'; ModuleVersion = '2.29.0' }, @{ ModuleName = 'Microsoft.Graph.Users.Actions'; ModuleVersion = '2.29.0' }
[CmdletBinding()]
param(
	[switch] $Apply
)
$ErrorActionPreference = 'Stop'

$tenant = '87b30836-7d79-4839-b423-05ea600b06b7'
$scopes = @(
	'LicenseAssignment.Read.All' # which seats are free
	'LicenseAssignment.ReadWrite.All' # licenses of people and groups
)

# What must be there first: seats in all (Have), and free ones (Take).
$seats = @(@'
"Product","SkuId","Have","Take","First"
"Microsoft 365 E3","05e9a617-0261-4cee-bb44-138d3ef5d965","26","0","renew 26"
"Microsoft 365 E5","06ebc4ee-1bb5-47dd-8120-11324bc54e06","4","0","renew 4"
"Microsoft 365 F3","66b55226-6b4f-492c-910c-a3b7a3c9d993","4","0","buy 4"
"Intune","061f9ace-7d42-4136-88ac-31dc755f143f","3","0","renew 3"
"Microsoft Entra ID P1","078d2b04-f1bd-4111-bbd4-b4b1b354cef4","0","1",""
"Enterprise Mobility + Security E3","efccb6f7-5641-4e0e-bd10-b4976e1bf68e","3","3","buy 3"
'@ | ConvertFrom-Csv)

# Plans to turn on in what groups assign. License is the product and, behind the colon, the plans that stay off.
$groups = @(@'
"Group","GroupId","License","Change"
"Licenses: Microsoft 365 E3 without Intune","3616a1e9-c756-4daa-a01c-c10ba2d6a59e","05e9a617-0261-4cee-bb44-138d3ef5d965","turn on Intune in Microsoft 365 E3"
'@ | ConvertFrom-Csv)

# People, in an order in which seats are free when they are taken. Join and Leave are groups, Add and Remove what is
# assigned directly. Await are products that the groups must have assigned before anything is taken away.
$people = @(@'
"Person","UserId","Location","LeaveFirst","Join","Await","Add","Remove","Leave","Reprocess","Change"
"Elena Mendes (elena.mendes@contoso.com)","8bd4edab-873a-4b23-9b23-a87a0f4bb45e","","","","","05e9a617-0261-4cee-bb44-138d3ef5d965","","","","turn on Intune in Microsoft 365 E3"
"Ivan Novák (ivan.novak@contoso.com)","9bdf9243-ec9e-43ec-93ec-a8b4c48cb4a0","","","","","efccb6f7-5641-4e0e-bd10-b4976e1bf68e","","","","assign Enterprise Mobility + Security E3"
"Mateo Blanc (mateo.blanc@contoso.com)","133fe2ce-2751-483c-983c-a8fb37a781bc","","","","","efccb6f7-5641-4e0e-bd10-b4976e1bf68e","","","","assign Enterprise Mobility + Security E3"
"Rosa Bennett (rosa.bennett@contoso.com)","e8405a2f-8aaf-4501-8501-a94789af3545","","","","","efccb6f7-5641-4e0e-bd10-b4976e1bf68e","","","","assign Enterprise Mobility + Security E3"
"伟 张 (wei.h.zhang@contoso.com)","29a23126-1b66-4507-a507-a9823ef03587","","","","","078d2b04-f1bd-4111-bbd4-b4b1b354cef4","","","","assign Microsoft Entra ID P1"
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

if (-not (Get-MgContext)) {
	Connect-MgGraph -NoWelcome -Environment Global -TenantId $tenant -Scopes $scopes
}
if ((Get-MgContext).TenantId -ne $tenant) {
	throw "The plan is for tenant $tenant, not for $((Get-MgContext).TenantId): run Disconnect-MgGraph first."
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
		if ($p.Add -or $p.Remove) {
			Set-MgUserLicense -UserId $p.UserId -AddLicenses @(Licenses $p.Add) -RemoveLicenses @(Items $p.Remove) @with
		}
	}
}
Write-Host "$done done, $failed failed, $($manual.Count) to do manually."
if (-not $Apply) { Write-Host 'Nothing was changed. -Apply does it.' }
if ($failed) { exit 1 }
