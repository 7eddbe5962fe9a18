{{comment "# " .About}}
#
# Read it, and run it with the module Microsoft.Graph.Authentication. It makes no secret.
{{- if .Managed}}
#   .\THIS.ps1 -Identity ID    grants the permissions to the managed identity with this object id, which is the admin
#                              consent: as Privileged Role Administrator
{{- else}}
#   .\THIS.ps1{{if .Federated}} -Subject SUBJECT{{if not .Issuer}} -Issuer ISSUER{{end}}{{end}}{{if .Certificate}} -Certificate FILE{{end}}    makes the app, or makes it what it should be: as Application Developer
#   .\THIS.ps1 -Consent    grants admin consent to its permissions: as Privileged Role Administrator
{{- end}}
{{- if .Certificate}}
# FILE is the certificate (.cer, DER or PEM), without its key, which stays where it is.
{{- end}}
{{with .Subject}}{{comment "# " .}}
{{end}}#
# Then:
{{comment "#   " .Use}}
param(
{{- if .Managed}}
	[Parameter(Mandatory)] [guid] $Identity
{{- else}}
{{- if .Federated}}
	[string] $Subject,
	[string] $Issuer{{with .Issuer}} = '{{.}}'{{end}},
{{- end}}
{{- if .Certificate}}
	[string] $Certificate,
{{- end}}
	[switch] $Consent
{{- end}}
)
$ErrorActionPreference = 'Stop'

# The permissions, by name and id.
$permissions = [ordered] @{
{{- range .Permissions}}
	'{{.Name}}' = '{{.ID}}'{{end}}
}

# Call METHOD ADDRESS BODY: one request to Microsoft Graph, which makes what it changes where that is missing.
function Call([string] $Method, [string] $Address, $Body) {
	$json = ConvertTo-Json $Body -Depth 9 -Compress
	Invoke-MgGraphRequest -Method $Method -Uri "v1.0/$Address" -Body $json -ContentType 'application/json' `
		-Headers @{ Prefer = 'create-if-missing' } | Out-Null
}

# Read ADDRESS: one answer of Microsoft Graph. A new object isn't known everywhere at once.
function Read([string] $Address) {
	foreach ($wait in 2, 4, 8, 16) {
		try { return Invoke-MgGraphRequest -Method GET -Uri "v1.0/$Address" } catch { Start-Sleep -Seconds $wait }
	}
	Invoke-MgGraphRequest -Method GET -Uri "v1.0/$Address"
}

# Grant PRINCIPAL: grants the permissions that it doesn't have yet.
function Grant([string] $Principal) {
	$graph = (Read "servicePrincipals(appId='00000003-0000-0000-c000-000000000000')").id
{{- if .Delegated}}
	$filter = "clientId eq '$Principal' and consentType eq 'AllPrincipals'"
	$had = (Read "oauth2PermissionGrants?`$filter=$filter").value | Where-Object { $_.resourceId -eq $graph }
	$scope = $permissions.Keys -join ' '
	if ($had) {
		Call PATCH "oauth2PermissionGrants/$($had.id)" @{ scope = $scope }
	} else {
		Call POST 'oauth2PermissionGrants' @{
			clientId = $Principal; consentType = 'AllPrincipals'; resourceId = $graph; scope = $scope
		}
	}
	Write-Host "${scope}: granted"
{{- else}}
	$had = @((Read "servicePrincipals/$Principal/appRoleAssignments").value | ForEach-Object { $_.appRoleId })
	foreach ($name in $permissions.Keys) {
		if ($permissions[$name] -in $had) { Write-Host "${name}: granted already"; continue }
		Call POST "servicePrincipals/$Principal/appRoleAssignments" @{
			principalId = $Principal; resourceId = $graph; appRoleId = $permissions[$name]
		}
		Write-Host "${name}: granted"
	}
{{- end}}
}

{{if .Managed -}}
Connect-MgGraph -NoWelcome -Scopes @('Application.Read.All', 'AppRoleAssignment.ReadWrite.All')
Grant "$Identity"
{{- else -}}
$key = "uniqueName='{{.Name}}'"
if ($Consent) {
	Connect-MgGraph -NoWelcome -Scopes @('Application.Read.All', '{{if .Delegated}}DelegatedPermissionGrant{{else}}AppRoleAssignment{{end}}.ReadWrite.All')
	$app = (Read "applications($key)").appId
	Grant (Read "servicePrincipals(appId='$app')").id
	return
}
{{- if .Federated}}
if (-not $Subject) { throw 'Give -Subject, the subject of the job.' }
{{- if not .Issuer}}
if (-not $Issuer) { throw 'Give -Issuer, the issuer of the job.' }
{{- end}}
{{- end}}
{{- if .Certificate}}
if (-not $Certificate) { throw 'Give -Certificate, the file of the certificate.' }
$public = [Security.Cryptography.X509Certificates.X509Certificate2]::new((Resolve-Path -LiteralPath $Certificate).Path)
{{- end}}
Connect-MgGraph -NoWelcome -Scopes @('Application.ReadWrite.All')
Call PATCH "applications($key)" @{
	displayName = '{{.Title}}'
	signInAudience = 'AzureADMyOrg'
{{- if .Delegated}}
	isFallbackPublicClient = $true
	publicClient = @{ redirectUris = @('http://localhost') }
{{- end}}
{{- if .Certificate}}
	keyCredentials = @(@{
			displayName = 'prepaudit'; type = 'AsymmetricX509Cert'; usage = 'Verify'
			key = [Convert]::ToBase64String($public.RawData)
		})
{{- end}}
	requiredResourceAccess = @(@{
			resourceAppId = '00000003-0000-0000-c000-000000000000'
			resourceAccess = @($permissions.Values | ForEach-Object { @{ id = $_; type = '{{.Type}}' } })
		})
}
$app = (Read "applications($key)").appId
$known = Invoke-MgGraphRequest -Method GET -Uri "v1.0/servicePrincipals?`$filter=appId eq '$app'"
if (-not $known.value) { Call POST 'servicePrincipals' @{ appId = $app } }
{{- if .Federated}}
Call PATCH "applications($key)/federatedIdentityCredentials(name='prepaudit')" @{
	issuer = $Issuer; subject = $Subject; audiences = @('api://AzureADTokenExchange')
}
{{- end}}
Write-Host "The app is $app. Next: $($MyInvocation.MyCommand.Name) -Consent"
{{- end}}
