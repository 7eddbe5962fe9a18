# Fetches prepaudit for Windows from a release, checks it against the checksums of that release, and unpacks it:
#   Import-Module .\Prepaudit.psm1
#   Install-Prepaudit -Repository OWNER/prepaudit -Version 1.2.3
function Install-Prepaudit {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Repository,
        [string] $Version = 'latest',
        [string] $Destination = (Join-Path $env:LOCALAPPDATA 'Programs\prepaudit')
    )
    $ErrorActionPreference = 'Stop'
    $path = if ($Version -eq 'latest') { 'latest/download' } else { "download/v$Version" }
    $processor = if ($env:PROCESSOR_ARCHITECTURE -eq 'ARM64') { 'arm64' } else { 'amd64' }
    $name = "prepaudit_windows_$processor.zip"
    $folder = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))
    try {
        $zip = Join-Path $folder $name
        $list = Join-Path $folder 'checksums.txt'
        Invoke-WebRequest "https://github.com/$Repository/releases/$path/$name" -OutFile $zip -UseBasicParsing
        Invoke-WebRequest "https://github.com/$Repository/releases/$path/checksums.txt" -OutFile $list -UseBasicParsing
        $sum = (Get-FileHash -Path $zip -Algorithm SHA256).Hash.ToLower()
        if (-not (Select-String -Path $list -SimpleMatch "$sum  $name" -Quiet)) {
            throw "$name isn't the file of the release: its SHA-256 $sum isn't in checksums.txt. Nothing was installed."
        }
        Write-Host "The SHA-256 of $name is that of checksums.txt: $sum"
        Expand-Archive -Path $zip -DestinationPath $Destination -Force
        Write-Host "prepaudit is in $Destination"
    }
    finally {
        Remove-Item -Path $folder -Recurse -Force
    }
}
Export-ModuleMember -Function Install-Prepaudit
