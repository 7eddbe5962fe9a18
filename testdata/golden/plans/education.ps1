# Carries out the license plan of 2026-11-22 for School District 7 (38a5919d-eea1-47e7-b041-ecf12e45e1dc), which prepaudit made.
#   .\plan.ps1          shows what it would do, and changes nothing (-WhatIf)
#   .\plan.ps1 -Apply   does it
# It needs Microsoft Graph PowerShell 2.29 or later: Install-Module Microsoft.Graph. Whoever runs it needs the roles
# License Administrator and, for members of groups, Groups Administrator. Run it once: then audit the tenant again, and
# plan again for whoever is left.
#Requires -Modules @{ ModuleName = 'Microsoft.Graph.Authentication'; ModuleVersion = '2.29.0' }, @{ ModuleName = 'Microsoft.Graph.Identity.DirectoryManagement'; ModuleVersion = '2.29.0' }, @{ ModuleName = 'Microsoft.Graph.Users.Actions'; ModuleVersion = '2.29.0' }
[CmdletBinding()]
param(
	[switch] $Apply
)
$ErrorActionPreference = 'Stop'

$tenant = '38a5919d-eea1-47e7-b041-ecf12e45e1dc'
$scopes = @(
	'LicenseAssignment.Read.All' # which seats are free
	'LicenseAssignment.ReadWrite.All' # licenses of people and groups
)

# What must be there first: seats in all (Have), and free ones (Take).
$seats = @(@'
"Product","SkuId","Have","Take","First"
"Intune for Education","d9d89b70-a645-4c24-b041-8d3cb1884ec7","0","10",""
'@ | ConvertFrom-Csv)

# Plans to turn on in what groups assign. License is the product and, behind the colon, the plans that stay off.
$groups = @(@'
"Group","GroupId","License","Change"
'@ | ConvertFrom-Csv)

# People, in an order in which seats are free when they are taken. Join and Leave are groups, Add and Remove what is
# assigned directly. Await are products that the groups must have assigned before anything is taken away.
$people = @(@'
"Person","UserId","Location","LeaveFirst","Join","Await","Add","Remove","Leave","Reprocess","Change"
"Anders Mbeki (anders.mbeki@district7.example)","f9bf111e-3b41-4c7a-8c7a-a84b17e480f6","","","","","d9d89b70-a645-4c24-b041-8d3cb1884ec7","","","","assign Intune for Education"
"Dmitri Martínez (dmitri.martinez@district7.example)","8bd4edab-873a-4b23-9b23-a87a0f4bb45e","","","","","d9d89b70-a645-4c24-b041-8d3cb1884ec7","","","","assign Intune for Education"
"陽菜 高橋 (hina.takahashi@district7.example)","ce7745a7-0996-4f46-bf46-a8a906b2e7c6","","","","","d9d89b70-a645-4c24-b041-8d3cb1884ec7","","","","assign Intune for Education"
"Klara Sharma (klara.sharma@district7.example)","80ee48f2-bcc7-455b-b55b-a8d7fe1a1b2e","","","","","d9d89b70-a645-4c24-b041-8d3cb1884ec7","","","","assign Intune for Education"
"Marie Romano (marie.romano@district7.example)","d9c3553a-1639-4f25-8f25-a8f558ba9b4f","","","","","b17653a4-2443-4e8c-a550-18249dda78bb","","","","turn on Entra ID P1 in Microsoft 365 A1"
"美咲 佐藤 (misaki.sato@district7.example)","b55eb648-0462-431b-b31b-a906f5814e96","","","","","d9d89b70-a645-4c24-b041-8d3cb1884ec7","","","","assign Intune for Education"
"School office (office@district7.example)","a5477f05-dbd7-4850-a850-a91e7134e84a","","","","","d9d89b70-a645-4c24-b041-8d3cb1884ec7","","","","assign Intune for Education"
"Priya Nowak (priya.nowak@district7.example)","2ea1e4a2-f7e6-411f-811f-a93bcbd5686b","","","","","d9d89b70-a645-4c24-b041-8d3cb1884ec7","","","","assign Intune for Education"
"Ricardo Krause (ricardo.krause@district7.example)","e8405a2f-8aaf-4501-8501-a94789af3545","","","","","d9d89b70-a645-4c24-b041-8d3cb1884ec7","","","","assign Intune for Education"
"Ruth Albrecht (ruth.albrecht@district7.example)","25693b6d-8456-49e5-99e5-a94d689c1bb2","","","","","d9d89b70-a645-4c24-b041-8d3cb1884ec7","","","","assign Intune for Education"
"Wei Wright (wei.wright@district7.example)","181bd048-4480-4857-9857-a97c60034f1a","","","","","d9d89b70-a645-4c24-b041-8d3cb1884ec7","","","","assign Intune for Education"
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
