# Carries out the license plan of {{.On}} for {{text .Tenant.Name}} ({{.Tenant.ID}}), which prepaudit made.
#   .\plan.ps1          shows what it would do, and changes nothing (-WhatIf)
#   .\plan.ps1 -Apply   does it
# It needs Microsoft Graph PowerShell 2.29 or later: Install-Module Microsoft.Graph. Whoever runs it needs the roles
# License Administrator and, for members of groups, Groups Administrator. Run it once: then audit the tenant again, and
# plan again for whoever is left.
#Requires -Modules {{range $i, $m := .Modules}}{{if $i}}, {{end}}@{ ModuleName = 'Microsoft.Graph.{{$m}}'; ModuleVersion = '2.29.0' }{{end}}
[CmdletBinding()]
param(
	[switch] $Apply{{if .Located}},
	[string] $UsageLocation # two letters, such as DE, for {{people .Located}} without one{{end}}
)
$ErrorActionPreference = 'Stop'

$tenant = '{{.Tenant.ID}}'
$scopes = @(
	'LicenseAssignment.Read.All' # which seats are free
{{- range .Scopes}}
	'{{.Name}}' # {{.Why}}
{{- end}}
)

# What must be there first: seats in all (Have), and free ones (Take).
$seats = @(@'
{{row "Product" "SkuId" "Have" "Take" "First"}}
{{- range .Seats}}
{{row .Name .SKU .Have .Take .First}}
{{- end}}
'@ | ConvertFrom-Csv)

# Plans to turn on in what groups assign. License is the product and, behind the colon, the plans that stay off.
$groups = @(@'
{{row "Group" "GroupId" "License" "Change"}}
{{- range .Groups}}
{{row .Name .Group .License .Change}}
{{- end}}
'@ | ConvertFrom-Csv)

# People, in an order in which seats are free when they are taken. Join and Leave are groups, Add and Remove what is
# assigned directly. Await are products that the groups must have assigned before anything is taken away.
$people = @(@'
{{row "Person" "UserId" "Location" "LeaveFirst" "Join" "Await" "Add" "Remove" "Leave" "Reprocess" "Change"}}
{{- range .People}}
{{row .Person .ID .Location .LeaveFirst .Join .Await .Add .Remove .Leave .Reprocess .Change}}
{{- end}}
'@ | ConvertFrom-Csv)

# To do manually, before this script runs: their seats come by groups that nobody can leave for one product alone.
$manual = @(@'
{{row "Person" "Change"}}
{{- range .Manual}}
{{row .Person .Change}}
{{- end}}
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

{{if .Joining -}}
# Await PERSON: waits, a minute at most, until groups have assigned what a person joined them for.
function Await($Person) {
	for ($try = 0; $try -lt 12; $try++) {
		$has = (Get-MgUser -UserId $Person.UserId -Property AssignedLicenses -ErrorAction Stop).AssignedLicenses.SkuId
		if (-not (Items $Person.Await | Where-Object { $_ -notin $has })) { return }
		Start-Sleep -Seconds 5
	}
	throw 'The group has not assigned its license yet, so nothing was taken away.'
}

{{end -}}
{{if .Leaving -}}
# Leave PERSON: takes a person out of groups.
function Leave($Person) {
	foreach ($group in Items $Person.Leave) {
		Remove-MgGroupMemberByRef -GroupId $group -DirectoryObjectId $Person.UserId @with
	}
}

{{end -}}
if (-not (Get-MgContext)) {
	Connect-MgGraph -NoWelcome -Environment {{.Environment}} -TenantId $tenant -Scopes $scopes
}
if ((Get-MgContext).TenantId -ne $tenant) {
	throw "The plan is for tenant $tenant, not for $((Get-MgContext).TenantId): run Disconnect-MgGraph first."
}
{{- if .Located}}
if ($UsageLocation -notmatch '^[A-Za-z]{2}$') {
	throw 'Give -UsageLocation, such as DE. Whoever works elsewhere needs theirs set first: it is left alone.'
}
{{- end}}

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
{{- if .Groups}}
foreach ($g in $groups) {
	Step $g.Group $g.Change {
		Set-MgGroupLicense -GroupId $g.GroupId -AddLicenses @(Licenses $g.License) -RemoveLicenses @() @with
	}
}
{{- end}}
{{- if .Acting}}
foreach ($p in $people) {
	Step $p.Person $p.Change {
{{- if .Located}}
		if ($p.Location -and -not (Get-MgUser -UserId $p.UserId -Property UsageLocation -ErrorAction Stop).UsageLocation) {
			Update-MgUser -UserId $p.UserId -UsageLocation $UsageLocation @with
		}
{{- end}}
{{- if .Leaving}}
		if ($p.LeaveFirst) { Leave $p }
{{- end}}
{{- if .Joining}}
		foreach ($group in Items $p.Join) {
			New-MgGroupMember -GroupId $group -DirectoryObjectId $p.UserId @with
		}
{{- end}}
{{- if or .Joining .Leaving}}
		if ($p.Join -or $p.LeaveFirst) { Invoke-MgLicenseUser -UserId $p.UserId @with }
		if ($p.Await -and $Apply) { Await $p }
{{- end}}
{{- if .Assigning}}
		if ($p.Add -or $p.Remove) {
			Set-MgUserLicense -UserId $p.UserId -AddLicenses @(Licenses $p.Add) -RemoveLicenses @(Items $p.Remove) @with
		}
{{- end}}
{{- if .Leaving}}
		if (-not $p.LeaveFirst) { Leave $p }
{{- end}}
{{- if .Reprocessing}}
		if ($p.Reprocess) { Invoke-MgLicenseUser -UserId $p.UserId @with }
{{- end}}
	}
}
{{- end}}
Write-Host "$done done, $failed failed, $($manual.Count) to do manually."
if (-not $Apply) { Write-Host 'Nothing was changed. -Apply does it.' }
if ($failed) { exit 1 }
