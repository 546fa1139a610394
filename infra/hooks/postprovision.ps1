# Writes src/Functions/local.settings.json, for running the app on this machine. Storage is the emulator, so that a local app does
# not process the deployed app's manifests. Provider keys come from the environment's vault.
$ErrorActionPreference = 'Stop'

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
