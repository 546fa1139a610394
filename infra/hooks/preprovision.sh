#!/bin/sh
# Before provisioning: asks once for the options that are not set yet, and checks for faults that would fail a deployment only after
# minutes. preprovision.ps1 does the same.
set -eu

say() {
  printf '%s\n' "$*" >&2
}

stop() {
  say "ERROR: $*"
  exit 1
}

# Reads a boolean setting as azd does.
is_true() {
  case "$1" in
    1 | t | T | true | TRUE | True) return 0 ;;
    *) return 1 ;;
  esac
}

# Sets a variable in the azd environment, and in this process for the code below.
decide() {
  azd env set "$1" "$2"
  eval "$1=\$2"
}

# Asks for an option whose variable is not set. It asks at an interactive terminal only; pipelines use the defaults.
ask() {
  eval "value=\${$1:-}"
  if [ -z "$value" ]; then
    printf '%s [y/N] ' "$2" >&2
    read -r answer || answer=
    case "$answer" in
      [Yy]*) decide "$1" true ;;
      *) decide "$1" false ;;
    esac
  fi
}

asks() {
  if [ -n "${MUBENCH_ASK:-}" ]; then
    is_true "$MUBENCH_ASK"
  else
    [ -z "${CI:-}" ] && ! is_true "${AZD_NON_INTERACTIVE:-}" && [ -t 0 ] && [ -t 2 ]
  fi
}

if asks; then
  ask MUBENCH_OPENAI "Create an Azure OpenAI account with a model?"
  ask MUBENCH_VNET "Close storage, key vault and models to the internet, in a virtual network (about 80 US dollars a month)?"
  if is_true "$MUBENCH_VNET"; then
    ask MUBENCH_GPU "Run open models on serverless GPUs (wants a quota; about 50 US dollars a month beside what runs cost)?"
  fi
fi

if is_true "${MUBENCH_GPU:-}" && ! is_true "${MUBENCH_VNET:-}"; then
  stop "MUBENCH_GPU=true wants MUBENCH_VNET=true: models on GPUs are reached over the virtual network alone. Run: azd env set MUBENCH_VNET true"
fi

case "${MUBENCH_MAX_INSTANCES:-40}" in
  [1-9] | [1-3][0-9]) say "MUBENCH_MAX_INSTANCES is below 40, which most regions refuse." ;;
esac

subscription="${AZURE_SUBSCRIPTION_ID:-}"

# The subnets are delegated to Microsoft.App. A deployment registers only the providers of its own resources.
if is_true "${MUBENCH_VNET:-}"; then
  [ -n "$subscription" ] || stop "Choose the subscription first: azd env set AZURE_SUBSCRIPTION_ID ID"
  state=$(az provider show --namespace Microsoft.App --subscription "$subscription" --query registrationState --output tsv) ||
    stop "az cannot say whether Microsoft.App is registered in the subscription, which the virtual network needs. Sign in with: az login"
  if [ "$state" != Registered ]; then
    say "Registering Microsoft.App in the subscription: the virtual network needs it."
    az provider register --namespace Microsoft.App --subscription "$subscription" --wait >/dev/null ||
      stop "Microsoft.App cannot be registered. Ask a person with the permission to run: az provider register --namespace Microsoft.App --subscription $subscription --wait"
  fi
fi

# The region must have the requested GPUs.
if is_true "${MUBENCH_GPU:-}" && [ -n "$subscription" ] && [ -n "${AZURE_LOCATION:-}" ]; then
  wanted=
  case "${MUBENCH_GPU_MODELS:-}" in *T4*) wanted="$wanted Consumption-GPU-NC8as-T4" ;; esac
  case "${MUBENCH_GPU_MODELS:-}" in *A100*) wanted="$wanted Consumption-GPU-NC24-A100" ;; esac
  if [ -n "${MUBENCH_INFERENCE_MODELS:-}" ]; then
    case "${MUBENCH_INFERENCE_GPU:-T4}" in
      A100) wanted="$wanted Consumption-GPU-NC24-A100" ;;
      *) wanted="$wanted Consumption-GPU-NC8as-T4" ;;
    esac
  fi
  if profiles=$(az containerapp env workload-profile list-supported --location "$AZURE_LOCATION" --subscription "$subscription" --output json); then
    for profile in $wanted; do
      case "$profiles" in
        *"$profile"*) ;;
        *) stop "$AZURE_LOCATION has no $profile. Other regions: az containerapp env workload-profile list-supported --location REGION --output table" ;;
      esac
    done
  else
    say "WARNING: az cannot say which GPUs $AZURE_LOCATION has; a region without them is refused by the deployment."
  fi
fi

# A deleted vault keeps its name for 7 days. In that time it can only be recovered.
if [ -n "$subscription" ] && [ -n "${AZURE_ENV_NAME:-}" ]; then
  if deleted=$(az keyvault list-deleted --resource-type vault --subscription "$subscription" --output tsv \
    --query "[?contains(properties.vaultId, '/rg-$AZURE_ENV_NAME/') && properties.location=='${AZURE_LOCATION:-}'].name"); then
    if [ -n "$deleted" ]; then
      say "Taking back the key vault $deleted, with its secrets: this environment was deleted a few days ago."
      decide MUBENCH_RECOVER_KEY_VAULT true
    elif is_true "${MUBENCH_RECOVER_KEY_VAULT:-}"; then
      decide MUBENCH_RECOVER_KEY_VAULT false
    fi
  else
    say "WARNING: az cannot say whether a key vault of this environment was deleted. If the deployment finds its name taken: azd env set MUBENCH_RECOVER_KEY_VAULT true"
  fi
fi

# People sign in to the console with an app registration, which is made once. Its roles say who may read and who may run; its maker may run.
if is_true "${MUBENCH_SIGN_IN:-true}" && [ -z "${MUBENCH_SIGN_IN_CLIENT_ID:-}" ] && [ -n "${AZURE_ENV_NAME:-}" ]; then
  run_role=7f8cf5a2-35c4-4b0d-9a2e-0d6a7c1b5e11
  roles='[
    { "id": "2c1d3a9e-6f0b-4a57-8f3d-5b9e4c7a8d02", "allowedMemberTypes": ["User"], "displayName": "Read", "value": "MuBench.Read", "description": "Read runs and reports.", "isEnabled": true },
    { "id": "'$run_role'", "allowedMemberTypes": ["User"], "displayName": "Run", "value": "MuBench.Run", "description": "Read, and start, cancel and resume runs, which may spend money.", "isEnabled": true }
  ]'
  if client=$(az ad app create --display-name "MuBench console ($AZURE_ENV_NAME)" --sign-in-audience AzureADMyOrg --enable-id-token-issuance true \
    --app-roles "$roles" --query appId --output tsv) && principal=$(az ad sp create --id "$client" --query id --output tsv); then
    decide MUBENCH_SIGN_IN_CLIENT_ID "$client"
    az ad sp update --id "$client" --set appRoleAssignmentRequired=true >/dev/null ||
      say "WARNING: every user of the tenant may sign in to the console, and is refused there without a role. To refuse them earlier: az ad sp update --id $client --set appRoleAssignmentRequired=true"
    if person=$(az ad signed-in-user show --query id --output tsv); then
      az rest --method POST --url "https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignedTo" --output none \
        --body "{ \"principalId\": \"$person\", \"resourceId\": \"$principal\", \"appRoleId\": \"$run_role\" }" ||
        say "WARNING: you have no role in the console yet: docs/deploy.md, Signing in."
    fi
  else
    say "WARNING: no app registration could be made, so the console stays closed. Ask a person with the permission to make it: docs/deploy.md, Signing in. To leave it out: azd env set MUBENCH_SIGN_IN false"
  fi
fi
