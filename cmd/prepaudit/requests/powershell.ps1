# Saves the answers of Microsoft Graph that an audit reads, with the module Microsoft.Graph.Authentication: .\THIS [FOLDER]
# Then: prepaudit audit --from FOLDER
# It only reads. What Graph refuses is saved as the refusal, and the audit says what follows.
param([string] $Folder = 'answers')
$ErrorActionPreference = 'Stop'
if (-not (Get-MgContext)) { Connect-MgGraph -NoWelcome -Scopes @(SCOPES) }
$Folder = (New-Item -ItemType Directory -Force -Path $Folder).FullName

# Save FILE ADDRESS: all pages of an answer.
function Save([string] $File, [string] $Address) {
	$url, $name, $page = $Address, "$File.json", 1
	if (Test-Path -LiteralPath (Join-Path $Folder $name)) { return }
	while ($url) {
		Write-Host $name
		$text = Invoke-MgGraphRequest -Method GET -Uri $url -OutputType Json -SkipHttpErrorCheck `
			-Headers @{ Prefer = 'include-unknown-enum-members' }
		[IO.File]::WriteAllText((Join-Path $Folder $name), $text)
		$answer = $text | ConvertFrom-Json
		if ($answer.error) { Write-Warning "${name}: $($answer.error.code): $($answer.error.message)" }
		$url, $page = $answer.'@odata.nextLink', ($page + 1)
		$name = "$File.page$page.json"
	}
}

# Way OBJECT NAMES: the values at the end of a way, through lists.
function Way($From, [string[]] $Names) {
	foreach ($one in @($From)) {
		if ($null -eq $one) { continue }
		if (-not $Names) { $one; continue }
		Way $one.($Names[0]) @($Names | Select-Object -Skip 1)
	}
}

# Settings OBJECT SETTING: the objects with a settingDefinitionId, wherever they stand.
function Settings($From, [string] $Setting) {
	foreach ($one in @($From)) {
		if ($one -isnot [pscustomobject]) { continue }
		if ($one.settingDefinitionId -eq $Setting) { $one }
		foreach ($property in $one.PSObject.Properties) { Settings $property.Value $Setting }
	}
}

# Ids FILE AT IF IS SETTING: those that stand in answers that were saved before.
function Ids([string] $File, [string] $At, [string] $If, [string] $Is, [string] $Setting) {
	$patterns = @("$File.json", "$File.page*.json")
	if ($File -like '*-ID') { $patterns = @(($File -replace 'ID$', '') + '*.json') }
	foreach ($saved in Get-ChildItem -Path ($patterns | ForEach-Object { Join-Path $Folder $_ }) -ErrorAction Ignore) {
		$answer = [IO.File]::ReadAllText($saved.FullName) | ConvertFrom-Json
		if ($answer.error) { continue }
		if ($Setting) {
			$text = Settings $answer $Setting | ConvertTo-Json -Depth 50
			[regex]::Matches("$text", '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}').Value
			continue
		}
		$elements = if ($null -ne $answer.value) { $answer.value } else { $answer }
		foreach ($element in @($elements)) {
			if ($If -and -not (Way $element $If.Split('.') | Where-Object { -not $Is -or $_ -eq $Is })) { continue }
			Way $element $At.Split('.')
		}
	}
}

# Each FILE ADDRESS FROM...: one answer for each id, see Ids.
function Each([string] $File, [string] $Address, [string[]] $From) {
	foreach ($id in (Ids @From | Sort-Object -Unique)) {
		$short = $id.Substring(0, [Math]::Min(36, $id.Length))
		Save ($File -creplace 'ID', $short) ($Address -creplace 'ID', $id)
	}
}

