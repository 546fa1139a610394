# Tells the app registration of the console where the app is, so that people can sign in there.
# Writes src/Functions/local.settings.json, for running the app on this machine. Storage is the emulator, so that a local app does
# not process the deployed app's manifests. Provider keys come from the environment's vault.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

if ($env:MUBENCH_SIGN_IN_CLIENT_ID -and $env:MUBENCH_URL) {
    az ad app update --id $env:MUBENCH_SIGN_IN_CLIENT_ID --web-redirect-uris "$env:MUBENCH_URL/.auth/login/aad/callback"
    if ($LASTEXITCODE) { [Console]::Error.WriteLine("WARNING: sign-in to the console fails until this has been done: az ad app update --id $env:MUBENCH_SIGN_IN_CLIENT_ID --web-redirect-uris $env:MUBENCH_URL/.auth/login/aad/callback") }
    else { Write-Host "The console: $env:MUBENCH_URL/api/console" }
}

$settings = Join-Path $PSScriptRoot '../../src/Functions/local.settings.json'
if (Test-Path $settings) {
    Write-Host 'src/Functions/local.settings.json is there already and stays as it is.'
    exit 0
}
New-Item -ItemType Directory -Force (Split-Path $settings) | Out-Null
[ordered]@{
    IsEncrypted = $false
    Values = [ordered]@{
        FUNCTIONS_WORKER_RUNTIME = 'dotnet-isolated'
        AzureWebJobsStorage = 'UseDevelopmentStorage=true'
        MuBenchStorage = 'UseDevelopmentStorage=true'
        MUBENCH_STORE = 'UseDevelopmentStorage=true'
        MUBENCH_CONTAINER = 'mubench'
        MUBENCH_TRIGGER = 'blob'
        MUBENCH_MANIFEST_QUEUE = 'mubench-manifests'
        MUBENCH_ALLOWED_ENDPOINTS = 'http://127.0.0.1:*;http://localhost:*'
        MUBENCH_KEY_VAULT = "$env:MUBENCH_KEY_VAULT"
        TASKHUB_NAME = if ($env:TASKHUB_NAME) { $env:TASKHUB_NAME } else { 'mubench' }
    }
} | ConvertTo-Json -Depth 3 | Set-Content $settings
Write-Host 'Wrote src/Functions/local.settings.json.'
