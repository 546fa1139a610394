# Before provisioning: asks once for the options that are not set yet, and checks for faults that would fail a deployment only after
# minutes. preprovision.sh does the same.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

function Say($text) { [Console]::Error.WriteLine($text) }

function Stop-Hook($text) {
    Say "ERROR: $text"
    exit 1
}

function Get-Setting($name) { [string][Environment]::GetEnvironmentVariable($name) }

# Reads a boolean setting as azd does.
function Test-True($value) { '1', 't', 'T', 'true', 'TRUE', 'True' -ccontains $value }

# Sets a variable in the azd environment, and in this process for the code below.
function Set-Setting($name, $value) {
    azd env set $name $value
    if ($LASTEXITCODE) { Stop-Hook "azd env set $name $value failed." }
    [Environment]::SetEnvironmentVariable($name, $value)
}

# Asks for an option whose variable is not set. It asks at an interactive terminal only; pipelines use the defaults.
function Request-Option($name, $question) {
    if (Get-Setting $name) { return }
    [Console]::Error.Write("$question [y/N] ")
    $answer = [string][Console]::In.ReadLine()
    Set-Setting $name $(if ($answer -match '^[Yy]') { 'true' } else { 'false' })
}

$asks = Get-Setting MUBENCH_ASK
if ($asks) { $asks = Test-True $asks }
else { $asks = -not (Get-Setting CI) -and -not (Test-True (Get-Setting AZD_NON_INTERACTIVE)) -and -not [Console]::IsInputRedirected -and -not [Console]::IsErrorRedirected }
if ($asks) {
    Request-Option MUBENCH_OPENAI 'Create an Azure OpenAI account with a model?'
    Request-Option MUBENCH_VNET 'Close storage, key vault and models to the internet, in a virtual network (about 80 US dollars a month)?'
    if (Test-True (Get-Setting MUBENCH_VNET)) {
        Request-Option MUBENCH_GPU 'Run open models on serverless GPUs (wants a quota; about 50 US dollars a month beside what runs cost)?'
    }
}

$vnet = Test-True (Get-Setting MUBENCH_VNET)
$gpu = Test-True (Get-Setting MUBENCH_GPU)
if ($gpu -and -not $vnet) {
    Stop-Hook 'MUBENCH_GPU=true wants MUBENCH_VNET=true: models on GPUs are reached over the virtual network alone. Run: azd env set MUBENCH_VNET true'
}

if ((Get-Setting MUBENCH_MAX_INSTANCES) -match '^([1-9]|[1-3][0-9])$') { Say 'MUBENCH_MAX_INSTANCES is below 40, which most regions refuse.' }

$subscription = Get-Setting AZURE_SUBSCRIPTION_ID
$location = Get-Setting AZURE_LOCATION

# The subnets are delegated to Microsoft.App. A deployment registers only the providers of its own resources.
if ($vnet) {
    if (-not $subscription) { Stop-Hook 'Choose the subscription first: azd env set AZURE_SUBSCRIPTION_ID ID' }
    $state = az provider show --namespace Microsoft.App --subscription $subscription --query registrationState --output tsv
    if ($LASTEXITCODE) { Stop-Hook 'az cannot say whether Microsoft.App is registered in the subscription, which the virtual network needs. Sign in with: az login' }
    if ($state -ne 'Registered') {
        Say 'Registering Microsoft.App in the subscription: the virtual network needs it.'
        az provider register --namespace Microsoft.App --subscription $subscription --wait | Out-Null
        if ($LASTEXITCODE) { Stop-Hook "Microsoft.App cannot be registered. Ask a person with the permission to run: az provider register --namespace Microsoft.App --subscription $subscription --wait" }
    }
}

# The region must have the requested GPUs.
if ($gpu -and $subscription -and $location) {
    $models = Get-Setting MUBENCH_GPU_MODELS
    $wanted = @()
    if ($models -clike '*T4*') { $wanted += 'Consumption-GPU-NC8as-T4' }
    if ($models -clike '*A100*') { $wanted += 'Consumption-GPU-NC24-A100' }
    if (Get-Setting MUBENCH_INFERENCE_MODELS) {
        $wanted += if ((Get-Setting MUBENCH_INFERENCE_GPU) -eq 'A100') { 'Consumption-GPU-NC24-A100' } else { 'Consumption-GPU-NC8as-T4' }
    }
    $profiles = [string](az containerapp env workload-profile list-supported --location $location --subscription $subscription --output json)
    if ($LASTEXITCODE) {
        Say "WARNING: az cannot say which GPUs $location has; a region without them is refused by the deployment."
    }
    else {
        foreach ($name in $wanted) {
            if (-not $profiles.Contains($name)) { Stop-Hook "$location has no $name. Other regions: az containerapp env workload-profile list-supported --location REGION --output table" }
        }
    }
}

# A deleted vault keeps its name for 7 days. In that time it can only be recovered.
$environment = Get-Setting AZURE_ENV_NAME
if ($subscription -and $environment) {
    $deleted = az keyvault list-deleted --resource-type vault --subscription $subscription --output tsv --query "[?contains(properties.vaultId, '/rg-$environment/') && properties.location=='$location'].name"
    if ($LASTEXITCODE) {
        Say 'WARNING: az cannot say whether a key vault of this environment was deleted. If the deployment finds its name taken: azd env set MUBENCH_RECOVER_KEY_VAULT true'
    }
    elseif ($deleted) {
        Say "Taking back the key vault $deleted, with its secrets: this environment was deleted a few days ago."
        Set-Setting MUBENCH_RECOVER_KEY_VAULT true
    }
    elseif (Test-True (Get-Setting MUBENCH_RECOVER_KEY_VAULT)) {
        Set-Setting MUBENCH_RECOVER_KEY_VAULT false
    }
}

# People sign in to the console with an app registration, which is made once. Its roles say who may read and who may run; its maker may run.
$signIn = Get-Setting MUBENCH_SIGN_IN
if ((-not $signIn -or (Test-True $signIn)) -and -not (Get-Setting MUBENCH_SIGN_IN_CLIENT_ID) -and $environment) {
    $runRole = '7f8cf5a2-35c4-4b0d-9a2e-0d6a7c1b5e11'
    # Arguments with quotation marks differ between versions of PowerShell, so the documents are files.
    $roles = New-TemporaryFile
    ConvertTo-Json -Depth 3 @(
        @{ id = '2c1d3a9e-6f0b-4a57-8f3d-5b9e4c7a8d02'; allowedMemberTypes = @('User'); displayName = 'Read'; value = 'MuBench.Read'; description = 'Read runs and reports.'; isEnabled = $true },
        @{ id = $runRole; allowedMemberTypes = @('User'); displayName = 'Run'; value = 'MuBench.Run'; description = 'Read, and start, cancel and resume runs, which may spend money.'; isEnabled = $true }
    ) | Set-Content $roles
    $client = az ad app create --display-name "MuBench console ($environment)" --sign-in-audience AzureADMyOrg --enable-id-token-issuance true --app-roles "@$roles" --query appId --output tsv
    $principal = if (-not $LASTEXITCODE) { az ad sp create --id $client --query id --output tsv }
    Remove-Item $roles
    if ($principal) {
        Set-Setting MUBENCH_SIGN_IN_CLIENT_ID $client
        az ad sp update --id $client --set appRoleAssignmentRequired=true | Out-Null
        if ($LASTEXITCODE) { Say "WARNING: every user of the tenant may sign in to the console, and is refused there without a role. To refuse them earlier: az ad sp update --id $client --set appRoleAssignmentRequired=true" }
        $person = az ad signed-in-user show --query id --output tsv
        if (-not $LASTEXITCODE) {
            $body = New-TemporaryFile
            ConvertTo-Json @{ principalId = $person; resourceId = $principal; appRoleId = $runRole } | Set-Content $body
            az rest --method POST --url "https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignedTo" --output none --body "@$body"
            if ($LASTEXITCODE) { Say 'WARNING: you have no role in the console yet: docs/deploy.md, Signing in.' }
            Remove-Item $body
        }
    }
    else {
        Say 'WARNING: no app registration could be made, so the console stays closed. Ask a person with the permission to make it: docs/deploy.md, Signing in. To leave it out: azd env set MUBENCH_SIGN_IN false'
    }
}
